import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundle } from './bundle.ts'
import { serveAlone } from './workerd.ts'

test('a Worker built by wrangler answers under plain workerd', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'admit-one-bundle-'))
  try {
    const built = await bundle(join(import.meta.dirname, 'workers/hono.toml'), folder)
    const answer = { body: 'so it is', headers: { 'x-bare': 'yes' } }
    const served = await serveAlone(built, [{ kind: 'json', name: 'ANSWER', value: answer }])
    const response = await fetch(`${served.origin}/healthz`)
    const body = await response.text()
    await served.stop()

    expect(built.worker).toMatchObject({
      name: 'bare-hono',
      compatibilityDate: '2026-10-01',
      compatibilityFlags: ['nodejs_compat'],
    })
    expect([response.status, body, response.headers.get('x-bare')]).toEqual([
      200,
      'so it is',
      'yes',
    ])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
