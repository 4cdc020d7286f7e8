#!/bin/sh
# Writes .env, from which docker-compose.yml takes its secrets: random ones, for its owner alone.
#   docker/make-env.sh https://queue.example
set -eu

if [ $# -lt 1 ]; then
  echo "Say where the waiting room is reached: docker/make-env.sh https://queue.example" >&2
  exit 1
fi
edge_url=$1
case $edge_url in
  https://?* | http://localhost | http://localhost:*) ;;
  *)
    echo "$edge_url is no address with https: give one such as https://queue.example" >&2
    exit 1
    ;;
esac
case $edge_url in
  *[!A-Za-z0-9.:/_-]*)
    echo "$edge_url has letters that an address does not have: give one such as https://queue.example" >&2
    exit 1
    ;;
esac

cd "${2:-$(dirname "$0")/..}"
if [ -e .env ]; then
  echo "There is an .env already, and what it holds opens the volumes that are there: remove both to begin anew." >&2
  exit 1
fi
if git rev-parse --is-inside-work-tree >/dev/null 2>&1 && ! git check-ignore -q .env; then
  echo "Git would commit .env: add it to .gitignore first." >&2
  exit 1
fi

# 32 random bytes in the letters that need no quoting anywhere. Kafka takes a dash in front for an option.
secret() {
  printf 's%s' "$(head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n')"
}
cluster() {
  printf 'A%s' "$(head -c 16 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n' | cut -c 2-)"
}

umask 077
cat >.env.draft <<END
EDGE_URL=$edge_url
SERVICE_TOKENS='{"keys":[{"id":"edge","secret":"$(secret)"}]}'
METRICS_TOKEN=$(secret)
MONGODB_ROOT_PASSWORD=$(secret)
MONGODB_PASSWORD=$(secret)
KAFKA_CLUSTER_ID=$(cluster)
KAFKA_BROKER_PASSWORD=$(secret)
KAFKA_PASSWORD=$(secret)
KAFKA_UI_KAFKA_PASSWORD=$(secret)
KAFKA_UI_PASSWORD=$(secret)
S3_ACCESS_KEY=$(secret | cut -c 1-21)
S3_SECRET_KEY=$(secret)
GRAFANA_PASSWORD=$(secret)
END
mv .env.draft .env
echo "Wrote $(pwd)/.env: keep it, it opens the volumes."
