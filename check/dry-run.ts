/**
 * `npm run dry-run`: builds the Worker as `wrangler deploy` would, for every environment of
 * wrangler.toml, and sends nothing. A warning is a failure: it would be one on the day.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const environments = [...readFileSync('wrangler.toml', 'utf8').matchAll(/^\[env\.(\w+)\]/gm)]

for (const name of ['', ...environments.map((match) => match[1] ?? '')]) {
  // An empty --env= names the top level, which is the local environment.
  const args = ['deploy', '--dry-run', `--env=${name}`, '--outdir', `.build/${name || 'local'}`]
  const { status, stdout, stderr } = spawnSync('wrangler', args, {
    encoding: 'utf8',
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
  })
  const good = status === 0 && !/warning/i.test(stdout + stderr)
  console.log(`${good ? 'ok    ' : 'FAIL  '}dry run of ${name || 'local'}`)
  if (!good) {
    console.error(stdout + stderr)
    process.exitCode = 1
  }
}
