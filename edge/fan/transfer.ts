/** A place goes to another device by a code (R5): offered on the one, redeemed on the other. */
import { encode } from 'uqr'
import { BLOCK_MAX } from '../../core/queue/limits.ts'
import { AppError, refusalOf, type ProblemCode } from '../../core/problem.ts'
import type { RedeemRequest, TransferAnswer } from '../../core/protocol/transfer.ts'
import {
  readTransferCode,
  transferCodeText,
  transferSecret,
} from '../../core/token/transfer-code.ts'
import { segmentStub } from '../objects/stubs.ts'
import { answered, busy, holderOf, openingOf, seenRoom, type Fan } from './fan.ts'
import { asked, held, movedTo, movedTooOften, type Moved } from './turn.ts'

/** `pageUrl` is the room's page, where the other device is to go. */
export async function offerTransfer(fan: Fan, pageUrl: string): Promise<TransferAnswer> {
  const { segment, opening, place, room } = await asked(fan)
  const secret = randomSecret()
  const outcome = held(
    await answered(() => segment.offerTransfer(opening, holderOf(place), secret)),
  )
  if (outcome.kind === 'over') throw refusalOf('place-gone')
  if (outcome.kind === 'moved-too-often') throw movedTooOften()
  const lane = room.lanes.findIndex(({ id }) => id === place.lane)
  const code = transferCodeText({ lane, position: place.number, secret })
  const link = `${pageUrl}?code=${code}`
  const nowMs = Date.now()
  const { untilMs } = outcome
  return { kind: 'transfer', code, link, untilMs, nowMs, picture: pictureOf(link) }
}

export async function redeemTransfer(fan: Fan, request: RedeemRequest): Promise<Moved> {
  const room = await seenRoom(fan)
  const code = readTransferCode(request.code)
  const lane = code && room.lanes[code.lane]
  if (code === undefined || lane === undefined) throw refusedCode('unknown')
  // Beyond what was handed out, as far as is known here, no segment is made for a guess. A number of
  // the last two seconds may not be known yet: worth another try.
  const beyond = code.position - lane.frontier
  if (beyond >= 0) throw beyond < BLOCK_MAX ? busy() : refusedCode('unknown')
  const opening = openingOf(fan, room, lane.id, code.position)
  const segment = segmentStub(fan.env, opening)
  const outcome = await answered(() =>
    segment.redeemTransfer(opening, code.position, code.secret, request.claimant),
  )
  if (outcome.kind === 'over') throw refusalOf('place-gone')
  if (outcome.kind !== 'moved') throw refusedCode(outcome.kind)
  const place = {
    room: fan.entry.id,
    epoch: room.epoch,
    lane: lane.id,
    number: code.position,
    subject: undefined,
  }
  return movedTo(fan, place, outcome.generation)
}

const refusedCodes = {
  unknown: ['transfer-unknown', 'There is no such code, or no longer: ask for a new one.'],
  used: ['transfer-used', 'This code has been used: ask for a new one on the device it moved to.'],
  'too-many-tries': [
    'transfer-too-many-tries',
    'This code was tried wrongly too often: ask for a new one.',
  ],
} as const satisfies Record<string, readonly [ProblemCode, string]>

function refusedCode(kind: keyof typeof refusedCodes): AppError {
  const [code, message] = refusedCodes[kind]
  return new AppError(code, message)
}

function randomSecret(): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2))
  return transferSecret(high, low)
}

/** A module of the picture is a unit square; the quiet zone is the page's to leave. */
function pictureOf(link: string): TransferAnswer['picture'] {
  const { size, data } = encode(link, { ecc: 'M', border: 0 })
  let path = ''
  for (const [y, row] of data.entries()) {
    for (let x = 0; x < size; x += 1) {
      if (!row[x]) continue
      const from = x
      while (x < size && row[x]) x += 1
      path += `M${from} ${y}h${x - from}v1h${from - x}z`
    }
  }
  return { size, path }
}
