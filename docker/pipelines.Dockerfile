# syntax=docker/dockerfile:1
# What takes events in, beside the origin. Node runs its TypeScript as it stands, so there is nothing to build but the packages.

FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# What a package would run while it is installed is for development: what runs here needs none of it.
RUN npm ci --omit=dev --ignore-scripts

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8792
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
COPY core core
COPY verify verify
COPY origin origin
COPY docker/healthy.ts docker/healthy.ts
# Nothing of it can be written by who runs it.
USER node
EXPOSE 8792
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["node", "docker/healthy.ts"]
# kafkajs sets a timer with a negative time when it starts, and does no harm by it.
CMD ["node", "--disable-warning=TimeoutNegativeWarning", "origin/consume.ts"]
