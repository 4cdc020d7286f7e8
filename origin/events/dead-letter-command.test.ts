import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../../launch/temporary-folder.ts'
import { openEmbeddedDocuments } from '../stores/documents/embedded.ts'
import { DEAD_LETTERS_HELP, deadLetterCommand } from './dead-letter-command.ts'
import { deadLetters, keepsDeadLetters } from './dead-letters.ts'
import { joinedEvent, memoryLog } from './fixtures.ts'
import { deadLetterOf } from './set-aside.ts'

const NOW_MS = 1_800_000_000_000

async function deskWith(...texts: string[]) {
  const documents = openEmbeddedDocuments({ folder: temporaryFolder() })
  onTestFinished(() => documents.close())
  const letters = await deadLetters(documents)
  const events = memoryLog()
  await keepsDeadLetters(letters, () => NOW_MS).apply(
    texts.map((text, at) =>
      deadLetterOf({ topic: 'Queue_log', reason: 'not now', by: 'tests', text }, NOW_MS + at),
    ),
  )
  const said: string[] = []
  const desk = { letters, events, nowMs: () => NOW_MS, say: (line: string) => void said.push(line) }
  const run = async (...args: string[]) => {
    said.length = 0
    const code = await deadLetterCommand(args, desk)
    return { code, text: said.join('\n') }
  }
  const idOf = async (text: string) => (await letters.findOne({ text }))?._id ?? ''
  return { run, events, idOf }
}

const good = JSON.stringify(joinedEvent(1))
const refused = { ...joinedEvent(2).data, room: 'nowhere' }

test('looks at what was set aside, says why, and how to go on', async () => {
  const { run } = await deskWith('first', 'second')

  const { code, text } = await run('look', '--limit', '1')
  const [, cursor = ''] = /--after (\S+)/.exec(text) ?? []

  expect([code, text]).toEqual([0, expect.stringContaining('Queue_log, set aside by tests')])
  expect(text).toContain('second')
  expect((await run('look', '--after', cursor)).text).toContain('first')
  expect(await run('look', '--after', 'rubbish')).toMatchObject({ code: 1 })
  expect(await run('look', '--replayed')).toEqual({ code: 0, text: 'There is none.' })
})

test('shows one whole, as JSON', async () => {
  const { run, idOf } = await deskWith('first')

  const { text } = await run('show', await idOf('first'))

  expect(JSON.parse(text)).toMatchObject({ text: 'first', state: 'waiting' })
  expect(JSON.parse((await run('look', '--json')).text).letters).toHaveLength(1)
  expect(await run('show', 'nobody')).toEqual({ code: 1, text: 'There is no dead letter nobody.' })
})

test('replays all that can be, says what cannot, and answers by its exit code', async () => {
  const { run, events, idOf } = await deskWith(good, '{')

  const all = await run('replay', '--all')

  expect(all.code).toBe(1)
  expect(all.text).toContain('1 of 2 replayed.')
  expect(events.values('Queue_log')).toEqual([joinedEvent(1)])
  expect((await run('replay', await idOf(good))).text).toContain('was replayed at')
  expect((await run('replay', 'nobody')).text).toContain('no such letter')
})

test.for([
  ['replay'],
  ['show'],
  ['look', 'what'],
  ['erase'],
  ['look', '--unknown'],
  ['look', '--limit', '0'],
])('%j is not understood', async (args) => {
  const { run } = await deskWith()

  expect((await run(...args)).code).toBe(2)
})

test('without a word tells how it is used', async () => {
  const { run } = await deskWith()

  expect(await run()).toEqual({ code: 0, text: DEAD_LETTERS_HELP })
})

test('tells a terminal nothing to do, whatever was sent', async () => {
  const { run } = await deskWith('\u001b[2J\u009b31m\u202e')

  const { text } = await run('look')
  const { text: json } = await run('look', '--json')
  const id = /"_id":"([^"]+)"/.exec(json)?.[1] ?? ''
  const { text: shown } = await run('show', id)

  for (const said of [text, json, shown]) {
    expect(said.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    expect(said).toContain('[2J')
  }
  expect(JSON.parse(shown)).toMatchObject({ text: '\u001b[2J\u009b31m\u202e' })
})

test('one letter that the log refuses keeps no other from being replayed', async () => {
  const { run, events } = await deskWith(good, JSON.stringify(joinedEvent(2, { data: refused })))
  events.refuse('nowhere')

  const { code, text } = await run('replay', '--all')

  expect([code, text]).toEqual([1, expect.stringContaining('no such key')])
  expect(text).toContain('1 of 2 replayed.')
})
