/** What a setting may look like, and what is said where one does not: see config.ts. */
import { z } from 'zod'

/** Set to spaces a variable is a slip, and not a value. */
export const text = z.string().regex(/\S/)

export const port = z
  .string()
  .transform((digits) => (/^\d{1,5}$/.test(digits) ? Number(digits) : Number.NaN))
  .pipe(z.number().int().max(65_535))

export const share = z
  .string()
  .transform((digits) => (/^\d(\.\d+)?$/.test(digits) ? Number(digits) : Number.NaN))
  .pipe(z.number().max(1))

export const flag = z.enum(['true', 'false']).transform((said) => said === 'true')

/** Of something in one's own network. */
export const webAddress = z.url({ protocol: /^https?$/ })

/** Keys are read from it: plain http is for one's own machine alone. */
export const publicAddress = webAddress.refine((address) => {
  const { protocol, hostname, username } = new URL(address)
  const isOwnMachine = /^(?:(?:.+\.)?localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)
  return username === '' && (protocol === 'https:' || isOwnMachine)
})

export const hostNames = z
  .string()
  .transform((list) => list.split(',').map((name) => name.trim()))
  .pipe(z.array(z.string().regex(/^[\w.[\]:-]+:\d{1,5}$/)).min(1))

/** The letters that an Authorization header takes. */
const secret = z.string().regex(/^[\w.~+/=-]{32,256}$/)

export const serviceKeys = z
  .string()
  .transform((json) => {
    try {
      return JSON.parse(json)
    } catch {
      return undefined
    }
  })
  .pipe(
    z.object({
      keys: z
        .array(z.object({ id: z.string().regex(/^[\w.-]{1,32}$/), secret }))
        .min(1)
        .max(16)
        .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length),
    }),
  )
  .transform(({ keys }) => keys)

type Remedy = {
  readonly what: string
  readonly give: string
  /** What it is set to may be, or hold, a secret. */
  readonly isSecret?: true
}

const address = { what: 'an address', isSecret: true } as const
const words = { what: 'a word' } as const
const key = { what: 'a key', isSecret: true } as const

const remedies: Readonly<Record<string, Remedy>> = {
  PORT: {
    what: 'a port',
    give: 'give a whole number from 0 to 65535, for example PORT=8792',
  },
  HOST: { what: 'a host', give: 'give the address to listen on, for example HOST=127.0.0.1' },
  STORES: { what: 'a kind of stores', give: 'choose STORES=embedded or STORES=real' },
  DATA_DIR: { what: 'a folder', give: 'give where data is kept, for example DATA_DIR=.data' },
  SERVICE_TOKENS: {
    what: 'a list of keys',
    give: 'give {"keys":[{"id":"edge","secret":"…"}]} with secrets of 32 letters or more, and no id twice',
    isSecret: true,
  },
  METRICS_TOKEN: { ...key, give: 'give 32 letters or more, or leave it out' },
  EDGE_URL: {
    ...address,
    give: 'give where the waiting room is reached, for example EDGE_URL=https://queue.example',
  },
  ZIPKIN_URL: {
    ...address,
    give: 'give where spans are sent, for example ZIPKIN_URL=http://127.0.0.1:9411/api/v2/spans, or leave it out',
  },
  TRACE_SAMPLE: {
    what: 'a share',
    give: 'give a number from 0 to 1, for example TRACE_SAMPLE=0.1',
  },
  LOG_LEVEL: { what: 'a level', give: 'choose debug, info, warn or error' },
  CONSUMERS: {
    what: 'a place',
    give: 'choose CONSUMERS=inside, or CONSUMERS=apart where another process takes events in',
  },
  MONGODB_URL: {
    ...address,
    give: 'STORES=real needs where MongoDB is, for example mongodb://127.0.0.1:27017',
  },
  MONGODB_DATABASE: {
    what: 'a database’s name',
    give: 'give letters, digits, - and _, for example MONGODB_DATABASE=admit_one',
  },
  KAFKA_BROKERS: {
    what: 'a list of hosts',
    isSecret: true,
    give: 'STORES=real needs them with their ports, for example KAFKA_BROKERS=127.0.0.1:9092',
  },
  KAFKA_USERNAME: { ...words, give: 'give KAFKA_USERNAME and KAFKA_PASSWORD, or neither' },
  KAFKA_PASSWORD: { ...key, give: 'give KAFKA_USERNAME and KAFKA_PASSWORD, or neither' },
  KAFKA_SSL: { what: 'yes or no', give: 'choose KAFKA_SSL=true or KAFKA_SSL=false' },
  S3_ENDPOINT: {
    ...address,
    give: 'give where objects are kept, for example S3_ENDPOINT=http://127.0.0.1:7070, or leave it out for Amazon’s own',
  },
  S3_REGION: {
    ...words,
    give: 'STORES=real needs the bucket’s region, for example ap-northeast-2',
  },
  S3_BUCKET: { ...words, give: 'STORES=real needs the name of a bucket' },
  S3_ACCESS_KEY: { ...key, give: 'STORES=real needs the id of a key to the bucket' },
  S3_SECRET_KEY: { ...key, give: 'STORES=real needs the secret of that key' },
}

export function wrongWith(name: string, value: string | undefined): string {
  const remedy = remedies[name] ?? { ...key, give: 'see docs/stores.md' }
  if (value === undefined) return `${name} is missing: ${remedy.give}.`
  const shown = remedy.isSecret === true ? name : `${name}=${value}`
  return `${shown} is not ${remedy.what}: ${remedy.give}.`
}
