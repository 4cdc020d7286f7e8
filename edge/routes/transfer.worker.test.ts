import { describe, expect, test } from 'vitest'
import { moveAnswer } from '../../core/protocol/move.ts'
import { transferAnswer } from '../../core/protocol/transfer.ts'
import { readTransferCode, transferCodeText } from '../../core/token/transfer-code.ts'
import { TRANSFER_TRIES } from '../../core/queue/limits.ts'
import { roomDocument } from '../../core/queue/room/document.ts'
import {
  ask,
  bearer,
  joined,
  polled,
  post,
  problem,
  read,
  roomOf,
  SITE,
  until,
} from '../fixtures.ts'
import type { Placed } from '../fixtures.ts'

/** A code of a fan whose number has come to be known. */
async function codeOf(room: string, { token, number }: Placed) {
  await until(
    () => documentOf(room),
    ({ lanes }) => lanes.every(({ frontier }) => frontier > number),
  )
  const response = await post(`/rooms/${room}/transfer`, token)
  expect(response.status).toBe(201)
  return read(response, transferAnswer)
}

async function documentOf(room: string) {
  return read(await ask(`/rooms/${room}/document`), roomDocument)
}

function redeem(room: string, code: string, claimant = 'another-phone'): Promise<Response> {
  return post(`/rooms/${room}/redeem`, undefined, { code, claimant })
}

describe('a code', () => {
  test('R5: moves the place, and the old token is dead for good', async () => {
    const room = await roomOf('full')
    const fan = await joined(room)
    const { code, link, picture, untilMs, nowMs } = await codeOf(room, fan)

    const response = await redeem(room, code.toLowerCase().replaceAll('-', ' '))

    const { token, place } = await read(response.clone(), moveAnswer)
    expect(response.headers.get('Set-Cookie')).toContain(`__Host-place-${room}=${token};`)
    expect(place).toMatchObject({ number: fan.number, generation: 1 })
    expect((await polled(room, token)).status.place.number).toBe(fan.number)
    expect(await problem(await post(`/rooms/${room}/move`, fan.token))).toBe('410 place-superseded')
    expect(await problem(await post(`/rooms/${room}/claim`, fan.token))).toBe(
      '410 place-superseded',
    )
    expect(link).toBe(`${SITE}/rooms/${room}?code=${code}`)
    expect(picture.size).toBeGreaterThanOrEqual(21)
    expect(untilMs - nowMs).toBeGreaterThan(290_000)
  })

  test('works once; a claimant whose answer was lost asks again', async () => {
    const room = await roomOf('full')
    const { code } = await codeOf(room, await joined(room))
    const first = await read(await redeem(room, code), moveAnswer)

    const again = await read(await redeem(room, code), moveAnswer)

    expect(again.place).toEqual(first.place)
    expect(await problem(await redeem(room, code, 'somebody-else'))).toBe('410 transfer-used')
  })

  test('is killed by wrong tries, and its fan keeps the place', async () => {
    const room = await roomOf('full')
    const fan = await joined(room)
    const { code } = await codeOf(room, fan)
    const right = readTransferCode(code)
    if (right === undefined) throw new Error('our own code cannot be read')
    const wrong = transferCodeText({ ...right, secret: (right.secret + 1) % 2 ** 33 })

    for (let time = 0; time < TRANSFER_TRIES; time += 1) {
      expect(await problem(await redeem(room, wrong))).toBe('404 transfer-unknown')
    }

    expect(await problem(await redeem(room, code))).toBe('410 transfer-too-many-tries')
    expect((await polled(room, fan.token)).status.place.generation).toBe(0)
  })

  test.each(['', 'rubbish', '0000-0000-0007', 'ZZZZ-ZZZZ-ZZZZ', 'x'.repeat(41)])(
    '"%s" moves nothing',
    async (code) => {
      const response = await redeem(await roomOf('full'), code)

      expect([400, 404]).toContain(response.status)
    },
  )

  test('is given to who holds the place, and to nobody else', async () => {
    const room = await roomOf('full')
    const fan = await joined(room)
    await post(`/rooms/${room}/move`, fan.token)

    expect(await problem(await post(`/rooms/${room}/transfer`, fan.token))).toBe(
      '410 place-superseded',
    )
    expect(await problem(await post(`/rooms/${room}/transfer`))).toBe('401 no-place')
  })
})

describe('the door', () => {
  test('tells who has no place what is going on, and may be kept for a second', async () => {
    const room = await roomOf('full')
    await joined(room)

    const response = await ask(`/rooms/${room}/door`)

    expect(response.headers.get('Cache-Control')).toBe('public, max-age=1')
    expect(await response.json()).toMatchObject({
      kind: 'door',
      phase: 'open',
      joining: 'take-number',
    })
  })

  test('says when the sale opens, where it is too early to join', async () => {
    const response = await ask(`/rooms/${await roomOf('early')}/door`)

    expect(await response.json()).toMatchObject({
      joining: 'too-early',
      opensAtMs: 4_000_000_000_000,
      phase: 'scheduled',
    })
  })
})

describe('a page of another time', () => {
  test('that is older than what is spoken here loads itself anew', async () => {
    const response = await ask(`/rooms/${await roomOf('full')}/door?protocol=0`)

    expect(response.status).toBe(410)
    expect(await response.json()).toMatchObject({ code: 'protocol-too-old', step: 'reload' })
  })

  test('that is newer keeps its place and tries again', async () => {
    const room = await roomOf('full')
    const { token } = await joined(room)

    const response = await ask(`/rooms/${room}/status?protocol=99`, { headers: bearer(token) })

    expect(response.status).toBe(503)
    expect(response.headers.get('Retry-After')).toBe('5')
    expect(await response.json()).toMatchObject({ code: 'protocol-newer', step: 'retry' })
  })
})
