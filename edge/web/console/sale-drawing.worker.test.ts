import { html } from 'hono/html'
import { expect, test } from 'vitest'
import { speak } from '../messages.ts'
import { Drawing } from './sale-drawing.tsx'

const say = speak('en')
const series = [
  { atMs: 0, value: 0 },
  { atMs: 150_000, value: 108 },
  { atMs: 300_000, value: 2 },
]

async function drawn(isOver: boolean): Promise<string> {
  const figure = await html`${Drawing({ name: 'Waiting', series, isOver, say, language: 'en' })}`
  return figure.toString()
}

test('a course that goes on says how it is now, and how long back it reaches', async () => {
  const figure = await drawn(false)

  expect(figure).toContain('<strong>2</strong>')
  expect(figure).toContain('<span>−5 min</span>')
  expect(figure).toContain('<span>most 108</span>')
})

test('one that is over says how high it went, and reaches from its beginning to its end', async () => {
  const figure = await drawn(true)

  expect(figure).toContain('<strong>most 108</strong>')
  expect(figure).toContain('<span>0 s</span>')
  expect(figure).toContain('<span>5 min</span>')
})
