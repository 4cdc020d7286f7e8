import { build } from 'esbuild'
import { resolve } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { expect, test } from 'vitest'

test('the worker of a rehearsal asks for no code made of text, which its policy refuses and reports', async () => {
  const { outputFiles } = await build({
    absWorkingDir: resolve(import.meta.dirname, '..'),
    entryPoints: ['edge/web/islands/console-rehearse-worker.ts'],
    bundle: true,
    format: 'esm',
    write: false,
  })
  const asked: unknown[][] = []
  const listened: string[] = []
  // As a browser has it, but that what it would refuse is written down.
  const context = createContext({
    Function: new Proxy(Function, {
      construct: (_, text) => {
        asked.push(text)
        throw new Error('unsafe-eval')
      },
    }),
    addEventListener: (name: string) => listened.push(name),
    performance,
    URL,
  })

  runInContext(outputFiles[0]?.text ?? '', context)

  expect(listened).toEqual(['message'])
  expect(asked).toEqual([])
})
