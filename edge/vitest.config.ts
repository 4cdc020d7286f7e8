import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { coverage, reporting } from '../test/reporting.ts'

/** Every edge test runs inside workerd, with the bindings of wrangler.toml. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [cloudflareTest({ wrangler: { configPath: '../wrangler.toml' } })],
  test: {
    ...reporting('edge'),
    coverage: coverage('edge', 'istanbul', { statements: 85, branches: 85 }),
  },
})
