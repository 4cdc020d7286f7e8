import { expect, test } from 'vitest'
import { readTraceParent, traceHeaders } from './trace-parent.ts'

const TRACE = '0af7651916cd43dd8448eb211c80319c'
const SPAN = 'b7ad6b7169203331'

test('what is sent is read back the same', () => {
  const headers = { traceparent: `00-${TRACE}-${SPAN}-01`, tracestate: 'vendor=1,other=2' }
  const read = readTraceParent(headers.traceparent, headers.tracestate)

  expect(read).toMatchObject({ traceId: TRACE, spanId: SPAN, traceFlags: 1, isRemote: true })
  expect(read && traceHeaders(read)).toEqual(headers)
})

test('a later version is read as far as it is known, and its other flags are left out', () => {
  const read = readTraceParent(`cc-${TRACE}-${SPAN}-03-what-comes`, undefined)

  expect(read && traceHeaders(read)).toEqual({ traceparent: `00-${TRACE}-${SPAN}-01` })
})

test.each([
  undefined,
  '',
  TRACE,
  `ff-${TRACE}-${SPAN}-01`,
  `00-${'0'.repeat(32)}-${SPAN}-01`,
  `00-${TRACE}-${'0'.repeat(16)}-01`,
  `00-${TRACE.toUpperCase()}-${SPAN}-01`,
  `00-${TRACE}-${SPAN}-01-more`,
  `00-${TRACE}-${SPAN}`,
])('%j begins a trace of its own', (parent) => {
  expect(readTraceParent(parent, 'vendor=1')).toBeUndefined()
})
