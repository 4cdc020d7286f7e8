/**
 * In whose language the parts of a page speak that stand deep in it: a field need not be told by each
 * form that shows it. Where no page has said it, they speak English.
 */
import { createContext } from 'hono/jsx'
import { speak, type Say } from '../messages.ts'

export const Reader = createContext<Say>(speak('en'))
