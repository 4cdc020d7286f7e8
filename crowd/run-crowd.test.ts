import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readCommand, type Asked } from './arguments.ts'
import { ManualClock } from './fixtures/manual-clock.ts'
import { RoomDouble, type Fault } from './fixtures/room-double.ts'
import { reportSchema } from './report.ts'
import { runCrowd } from './run-crowd.ts'

const SMALL = '--fans 40 --per-second 20 --shopping 2 --seed 7'

function asked(line: string): Asked {
  const command = readCommand(`${SMALL} ${line}`.trim().split(' '))
  if (command.kind !== 'run') throw new Error('The test asks for something else than a run.')
  return command
}

/** A run against the room in memory, whose clock the test moves. */
function runAgainst(line: string, fault?: Fault) {
  const clock = new ManualClock()
  const room = new RoomDouble(clock, 20, 8, fault)
  const printed: string[] = []
  const complaints: string[] = []
  let stop: (() => void) | undefined
  const isGood = runCrowd(asked(line), {
    clock,
    door: { ask: room.ask, read: () => Promise.resolve(undefined), close: () => {} },
    connect: room.connect,
    listen: room.listen,
    browse: room.browse,
    onStop: (then) => (stop = then),
    print: (text) => printed.push(text),
    complain: (text) => complaints.push(text),
  })
  return { clock, room, isGood, printed, complaints, stop: () => stop?.() }
}

test('a run that broke no rule is good, and ends with a table', async () => {
  const { clock, isGood, printed } = runAgainst('--cap 20')
  await clock.advance(120_000)

  expect(await isGood).toBe(true)
  expect(printed).toEqual([expect.stringMatching(/^No rule was broken/)])
  expect(printed[0]).toContain('R3 was not checked: the window could not be read.')
})

test('a run that broke a rule is not good, and --json says which in one object', async () => {
  const { clock, isGood, printed } = runAgainst('--cap 5 --json')
  await clock.advance(120_000)

  expect(await isGood).toBe(false)
  const report = reportSchema.parse(JSON.parse(printed.join('')))
  expect(report.checks.find(({ rule }) => rule === 'R1')?.broken).toBeGreaterThan(0)
})

test('a run says how it goes every five seconds, and ends when its time is up', async () => {
  const { clock, room, isGood, complaints } = runAgainst('--seconds 12')
  await clock.advance(6_000)
  room.crash()
  await clock.advance(60_000)

  expect(await isGood).toBe(false)
  expect(complaints).toEqual([
    expect.stringMatching(/^· 40 came, \d+ are here, \d+ were in the shop, \d+ went without$/),
    expect.stringMatching(/^· 40 came, .*; the server does not answer$/),
  ])
})

test('a run for ever says little, survives the server going away, and ends well when told to', async () => {
  const { clock, room, isGood, complaints, printed, stop } = runAgainst('--forever')
  await clock.advance(100_000)
  room.crash()
  await clock.advance(50_000)
  room.isAway = false
  await clock.advance(100_000)
  stop()

  expect(await isGood).toBe(true)
  expect(printed).toEqual([])
  expect(complaints).toHaveLength(4)
  const [before, away, , after] = complaints.map((line) => Number(/(\d+) were/.exec(line)?.[1]))
  expect(before).toBeGreaterThan(0)
  expect(after).toBeGreaterThan(away ?? 0)
})

test('what fans were told is written where it was asked for, one fan a line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'admit-one-crowd-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'record.jsonl')
  const { clock, isGood } = runAgainst(`--record ${file}`)
  await clock.advance(120_000)
  await isGood

  const fans = readFileSync(file, 'utf8').trimEnd().split('\n')
  expect(fans.map((line) => JSON.parse(line))).toHaveLength(40)
})
