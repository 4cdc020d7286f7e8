/** One sentence for what Maven, Go or apt-get printed in a page. */

const NO_NETWORK =
  /unknown host|no such host|temporary failure (?:in name resolution|resolving)|could not resolve|connection refused|connection reset|network is unreachable|no route to host|i\/o timeout|timed? ?out|unable to connect|TLS handshake timeout/i
const DISK_FULL = /\bENOSPC\b|\bEDQUOT\b|no space left on device|not enough free space/i
const NOT_ALLOWED = /\b(?:EACCES|EPERM|EROFS)\b|permission denied|read-only file system/i
const APT_IS_BUSY = /could not get lock|unable to acquire the dpkg/i

/** `byHand` is the command to try alone, where nothing else explains it. */
export function explain(what: string, output: string, byHand: string): string {
  return known(what, output) ?? `${what} could not be installed (${lastWords(output)}): ${byHand}.`
}

export function explainApt(output: string, packages: readonly string[]): string {
  const what = packages.join(' and ')
  if (APT_IS_BUSY.test(output)) {
    return `Debian's packages are being installed by somebody else, so ${what} could not be: wait for that and run this again.`
  }
  const byHand = `run apt-get install ${packages.join(' ')} by itself to see why`
  return explain(what, output, byHand)
}

function known(what: string, output: string): string | undefined {
  if (DISK_FULL.test(output)) {
    return `The disk is full, so ${what} could not be installed: free about 2 GB and run this again.`
  }
  const network = NO_NETWORK.exec(output)
  if (network !== null) {
    return `${what} could not be fetched (${network[0].toLowerCase()}): check the network or the proxy settings of Maven, Go and apt-get, and run this again.`
  }
  const refused = NOT_ALLOWED.exec(output)
  if (refused !== null) {
    return `This user may not write what installing ${what} writes (${refused[0].toLowerCase()}): make this folder and the tools' caches writable, and run this again.`
  }
  return undefined
}

/** The last line that speaks of an error, else the last at all. */
function lastWords(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.replace(/^\[?(?:ERROR|E:|error:)\]?\s*/i, '').trim())
    .filter(
      (line) => /[a-z]/i.test(line) && !/^(?:re-run maven|for more information|\[help)/i.test(line),
    )
  return lines.at(-1) ?? 'it said nothing'
}
