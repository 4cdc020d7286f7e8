/** Python with PyJWT, for the test of tokens in another language; made once, in a folder of builds. */
import { execFileSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'

const folder = resolve(import.meta.dirname, '../.build/python')
const PACKAGE = 'PyJWT[crypto]==2.10.1'

/** Undefined where there is no Python, or its packages cannot be had: no part of the product needs it. */
export function pythonWithJwt(): string | undefined {
  const python = resolve(folder, 'bin/python')
  const works = () => run(python, ['-c', 'import jwt, cryptography'])
  if (existsSync(python) && works()) return python
  rmSync(folder, { recursive: true, force: true })
  const isMade =
    run('python3', ['-m', 'venv', folder]) &&
    run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', PACKAGE])
  return isMade && works() ? python : undefined
}

function run(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore', timeout: 90_000 })
    return true
  } catch {
    return false
  }
}
