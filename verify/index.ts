import { Shop, type Brought } from './shop.ts'
import type { ShopSettings } from './settings.ts'
import type { Outcome } from './outcomes.ts'

export { decide, type Answered, type Asked, type Passed } from './way-in.ts'
export type * from './outcomes.ts'
export { pressureMeter, type MeterSettings, type PressureMeter } from './pressure-meter.ts'
export type { ShopSettings } from './settings.ts'
export { Shop, type Brought } from './shop.ts'

/** A shop and its waiting room. What is wrong in the settings is said at once. */
export function admitOne(settings: ShopSettings): Shop {
  return new Shop(settings)
}

/** May the bearer of this token come in now? */
export function verifyAdmission(shop: Shop, brought: Brought): Promise<Outcome> {
  return shop.verifyAdmission(brought)
}
