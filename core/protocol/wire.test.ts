/**
 * The wire format as it was last agreed on, in wire/. It is written anew by `--update`, and only
 * when whoever speaks the version already survives the change: this file judges before it writes.
 */
import { expect, test } from 'vitest'
import { breaksIn, wireFormat, type WireFormat } from './reference/wire-format.ts'
import { PROTOCOL } from './version.ts'
import first from './wire/v1.json'

/** A line for each version. */
const agreed: Readonly<Record<number, WireFormat>> = { 1: first }

const HOW_TO_ANNOUNCE = `The wire format has changed, and all who speak version ${PROTOCOL} survive it. Is it meant? Then
  npx vitest run --config core/vitest.config.ts protocol/wire.test.ts --update
and add a line to "Changes within a version" in docs/PROTOCOL.md.`

const HOW_TO_RAISE = `Who speaks version ${PROTOCOL} does not survive this. Either add instead of changing: a new field is optional,
an old one stays. Or raise PROTOCOL in version.ts, import wire/v${PROTOCOL + 1}.json here, run this with --update,
and say in docs/PROTOCOL.md what is new. PROTOCOL_OLDEST says how long pages of before are still served.`

/** Throws before anything is written: an update must not write over what cannot be read any more. */
function refuseBreaks(): void {
  const breaks = breaksIn(agreed[PROTOCOL] ?? {}, wireFormat())
  if (breaks.length > 0) throw new Error([HOW_TO_RAISE, ...breaks].join('\n- '))
}

test('P61: what has changed on the wire, old pages and old servers survive', () => {
  expect(refuseBreaks).not.toThrow()
})

test('P60: the wire format changes only when it is announced', async () => {
  refuseBreaks()
  const text = `${JSON.stringify(wireFormat(), null, 2)}\n`

  try {
    await expect(text).toMatchFileSnapshot(`./wire/v${PROTOCOL}.json`)
  } catch (cause) {
    throw new Error(HOW_TO_ANNOUNCE, { cause })
  }
})

test('every version has its file, and none is forgotten when the next one begins', () => {
  const versions = Array.from({ length: PROTOCOL }, (_, index) => String(index + 1))

  expect(Object.keys(agreed)).toEqual(versions)
})
