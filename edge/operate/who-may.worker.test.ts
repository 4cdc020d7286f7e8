/** Who may what: every route of the table, with every role, and without any. */
import { describe, expect, test } from 'vitest'
import { auditPage } from '../../core/operate/room-answers.ts'
import { mayAct } from '../../core/operate/role.ts'
import type { OperateRoute } from '../../core/operate/route.ts'
import { operateRoutes } from '../../core/operate/routes.ts'
import { problem, read, roomOf, SITE } from '../fixtures.ts'
import { OPERATOR_KEY } from '../test-rooms.ts'
import { added, api, operatorWith, roles, tokenOf } from './fixtures.ts'

const routes: [string, OperateRoute][] = Object.entries(operateRoutes)

function anywhere({ path }: OperateRoute): string {
  return path.replace(':room', 'nowhere').replace(':operator', 'nobody')
}

async function addTwice() {
  const body = { name: 'Twice', role: 'viewer' }
  const headers = { 'Idempotency-Key': 'again' }
  return read(await api('/operators', OPERATOR_KEY, { method: 'post', body, headers }), added)
}

describe('who may', () => {
  test.for(routes)(
    '%s is closed without a token, and to one that is not ours',
    async ([, route]) => {
      const forged = `${tokenOf('owner').slice(0, -1)}${tokenOf('owner').endsWith('A') ? 'B' : 'A'}`
      for (const token of [undefined, '', 'x'.repeat(60), forged, OPERATOR_KEY.slice(1)]) {
        const answer = await api(anywhere(route), token, { method: route.method })
        expect(await problem(answer)).toBe('401 operator-only')
      }
    },
  )

  test.for(routes)('%s is open from its role on, and below it 403', async ([, route]) => {
    const told: Record<string, boolean> = {}
    for (const role of roles) {
      const answer = await api(anywhere(route), tokenOf(role), { method: route.method })
      told[role] = answer.status !== 403
      expect(answer.status).not.toBe(401)
    }
    expect(told).toEqual(Object.fromEntries(roles.map((role) => [role, mayAct(role, route.role)])))
  })

  test('every other address beneath it is nothing', async () => {
    for (const path of ['', '/', '/nothing', '/rooms/x/y', '/rooms/x/pause/now']) {
      expect(await problem(await api(path, undefined))).toBe('404 not-found')
    }
  })

  test('a right that was taken is gone at once, and its holder stays in the log', async () => {
    const { operator, token } = await operatorWith('operator')
    expect((await api('/me', token)).status).toBe(200)

    const path = `/operators/${operator.id}`
    expect((await api(path, OPERATOR_KEY, { method: 'delete' })).status).toBe(200)

    expect(await problem(await api('/me', token))).toBe('401 operator-only')
    const { entries } = await read(await api('/audit', OPERATOR_KEY), auditPage)
    expect(entries[0]).toMatchObject({ act: 'revoke-operator', by: { id: 'owner-key' } })
    expect(entries[1]).toMatchObject({ act: 'add-operator' })
    expect(JSON.stringify(entries)).not.toContain(token)
  })

  test('the same request said twice adds one operator, and answers with the same token', async () => {
    const [first, second] = [await addTwice(), await addTwice()]

    expect(second).toEqual(first)
    expect((await api('/me', second.token)).status).toBe(200)
  })

  test('a cookie of the console counts from our own pages alone', async () => {
    const room = await roomOf('full')
    const pause = (origin?: string) =>
      api(`/rooms/${room}/pause`, undefined, {
        method: 'post',
        headers: {
          Cookie: `__Host-operator=${tokenOf('operator')}`,
          ...(origin !== undefined && { Origin: origin }),
        },
      })

    expect(await problem(await pause('https://evil.example'))).toBe('403 other-origin')
    expect(await problem(await pause())).toBe('403 other-origin')
    expect((await pause(SITE)).status).toBe(200)
  })
})
