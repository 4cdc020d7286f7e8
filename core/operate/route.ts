/** One route of the operators' interface. From the table of them come the router, its guard, OpenAPI and the client. */
import type { z } from 'zod'
import type { ProblemCode } from '../problem.ts'
import type { Role } from './role.ts'

export type OperateRoute = {
  readonly method: 'get' | 'post' | 'patch' | 'delete'
  /** Beneath `OPERATE_API`. */
  readonly path: string
  /** The least that may ask. */
  readonly role: Role
  readonly title: string
  readonly what: string
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** In the description, where the body is checked elsewhere than on its way in. */
  readonly bodyShown?: z.ZodType
  readonly status?: 200 | 201
  readonly answer: z.ZodType
  /** What else may be answered, beside what every route may. */
  readonly codes: readonly ProblemCode[]
}

export const OPERATE_API = '/operate/api'
