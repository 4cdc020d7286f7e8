import { describe, expect, test } from 'vitest'
import { isBehindGateway, returnAddress } from './return-address.ts'
import { shopSettings } from './settings.ts'

const ROOM = 'https://queue.example'
const elsewhere = shopSettings.parse({
  audience: 'https://shop.example',
  returnTo: ['https://shop.example/tickets', 'https://m.shop.example/'],
})
const behind = shopSettings.parse({
  audience: ROOM,
  gateway: { origin: 'http://10.0.0.5:3000', paths: ['/shop/*'], exempt: ['/shop/assets/*'] },
})

describe('a fan goes back', () => {
  test.each([
    ['https://shop.example/tickets'],
    ['https://shop.example/tickets/7?a=b#c'],
    ['https://m.shop.example/anything'],
  ])('to %s, which is listed', (address) => {
    expect(returnAddress(elsewhere, address, ROOM)).toBe(address)
  })

  test.each([
    undefined,
    '',
    'nonsense',
    '/tickets',
    'http://shop.example/tickets',
    'https://shop.example:8443/tickets',
    'https://shop.example/ticketsevil',
    'https://shop.example/tickets/../admin',
    'https://shop.example/tickets/%2e%2e/admin',
    'https://shop.example.evil.example/tickets',
    'https://shop.example@evil.example/tickets',
    'https://a:b@shop.example/tickets',
    '//evil.example/tickets',
    '\\\\evil.example/tickets',
    'javascript:alert(1)//https://shop.example/tickets',
    'data:text/html,x',
    `https://shop.example/tickets/${'x'.repeat(2_000)}`,
  ])('to the first that is listed instead of to %s', (address) => {
    expect(returnAddress(elsewhere, address, ROOM)).toBe('https://shop.example/tickets')
  })

  test('behind the gateway to a path of the room’s own host', () => {
    expect(returnAddress(behind, '/shop/seats?a=b', ROOM)).toBe(`${ROOM}/shop/seats?a=b`)
    expect(returnAddress(behind, `${ROOM}/shop/7`, ROOM)).toBe(`${ROOM}/shop/7`)
    expect(returnAddress(behind, '/other', ROOM)).toBe(`${ROOM}/shop/`)
    expect(returnAddress(behind, '//evil.example/shop/', ROOM)).toBe(`${ROOM}/shop/`)
    expect(returnAddress(behind, undefined, ROOM)).toBe(`${ROOM}/shop/`)
  })

  test('without a code only where the gateway is asked', () => {
    expect(isBehindGateway(behind, new URL(`${ROOM}/shop/7`), ROOM)).toBe(true)
    expect(isBehindGateway(behind, new URL('https://shop.example/shop/7'), ROOM)).toBe(false)
    expect(isBehindGateway(elsewhere, new URL(`${ROOM}/shop/7`), ROOM)).toBe(false)
  })
})
