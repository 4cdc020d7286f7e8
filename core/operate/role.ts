/** Who may do what: a viewer looks, an operator steers sales, an owner also decides who else may. */
import { z } from 'zod'

const ROLES = ['viewer', 'operator', 'owner'] as const

export const roleSchema = z.enum(ROLES)
export type Role = z.infer<typeof roleSchema>

/** Each role may do all that the ones before it may. */
export function mayAct(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed)
}
