import { describe, expect, test } from 'vitest'
import { joinAnswer } from '../../core/protocol/join.ts'
import { ask, bearer, joined, problem, read, roomOf } from '../fixtures.ts'

const SHOP = 'https://shop.example'
const STRANGER = 'https://stranger.example'
const json = { 'Content-Type': 'application/json' }

describe('a page of an origin that the room lists', () => {
  test('may ask first, and is told what it may send', async () => {
    const response = await ask(`/rooms/${await roomOf('abroad')}/join`, {
      method: 'OPTIONS',
      headers: { Origin: SHOP, 'Access-Control-Request-Method': 'POST' },
    })

    expect(response.status).toBe(204)
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(SHOP)
    expect(response.headers.get('Access-Control-Allow-Headers')).toContain('Authorization')
    expect(response.headers.get('Access-Control-Allow-Credentials')).toBeNull()
  })

  test('joins, polls, streams, and reads refusals', async () => {
    const room = await roomOf('abroad')
    const init = { method: 'POST', headers: { Origin: SHOP, ...json }, body: '{}' }
    const answer = await read(await ask(`/rooms/${room}/join`, init), joinAnswer)
    if (answer.kind !== 'placed') throw new Error('there is a line')
    const headers = { Origin: SHOP, ...bearer(answer.token) }

    const answers = [
      await ask(`/rooms/${room}/status`, { headers }),
      await ask(`/rooms/${room}/stream`, { headers }),
      await ask(`/rooms/${room}/status`, { headers: { Origin: SHOP } }),
    ]

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 401])
    for (const { headers: said, body } of answers) {
      expect(said.get('Access-Control-Allow-Origin')).toBe(SHOP)
      expect(said.get('Vary')).toContain('Origin')
      await body?.cancel()
    }
  })

  test('opens a socket with its token as a subprotocol, since it can set no header', async () => {
    const room = await roomOf('abroad')
    const { token } = await joined(room)

    const response = await ask(`/rooms/${room}/socket`, {
      headers: {
        Upgrade: 'websocket',
        Origin: SHOP,
        'Sec-WebSocket-Protocol': `admit-one, place.${token}`,
      },
    })

    expect(response.status).toBe(101)
    expect(response.headers.get('Sec-WebSocket-Protocol')).toBe('admit-one')
    response.webSocket?.accept()
    response.webSocket?.close(1000)
  })
})

describe('a page of any other origin', () => {
  test('is not told that it may, and nothing it sends is done', async () => {
    const room = await roomOf('abroad')
    const asks = await ask(`/rooms/${room}/join`, {
      method: 'OPTIONS',
      headers: { Origin: STRANGER },
    })
    const joins = await ask(`/rooms/${room}/join`, {
      method: 'POST',
      headers: { Origin: STRANGER, ...json },
      body: '{}',
    })

    expect(await problem(asks)).toBe('403 other-origin')
    expect(await problem(joins)).toBe('403 other-origin')
    const door = await ask(`/rooms/${room}/door`, { headers: { Origin: STRANGER } })
    expect(door.headers.get('Access-Control-Allow-Origin')).toBeNull()
  })

  test('cannot send a form in the name of one that may', async () => {
    const response = await ask(`/rooms/${await roomOf('abroad')}/join`, {
      method: 'POST',
      headers: { Origin: SHOP, 'Content-Type': 'text/plain' },
      body: '{}',
    })

    expect(await problem(response)).toBe('403 other-origin')
  })

  test('opens no socket, though it has a token', async () => {
    const room = await roomOf('abroad')
    const { token } = await joined(room)

    const response = await ask(`/rooms/${room}/socket`, {
      headers: {
        Upgrade: 'websocket',
        Origin: STRANGER,
        'Sec-WebSocket-Protocol': `admit-one, place.${token}`,
      },
    })

    expect(await problem(response)).toBe('403 other-origin')
  })
})
