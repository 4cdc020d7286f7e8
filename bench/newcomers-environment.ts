/** What a newcomer's machine has and ours has not: an empty home, an empty package cache. */
export interface Newcomer {
  home: string
  npmCache: string
  /** The machine's own npm settings, which may say where packages come from. */
  npmSettings: string | undefined
}

/** Settings of npm that say where packages come from and how they are reached. */
const KEPT_NPM_SETTINGS = /^npm_config_(registry|globalconfig|.*proxy|cafile|strict_ssl)$/i

/**
 * Our environment as a newcomer would have it. When a bench is run by npm, npm has put its own
 * variables and this checkout's programs into it, and a clone must find neither.
 */
export function newcomersEnvironment(
  ours: NodeJS.ProcessEnv,
  { home, npmCache, npmSettings }: Newcomer,
): NodeJS.ProcessEnv {
  const kept = Object.entries(ours).filter(
    ([name]) => !/^(npm_|INIT_CWD$|NODE$|NODE_OPTIONS$|XDG_)/i.test(name),
  )
  const npmKept = Object.entries(ours).filter(([name]) => KEPT_NPM_SETTINGS.test(name))
  return {
    ...Object.fromEntries([...kept, ...npmKept]),
    PATH: withoutPackages(ours['PATH'] ?? ''),
    HOME: home,
    npm_config_cache: npmCache,
    ...(npmSettings === undefined ? {} : { npm_config_userconfig: npmSettings }),
  }
}

function withoutPackages(path: string): string {
  const folders = path
    .split(':')
    .filter((folder) => !/\/node_modules\/|\/node-gyp-bin$/.test(folder))
  return folders.join(':')
}
