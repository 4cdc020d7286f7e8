import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { roomLook } from './look.ts'

const colours = { desk: '#dfe7f0', paper: '#fafcff', ink: '#16202e', accent: '#1d5a8c' }
const alt = { ko: '눈', en: 'Snow' }

/** What is wrong, as an operator reads it. */
function faultsOf(look: unknown): string[] {
  const { error } = roomLook.safeParse(look)
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`)
}

describe('a look', () => {
  test.each([
    [{}],
    [{ light: colours }],
    [{ dark: colours, note: { ko: '일곱 시에 엽니다' } }],
    [{ light: colours, dark: colours, picture: { src: '/poster.webp', alt }, note: alt }],
  ])('may be of any of its parts: %j', (look) => {
    expect(roomLook.parse(look)).toEqual(look)
  })

  test('is the same however its colours were spelled', () => {
    const large = { ...colours, ink: '#16202E' }

    expect(roomLook.parse({ light: large })).toEqual({ light: colours })
  })

  test.each([
    ['a part nobody knows', { font: 'Comic Sans' }, ': Unrecognized key: "font"'],
    ['a name', { light: { ...colours, ink: 'black' } }, 'light.ink: a colour such as #1d1a16'],
    ['a short colour', { dark: { ...colours, desk: '#fff' } }, 'dark.desk: a colour such as'],
    [
      'a rule in place of a colour',
      { light: { ...colours, ink: '#16202e;} body{display:none' } },
      'light.ink: a colour such as #1d1a16',
    ],
    ['three colours', { light: { ...colours, ink: undefined } }, 'light.ink: a colour is needed'],
    ['text in no language', { note: {} }, 'note: a text in one language at least'],
    ['a language that is none', { note: { EN: 'x' } }, 'note.EN: a language is two small letters'],
    ['empty text', { note: { en: ' ' } }, 'note.en: some text, or leave the language out'],
    ['two lines', { note: { en: 'a\nb' } }, 'note.en: one line, without control characters'],
    ['a long note', { note: { en: 'x'.repeat(201) } }, 'note.en: 200 characters at most'],
  ])('of %s is refused in a sentence', (_, look, sentence) => {
    const faults = faultsOf(look)

    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain(sentence)
  })

  test('that cannot be read is refused where the colour to mend stands', () => {
    expect(faultsOf({ dark: { ...colours, accent: '#5c9bd1' } })).toEqual([
      'dark.accent: accent #5c9bd1 on paper #fafcff has a contrast of 2.89, and needs 4.50: #3f6b90 would pass',
      'dark.accent: accent #5c9bd1 on desk #dfe7f0 has a contrast of 2.38, and needs 4.50: #3f6b90 would pass',
    ])
  })
})

describe('a picture', () => {
  test.each([
    '/poster.webp',
    '/rooms/-/poster-2.webp?v=3&w=640',
    '/%EB%88%88.png',
    'https://images.example/',
    'https://images.example/poster.webp?v=3',
    'https://a-1.images.example:8443/p/q.png',
  ])('is at a path of ours or at an https address: %s', (src) => {
    expect(faultsOf({ picture: { src, alt } })).toEqual([])
  })

  test.each([
    ['nothing', ''],
    ['no path', '/'],
    ['another host', '//images.example/p.png'],
    ['another host, by a back stroke', '/\\images.example/p.png'],
    ['an empty part', '/a//b'],
    ['a path from nowhere', 'poster.webp'],
    ['plain http', 'http://images.example/p.png'],
    ['credentials', 'https://me:secret@images.example/p.png'],
    ['a user', 'https://me@images.example/p.png'],
    ['every host', 'https://*.example/p.png'],
    ['another rule of a policy', "https://images.example; script-src 'unsafe-inline'/p.png"],
    ['no host', 'https:///p.png'],
    ['no path after the host', 'https://images.example'],
    ['a host without a domain', 'https://localhost/p.png'],
    ['an address in numbers', 'https://192.168.0.1/p.png'],
    ['a port that is none', 'https://images.example:65536/p.png'],
    ['spaces', '/my poster.webp'],
    ['a quote', '/a"onload="x'],
    ['a single quote', "/a'b"],
    ['a new line', '/a\nb'],
    ['a tag', '/<script>'],
    ['data', 'data:image/png;base64,AAAA'],
    ['a script', 'javascript:alert(1)'],
  ])('elsewhere is refused: %s', (_, src) => {
    expect(faultsOf({ picture: { src, alt } })).toEqual([
      expect.stringMatching(/^picture\.src: a path on this host such as/),
    ])
  })

  test('of an endless address is refused', () => {
    expect(faultsOf({ picture: { src: `/${'a'.repeat(500)}`, alt } })).toEqual([
      'picture.src: 500 characters at most',
    ])
  })

  const src = '/poster.webp'
  const either =
    'picture.alt: either what the picture shows, by language, or "decorative": true beside src'
  test.each([
    [{ src, decorative: true }, []],
    [{ src }, [either]],
    [{ src, alt, decorative: true }, [either]],
    [{ src, alt: {} }, ['picture.alt: a text in one language at least']],
    [{ src, alt: { en: '' } }, ['picture.alt.en: some text, or leave the language out']],
  ])('is told to who cannot see it, or said to tell nothing: %j', (picture, faults) => {
    expect(faultsOf({ picture })).toEqual(faults)
  })
})

test('whatever stands in a file, it is taken or refused in a sentence', () => {
  const part = fc.oneof(fc.jsonValue(), fc.string(), fc.constantFrom('#123456', '#000000', '/a'))
  const four = fc.record({ desk: part, paper: part, ink: part, accent: part })
  const look = fc.record(
    {
      light: fc.oneof(four, part),
      dark: four,
      picture: fc.record({ src: part, alt: part }),
      note: fc.oneof(fc.dictionary(fc.string(), part), part),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(look, (value) => {
      const { data, error } = roomLook.safeParse(value)

      // What is taken is taken again as it is: it is written to a file between two parts.
      expect(data && roomLook.parse(JSON.parse(JSON.stringify(data)))).toEqual(data)
      expect(error?.issues.map(({ message }) => message) ?? []).not.toContain('')
    }),
    { numRuns: inject('runs') },
  )
})
