/** An operator of each role, for the tests of their interface in the runtime. */
import { z } from 'zod'
import type { newOperator } from '../../core/operate/operator.ts'
import { auditPage, roomView, type RoomView } from '../../core/operate/room-answers.ts'
import type { AuditEntry } from '../../core/operate/audit.ts'
import type { Role } from '../../core/operate/role.ts'
import { OPERATE_API } from '../../core/operate/route.ts'
import { ask, bearer, read } from '../fixtures.ts'
import { OPERATOR_KEY } from '../test-rooms.ts'

export const roles = ['viewer', 'operator', 'owner'] as const

type Init = { method?: string; body?: unknown; headers?: Record<string, string> }

export function api(
  path: string,
  token: string | undefined,
  { method = 'GET', body, headers }: Init = {},
): Promise<Response> {
  return ask(`${OPERATE_API}${path}`, {
    method: method.toUpperCase(),
    headers: {
      ...(token !== undefined && bearer(token)),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

export const added = z.object({ operator: z.object({ id: z.string() }), token: z.string() })

export async function operatorWith(role: Role): Promise<z.infer<typeof added>> {
  const body: z.input<typeof newOperator> = { name: `A ${role}`, role }
  return read(await api('/operators', OPERATOR_KEY, { method: 'post', body }), added)
}

const tokens = new Map<Role, string>()
for (const role of roles) tokens.set(role, (await operatorWith(role)).token)

export function tokenOf(role: Role): string {
  return tokens.get(role) ?? ''
}

export async function viewOf(room: string): Promise<RoomView> {
  return read(await api(`/rooms/${room}`, OPERATOR_KEY), roomView)
}

export async function logOf(room: string): Promise<AuditEntry[]> {
  return (await read(await api(`/rooms/${room}/audit`, OPERATOR_KEY), auditPage)).entries
}

export function change(
  room: string,
  version: number,
  settings: unknown,
  token = OPERATOR_KEY,
): Promise<Response> {
  const body = { version, change: { settings } }
  return api(`/rooms/${room}`, token, { method: 'patch', body })
}
