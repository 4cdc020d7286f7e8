/** The OpenAPI document: valid, whole, and of one piece with the schemas it is made of. */
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { messages } from './messages.ts'
import { openApi } from './openapi.ts'
import { problems } from './problems.ts'
import { codesOf } from './route.ts'
import { routes } from './routes.ts'

const document: Record<string, unknown> = { ...openApi('1.2.3') }
const text = JSON.stringify(document)

test('it is valid by the meta-schema of OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(document)

  expect(errors).toBeUndefined()
  expect(valid).toBe(true)
})

test('the validator is no rubber stamp: a document without paths and with a stray field is refused', async () => {
  const { paths: _, ...rest } = document

  expect(await new Validator().validate({ ...rest, colour: 'red' })).toMatchObject({ valid: false })
})

test('every reference leads somewhere', () => {
  const found = z
    .object({ components: z.record(z.string(), z.record(z.string(), z.unknown())) })
    .parse(document)
  const known = Object.entries(found.components).flatMap(([kind, named]) =>
    Object.keys(named).map((name) => `#/components/${kind}/${name}`),
  )

  const led = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => to)
  expect(led.filter((to) => !known.includes(to ?? ''))).toEqual([])
})

describe('the tables it is made of', () => {
  const examples = Object.entries(messages).filter(([, { example }]) => example !== undefined)

  test.each(examples)('the example of %s is one', (_, { schema, example }) => {
    expect(schema.parse(example)).toEqual(example)
  })

  test('every message is said or heard by some route, or is part of one that is', () => {
    const said = Object.keys(messages).filter((id) => !text.includes(`/schemas/${id}"`))

    expect(said).toEqual(['tooEarlyReason'])
  })

  test('P62: every code of a refusal is one that some route can answer', () => {
    const met = new Set(routes.flatMap(codesOf))
    const unmet = problems.filter(({ code }) => !met.has(code)).map(({ code }) => code)

    // Of any address, of the gateway before a shop, and an event.
    expect(unmet).toEqual([
      'method-not-allowed',
      'headers-too-large',
      'shop-down',
      'shop-slow',
      'stream-replaced',
    ])
  })

  test('no two routes have one name, nor one address', () => {
    const names = routes.map(({ id }) => id)
    const addresses = routes.map(({ method, path }) => `${method} ${path}`)

    expect(new Set(names).size).toBe(names.length)
    expect(new Set(addresses).size).toBe(addresses.length)
  })
})

test('what a message says of itself stands beside each of its fields', () => {
  expect(document).toMatchObject({
    components: {
      schemas: {
        pollAnswer: {
          description: messages.pollAnswer.what,
          properties: {
            offer: {
              properties: {
                deadlineMs: { description: messages.pollAnswer.fields['offer.deadlineMs'] },
              },
            },
          },
        },
        roomDocument: {
          properties: { lanes: { items: { properties: { id: { description: 'The lane.' } } } } },
        },
      },
    },
  })
})
