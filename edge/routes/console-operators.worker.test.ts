/** Who may operate, added and taken by an owner. */
import { describe, expect, test } from 'vitest'
import { send, show, showTo } from './console-fixtures.ts'

describe('operators', () => {
  test('are added with a token that is shown once, and whose right is taken by one question', async () => {
    const by = { role: 'owner' } as const
    const fields = { name: 'Once', role: 'viewer', email: '' }
    const made = await (await send('/operate/operators', fields, by)).text()
    const [token = '', id = ''] = /ao_([a-z0-9]+)_[\w-]{43}/.exec(made) ?? []
    expect(token).not.toBe('')
    expect((await showTo(token, '/operate')).status).toBe(200)
    expect(await (await show('/operate/operators', 'owner')).text()).not.toContain(token)

    expect(await (await show(`/operate/operators/${id}`, 'owner')).text()).toContain('Once')
    await send(`/operate/operators/${id}/revoke`, {}, by)
    expect((await showTo(token, '/operate/watch')).status).toBe(401)
  })

  test('with a name or an address that is none are not added, and it is said where', async () => {
    for (const wrong of [{ name: '' }, { email: 'nobody' }]) {
      const fields = { name: 'Right', role: 'viewer', email: '', ...wrong }
      const answer = await send('/operate/operators', fields, { role: 'owner' })
      expect(answer.status).toBe(400)
      expect(await answer.text()).toContain('aria-invalid="true"')
    }
  })
})
