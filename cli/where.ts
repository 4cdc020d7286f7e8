/** Where Admit One is, and whose token is sent: by flags, by the environment, or on this machine. */
import { join, resolve } from 'node:path'
import { NotUnderstood, type Around, type Options } from './verb.ts'

const ROOT = resolve(import.meta.dirname, '..')

export type Where = { readonly url: string; readonly token: string }

/** Never by an argument: everybody on the machine could read it there. */
export function whereOf(options: Options, around: Around): Where {
  const { env } = around
  const url = textOf(options['url']) ?? env['ADMIT_ONE_URL']
  const file = textOf(options['token-file']) ?? env['ADMIT_ONE_TOKEN_FILE']
  const token = file === undefined ? env['ADMIT_ONE_TOKEN'] : tokenIn(file, around)
  const keys = join(resolve(ROOT, env['DATA_DIR'] ?? '.data'), 'keys')
  if (url === undefined) return started(keys, token, around)
  if (token !== undefined && token !== '') return { url, token }
  throw new NotUnderstood('Say whose token it is: ADMIT_ONE_TOKEN, or --token-file FILE.')
}

/** What was started in this folder: its key is sent nowhere else. */
function started(keys: string, token: string | undefined, around: Around): Where {
  const url = tokenIn(join(keys, 'address'), around)
  return { url, token: token ?? tokenIn(join(keys, 'operator-key'), around) }
}

function tokenIn(file: string, { read, folder }: Around): string {
  try {
    return read(resolve(folder, file)).trim()
  } catch {
    throw new NotUnderstood(
      `${file} cannot be read: start Admit One here, or say where another is by ADMIT_ONE_URL and ADMIT_ONE_TOKEN.`,
    )
  }
}

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
