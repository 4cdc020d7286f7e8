/** Who asks: by a token, by the console's cookie that holds one, or by Cloudflare Access. */
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Actor, OperatorRecord } from '../../core/operate/operator.ts'
import { mayAct, type Role } from '../../core/operate/role.ts'
import { AppError } from '../../core/problem.ts'
import { busy } from '../fan/fan.ts'
import { directoryStub } from '../objects/stubs.ts'
import { bearerOf, originOf, otherOrigin } from '../routes/room-request.ts'
import type { Bindings, EdgeEnv } from '../settings.ts'
import { isSame } from '../tokens/same.ts'
import { ACCESS_HEADER, emailOf } from './access.ts'
import { idOfToken } from './operator-token.ts'

const KEY_MIN_CHARS = 16

/** Whoever holds the key of the deployment is its first owner, and there when nobody else is. */
const firstOwner: Actor = { id: 'owner-key', name: 'owner’s key', role: 'owner' }

export function operatorCookieName(c: Context<EdgeEnv>): string {
  return c.req.url.startsWith('https:') ? '__Host-operator' : 'operator'
}

/** Refuses whoever may not: 401 without a right, 403 with too small a one. */
export async function actorFor(c: Context<EdgeEnv>, needed: Role): Promise<Actor> {
  const actor = await actorOf(c)
  if (actor === undefined) {
    const message = 'This is for operators: send a token of yours, or the owner’s key.'
    throw new AppError('operator-only', message)
  }
  if (mayAct(actor.role, needed)) return actor
  const message = `This needs the role ${needed}, and yours is ${actor.role}: ask an owner.`
  throw new AppError('role-too-low', message)
}

export async function actorOf(c: Context<EdgeEnv>): Promise<Actor | undefined> {
  const bearer = bearerOf(c)
  if (bearer !== undefined) return actorByToken(c.env, bearer)
  const kept = getCookie(c, operatorCookieName(c))
  const actor = (kept && (await actorByToken(c.env, kept))) || (await actorByAccess(c))
  // What a browser sends along by itself, any site's page can make it send.
  if (actor !== undefined && !isOfOwnPage(c)) throw otherOrigin()
  return actor
}

export async function actorByToken(env: Bindings, token: string): Promise<Actor | undefined> {
  const { OPERATOR_KEY: key = '' } = env
  if (key.length < KEY_MIN_CHARS) return undefined
  if (isSame(token, key)) return firstOwner
  const id = idOfToken(key, token)
  return id === undefined ? undefined : actorNamed(await asked(directoryStub(env).operator(id)))
}

async function actorByAccess(c: Context<EdgeEnv>): Promise<Actor | undefined> {
  const assertion = c.req.header(ACCESS_HEADER)
  const email = assertion && (await emailOf(c.env, assertion))
  if (email === undefined || email === '') return undefined
  return actorNamed(await asked(directoryStub(c.env).operatorByEmail(email)))
}

function actorNamed(record: OperatorRecord | undefined): Actor | undefined {
  if (record === undefined || record.revokedAtMs !== undefined) return undefined
  const { id, name, role } = record
  return { id, name, role }
}

/** Without the directory nobody can say whose token it is, but the owner's key. */
async function asked<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch {
    throw busy()
  }
}

function isOfOwnPage(c: Context<EdgeEnv>): boolean {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return true
  return c.req.header('Origin') === originOf(c)
}
