import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { steps } from './steps.ts'

test('every folder with a tsconfig.json has its types checked', () => {
  const onDisk = new Set(globSync(['tsconfig.json', '{*,edge/web/islands}/tsconfig.json']))

  const checked = steps().flatMap(({ command }) => (command[0] === 'tsc' ? [command[2]] : []))

  expect(new Set(checked)).toEqual(onDisk)
})

test('what a tool can mend, it is told to mend', () => {
  const mends = steps().flatMap(({ name, fix }) => (fix === undefined ? [] : [name]))

  expect(mends).toEqual(['lint', 'format'])
})
