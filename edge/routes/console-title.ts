import type { Context } from 'hono'
import { AppError } from '../../core/problem.ts'
import type { EdgeEnv } from '../settings.ts'
import { titleIn } from '../web/console/console-words.ts'
import { speak } from '../web/messages.ts'
import { viewOf } from './console-forms.ts'

/** What a page calls a room of which there is something to show, be it removed, or silent just now. */
export async function titleOf(c: Context<EdgeEnv>): Promise<string> {
  const { language } = c.var
  try {
    return titleIn(language, (await viewOf(c)).entry.title)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'not-found') return speak(language)('console.removed.room')
    if (error.code === 'room-busy') return c.req.param('room') ?? ''
    throw error
  }
}
