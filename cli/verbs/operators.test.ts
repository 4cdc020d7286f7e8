import { afterEach, describe, expect, test, vi } from 'vitest'
import { said } from '../fixtures.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const api = '/operate/api'

const kim = { id: 'kimkimkim', name: 'Kim', role: 'operator', createdAtMs: 1 }

describe('operators', () => {
  test('are listed, with when they came and went', async () => {
    const lee = { ...kim, id: 'leeleelee', name: 'Lee', email: 'lee@x.example', revokedAtMs: 2 }
    const { out } = await said('operators', [[200, { operators: [kim, lee] }]])

    expect(out).toMatch(/Kim\s+operator\s+since 1970/)
    expect(out).toMatch(/Lee\s+operator\s+lee@x\.example\s+until 1970/)
    expect((await said('operators', [[200, { operators: [] }]])).out).toContain('owner’s key')
  })

  test('are added with a token that is shown once, or by Access with none', async () => {
    const byToken = await said('add-operator Kim Min --role operator', [
      [201, { operator: kim, token: 'ao_new' }],
    ])
    expect(byToken.heard[0]?.body).toEqual({ name: 'Kim Min', role: 'operator' })
    expect(byToken.out).toContain('shown this once:\nao_new')

    const email = 'kim@x.example'
    const byAccess = await said(`add-operator Kim --role operator --email ${email}`, [
      [201, { operator: { ...kim, email } }],
    ])
    expect(byAccess.heard[0]?.body).toEqual({ name: 'Kim', role: 'operator', email })
    expect(byAccess.out).toContain(`Cloudflare Access as ${email}`)
  })

  test.each([
    ['add-operator --role owner', 'by name'],
    ['add-operator Kim', 'Say --role'],
    ['add-operator Kim --role king', 'Say --role'],
    ['revoke-operator', 'Say which operator.'],
  ])('%s is not understood', async (line, sentence) => {
    expect(await said(line)).toMatchObject({ exit: 2, errors: expect.stringContaining(sentence) })
  })

  test('are told who they are, and lose their right at once', async () => {
    expect((await said('me', [[200, kim]])).out).toBe('Kim, operator (kimkimkim)')

    const { out, heard } = await said('revoke-operator kimkimkim', [[200, kim]])
    expect(out).toBe('Kim may not operate any more.')
    expect(heard).toMatchObject([{ method: 'DELETE', path: `${api}/operators/kimkimkim` }])
  })
})
