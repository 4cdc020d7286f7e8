import { join } from 'node:path'
import type { ChildPlan } from './child.ts'
import type { Settings } from './settings.ts'
import { untilAnswers } from './until-answers.ts'

/** The Worker and its Durable Objects, in wrangler's local mode. */
export function edgePlan(
  root: string,
  { ports, dataDir }: Settings,
  variablesFile: string,
): ChildPlan {
  const wrangler = join(root, 'node_modules', 'wrangler', 'bin', 'wrangler.js')
  return {
    name: 'edge',
    command: process.execPath,
    args: [
      wrangler,
      'dev',
      `--config=${join(root, 'wrangler.toml')}`,
      '--ip=127.0.0.1',
      `--port=${ports.PORT}`,
      `--inspector-port=${ports.INSPECTOR_PORT}`,
      `--persist-to=${join(dataDir, 'edge')}`,
      // In place of .dev.vars and .env, whatever stands in those.
      `--env-file=${variablesFile}`,
      '--log-level=warn',
      '--local',
      '--show-interactive-dev-session=false',
    ],
    env: {
      // Nothing is asked of or told to anybody outside this machine.
      WRANGLER_SEND_METRICS: 'false',
      WRANGLER_SEND_ERROR_REPORTS: 'false',
      CLOUDFLARE_CF_FETCH_ENABLED: 'false',
      // The banner's update check is a question outside, too.
      WRANGLER_HIDE_BANNER: 'true',
      // The local environment is the file's top level, whatever the shell is set up for.
      CLOUDFLARE_ENV: '',
      // The Worker is told what is in its file, and nothing else of this machine.
      CLOUDFLARE_LOAD_DEV_VARS_FROM_DOT_ENV: 'true',
      CLOUDFLARE_INCLUDE_PROCESS_ENV: 'false',
      // Its logs and its list of local Workers stay with the data, apart for every DATA_DIR.
      WRANGLER_LOG_PATH: join(dataDir, 'logs'),
      WRANGLER_REGISTRY_PATH: join(dataDir, 'registry'),
      // A trace of every request, written to disk, that nobody reads.
      X_LOCAL_OBSERVABILITY: 'false',
      NO_COLOR: '1',
    },
    ready: (signal) => untilAnswers(`http://127.0.0.1:${ports.PORT}/healthz`, signal),
    // wrangler starts workerd again, but a front that died does not answer any more.
    lostWhen: /The Workers runtime crashed/,
  }
}
