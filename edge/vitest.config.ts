import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { coverage, reporting } from '../test/reporting.ts'
import { OPERATOR_KEY, testKeys, testRooms } from './test-rooms.ts'

const bindings = {
  ROOMS: JSON.stringify(testRooms),
  PLACE_KEYS: JSON.stringify(testKeys),
  OPERATOR_KEY,
}

/** Every edge test runs inside workerd, with the bindings of wrangler.toml. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    cloudflareTest({ wrangler: { configPath: '../wrangler.toml' }, miniflare: { bindings } }),
  ],
  test: {
    ...reporting('edge'),
    // What waits for a tick, a deadline or a lapse waits for the runtime's own clock.
    testTimeout: 20_000,
    // Islands run in a browser, where the system tests run them; the rest is pictures for eyes.
    coverage: coverage('edge', 'istanbul', { statements: 85, branches: 85 }, undefined, [
      'web/islands/**',
      'web/room-gallery.tsx',
      'web/room-sample*.ts',
    ]),
  },
})
