import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { coverage, EVERY_CORE, reporting } from '../test/reporting.ts'
import { startShopBehind } from '../test/shop-behind.ts'
import { ISSUER, OPERATOR_KEY } from './test-rooms.ts'
import { testAdmissionKeys, testKeys, testServiceKeys } from './test-rooms.ts'

const bindings = {
  SHOP_BEHIND: `http://${await startShopBehind()}`,
  ISSUER,
  PLACE_KEYS: JSON.stringify(testKeys),
  ADMISSION_KEYS: JSON.stringify(testAdmissionKeys),
  SERVICE_KEYS: JSON.stringify(testServiceKeys),
  OPERATOR_KEY,
}

/** Every edge test runs inside workerd, with the bindings of wrangler.toml. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    cloudflareTest({
      wrangler: { configPath: '../wrangler.toml' },
      miniflare: { bindings },
    }),
  ],
  test: {
    ...reporting('edge'),
    maxWorkers: EVERY_CORE,
    // What waits for a tick, a deadline or a lapse waits for the runtime's own clock.
    testTimeout: 20_000,
    // The Worker says much of what a test does to it: of those that pass nobody reads it.
    silent: 'passed-only',
    // Islands run in a browser, where the system tests run them; the rest is pictures for eyes.
    coverage: coverage('edge', 'istanbul', { statements: 85, branches: 85 }, undefined, [
      'web/islands/**',
      'web/room-gallery.tsx',
      'web/room-sample*.ts',
    ]),
  },
})
