import { gzipSync } from 'node:zlib'
import { verifyBeacon } from '../core/queue/draw/beacon-signature.ts'
import { checkDraw, holds } from '../core/queue/draw/check.ts'
import { drawnWith, laneWith } from '../core/queue/draw/fixtures.ts'
import { allBut } from '../core/queue/draw/handed-out.ts'
import { lonePermutation } from '../core/queue/draw/permutation.ts'
import { drawnPositions, positionOfNumber } from '../core/queue/draw/positions.ts'
import { lobbyOf } from './lobby.ts'
import type { BenchResult } from './report.ts'
import { spreadOf } from './spread.ts'

const FANS = 1_000_000
const ROUNDS = 7

/** A draw of a million fans: what it costs to publish, to compute and to check. */
export function run(): Promise<BenchResult> {
  const crowd = { fans: FANS, desks: 32, lobbyMs: 600_000 }
  const lobby = lobbyOf({ ...crowd, isolates: 2_000 })
  const many = lobbyOf({ ...crowd, isolates: 8_000 })
  const ranges = allBut(lobby.gaps, lobby.next)
  const drawn = drawnWith([laneWith('general', ranges, { upTo: lobby.next })])
  const others = drawnWith([laneWith('general', allBut(many.gaps, many.next))])
  const positions = drawnPositions(drawn, 'general')
  const numbers = ranges.flatMap(({ from, to }) =>
    Array.from({ length: to - from }, (_, at) => from + at),
  )

  const timed: Record<string, number[]> = {
    'all positions of a million numbers': time(() => {
      for (const number of numbers) positionOfNumber(positions, number)
    }),
    'the tables for them': time(() => drawnPositions(drawn, 'general')),
    'one fan alone, from the document': time(() =>
      positionOfNumber(drawnPositions(drawn, 'general', lonePermutation), numbers[FANS / 2] ?? 0),
    ),
    'the public check, with the signature': time(() => {
      if (!holds(checkDraw(drawn, verifyBeacon))) throw new Error('The draw is good.')
    }),
  }
  const [document, larger] = [JSON.stringify(drawn), JSON.stringify(others)]
  const sizes: Record<string, number> = {
    'gaps, 2,000 isolates': lobby.gaps.length,
    'document, 2,000 isolates, bytes': document.length,
    'the same, compressed (gzip)': gzipSync(document).length,
    'gaps, 8,000 isolates': many.gaps.length,
    'document, 8,000 isolates, bytes': larger.length,
  }
  return Promise.resolve({
    title: `A draw of a million fans after a lobby of ten minutes, in this process: ${ROUNDS} rounds`,
    tables: [
      {
        caption: 'Time, milliseconds',
        columns: ['what', 'median', 'min', 'max'],
        rows: Object.entries(timed).map(([what, rounds]) => {
          const { median, min, max } = spreadOf(rounds)
          return [what, ...[median, min, max].map((value) => value.toFixed(2))]
        }),
      },
      {
        caption: 'Size',
        columns: ['what', ''],
        rows: Object.entries(sizes).map(([what, size]) => [what, String(size)]),
      },
    ],
    notes: [],
    figures: { milliseconds: timed, sizes },
  })
}

function time(call: () => unknown): number[] {
  const rounds: number[] = []
  for (let round = -1; round < ROUNDS; round += 1) {
    const startedMs = performance.now()
    call()
    // The first round warms up and is not counted.
    if (round >= 0) rounds.push(performance.now() - startedMs)
  }
  return rounds
}
