import { randomBytes } from 'node:crypto'
import { LaunchProblem } from '../launch/problem.ts'

export type KafkaUser = { name: string; password: string }

export type KafkaSettings = {
  data: string
  port: number
  controllerPort: number
  users: readonly KafkaUser[]
}

/** What needs no quoting in the place where Kafka wants it. */
const PLAIN_TEXT = /^[\w.-]+$/
/** Kafka itself, when it calls its own port. */
const OURSELVES = 'broker'

/** The settings of a single node, as small as they can be and as strict about topics as in earnest. */
export function kafkaProperties({ data, port, controllerPort, users }: KafkaSettings): string {
  const secured = users.length > 0
  const settings: Record<string, string | number | boolean> = {
    'node.id': 1,
    'process.roles': 'broker,controller',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'CLIENTS',
    listeners: `CLIENTS://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `CLIENTS://127.0.0.1:${port}`,
    'listener.security.protocol.map': `CLIENTS:${secured ? 'SASL_PLAINTEXT' : 'PLAINTEXT'},CONTROLLER:PLAINTEXT`,
    'log.dirs': data,
    'auto.create.topics.enable': false,
    'num.partitions': 1,
    'group.initial.rebalance.delay.ms': 0,
    // A node that was killed is not let back in before its former session has run out.
    'broker.session.timeout.ms': 3000,
    'broker.heartbeat.interval.ms': 500,
    // There is one node, so nothing can be kept more than once.
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    // Kafka's own topics have fifty partitions each by default, which is most of a start.
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.num.partitions': 4,
    'share.coordinator.state.topic.num.partitions': 1,
    // A quarter of our heap by default.
    'log.cleaner.dedupe.buffer.size': 8_388_608,
    ...(secured ? signingIn(users) : {}),
  }
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

function signingIn(users: readonly KafkaUser[]): Record<string, string> {
  const wrong = users.find((user) => !PLAIN_TEXT.test(user.name) || !PLAIN_TEXT.test(user.password))
  if (wrong !== undefined || users.some(({ name }) => name === OURSELVES)) {
    throw new LaunchProblem(
      `Kafka's users need names and passwords of letters, digits, dots, dashes or _, and none may be called ${OURSELVES}.`,
    )
  }
  const own = randomBytes(24).toString('base64url')
  const all = [{ name: OURSELVES, password: own }, ...users]
  const known = all.map(({ name, password }) => `user_${name}="${password}"`).join(' ')
  return {
    'sasl.enabled.mechanisms': 'PLAIN',
    'sasl.mechanism.inter.broker.protocol': 'PLAIN',
    'listener.name.clients.plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required username="${OURSELVES}" password="${own}" ${known};`,
  }
}
