/** Where Admit One is, and whose token is sent: by flags, by the environment, or on this machine. */
import { join, resolve } from 'node:path'
import { NotUnderstood, type Around, type Options } from './verb.ts'

const ROOT = resolve(import.meta.dirname, '..')

export type Where = { readonly url: string; readonly token: string }

/** Never by an argument: everybody on the machine could read it there. */
export function whereOf(options: Options, around: Around): Where {
  const { env } = around
  const local = `http://localhost:${env['PORT'] ?? 8787}`
  const url = textOf(options['url']) ?? env['ADMIT_ONE_URL'] ?? local
  const file = textOf(options['token-file']) ?? env['ADMIT_ONE_TOKEN_FILE']
  const token = file === undefined ? env['ADMIT_ONE_TOKEN'] : tokenIn(file, around)
  if (token !== undefined && token !== '') return { url, token }
  if (url !== local) {
    throw new NotUnderstood('Say whose token it is: ADMIT_ONE_TOKEN, or --token-file FILE.')
  }
  const data = resolve(ROOT, env['DATA_DIR'] ?? '.data')
  return { url, token: tokenIn(join(data, 'keys', 'operator-key'), around) }
}

function tokenIn(file: string, { read, folder }: Around): string {
  try {
    return read(resolve(folder, file)).trim()
  } catch {
    throw new NotUnderstood(
      `${file} cannot be read: start Admit One here, or say --token-file FILE or ADMIT_ONE_TOKEN.`,
    )
  }
}

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
