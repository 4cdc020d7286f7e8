/**
 * Imported before whatever makes a schema: as it makes its first, zod tries whether it may run code made
 * of text. The policy of our scripts allows none, and a browser reports each try.
 */
import { z } from 'zod'

z.config({ jitless: true })
