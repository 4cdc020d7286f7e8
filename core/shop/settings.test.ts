import { describe, expect, test } from 'vitest'
import { shopSettings } from './settings.ts'

const audience = 'https://shop.example'
const gateway = { origin: 'http://10.0.0.5:3000' }

function faultOf(settings: unknown): string {
  const [issue] = shopSettings.safeParse(settings).error?.issues ?? []
  return `${issue?.path.join('.')}: ${issue?.message}`
}

describe('what is left out', () => {
  test('is the safe choice: all is guarded, nothing exempt, letters count, nobody is sent anywhere', () => {
    const settings = shopSettings.parse({ audience, gateway: { ...gateway, host: 'shop.example' } })

    expect(settings).toEqual({
      version: 1,
      audience,
      returnTo: [],
      gateway: {
        ...gateway,
        host: 'shop.example',
        paths: ['/*'],
        exempt: [],
        ignoreCase: false,
        answerWithinMs: 30_000,
      },
    })
  })
})

describe('what is wrong is named', () => {
  test.each([
    [{ audience }, 'returnTo: no way to the shop'],
    [{ audience: 'shop.example', returnTo: [`${audience}/`] }, 'audience: an origin'],
    [{ audience: `${audience}/x`, returnTo: [`${audience}/`] }, 'audience: an origin'],
    [{ audience, returnTo: ['https://a:b@shop.example/'] }, 'returnTo.0: an address'],
    [{ audience, returnTo: ['javascript:alert(1)'] }, 'returnTo.0: an address'],
    [{ audience, returnTo: [`${audience}/?a=b`] }, 'returnTo.0: an address'],
    [{ audience, gateway }, 'gateway.paths: without a host of its own'],
    [{ audience, gateway: { ...gateway, host: 'Shop.example' } }, 'gateway.host: a host'],
    [{ audience, gateway: { ...gateway, paths: ['shop'] } }, 'gateway.paths.0: a path'],
    [{ audience, gateway: { origin: 'ftp://x', paths: ['/x'] } }, 'gateway.origin: an origin'],
    [{ version: 2, audience, returnTo: [`${audience}/`] }, 'version: settings of version 1'],
  ])('%j', (settings, fault) => {
    expect(faultOf(settings)).toContain(fault)
  })

  test('a word that means nothing is refused, not passed over', () => {
    expect(shopSettings.safeParse({ audience, returnTo: [audience], exempts: [] }).success).toBe(
      false,
    )
  })
})
