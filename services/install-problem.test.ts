import { expect, test } from 'vitest'
import { explain, explainApt } from './install-problem.ts'

const said = (output: string) => explain('Kafka', output, 'run mvn by itself to see why')

test.each([
  ['[ERROR] Unknown host registry.example: Name or service not known', 'unknown host'],
  ['dial tcp: lookup proxy.example on 127.0.0.11:53: no such host', 'no such host'],
  ['Connect to registry.example:443 failed: Connection refused', 'connection refused'],
  ['dial tcp 192.0.2.1:443: i/o timeout', 'i/o timeout'],
  ['Connect to registry.example:443 failed: Connect timed out', 'timed out'],
])('no network is one sentence: %s', (output, cause) => {
  expect(said(output)).toBe(
    `Kafka could not be fetched (${cause}): check the network or the proxy settings of Maven, Go and apt-get, and run this again.`,
  )
})

test.each(['write x: no space left on device', 'Error: ENOSPC, write'])(
  'a full disk is one sentence: %s',
  (output) => expect(said(output)).toMatch(/^The disk is full, so Kafka .* free about 2 GB/),
)

test('a full disk is not taken for the network that was cut by it', () => {
  expect(said('no space left on device\nconnection reset')).toContain('The disk is full')
})

test('a folder that may not be written is one sentence', () => {
  expect(said('mkdir /x: permission denied')).toContain('This user may not write')
})

test('anything else is the last line that says something, and what to try', () => {
  const output = '[ERROR] Failure to find artifact a:b:1\n[ERROR] \n[ERROR] Re-run Maven with -X\n'

  expect(said(output)).toBe(
    'Kafka could not be installed (Failure to find artifact a:b:1): run mvn by itself to see why.',
  )
  expect(said('')).toContain('it said nothing')
})

test('another apt-get at work is said', () => {
  const output = 'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 7'

  expect(explainApt(output, ['maven'])).toContain('being installed by somebody else')
})
