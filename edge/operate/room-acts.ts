/** What is done to a room: one word each, said to its object. */
import type { Act } from '../../core/operate/act.ts'
import type { DoneAnswer } from '../../core/operate/room-answers.ts'
import { AppError } from '../../core/problem.ts'
import { because } from '../../core/reason.ts'
import { answered, openingOf } from '../fan/fan.ts'
import { readSessionId } from '../fan/session-id.ts'
import { forgetGuards } from '../isolate/guards.ts'
import { heldFor } from '../isolate/held-rooms.ts'
import { keepRoom } from '../isolate/room-entries.ts'
import { visitOf } from '../isolate/visit.ts'
import type { Done } from '../objects/room-operations.ts'
import { roomStub, segmentStub } from '../objects/stubs.ts'
import { invalid } from '../routes/room-request.ts'
import { askingOf, type Asked } from './asked.ts'
import type { Handlers } from './api.ts'
import { Conflict } from './conflict.ts'
import { entryIn, notNow, roomIn } from './room-handlers.ts'

type Told = Asked<{ readonly dryRun?: 'true' | 'false' }, unknown>
type Word = 'open' | 'pause' | 'resume' | 'close' | 'sold-out' | 'follow' | 'revoke-all'

const word = (kind: Word) => (asked: Told) => act(asked, { kind })

export const roomActs: Handlers<
  | 'changeRoom'
  | 'open'
  | 'pause'
  | 'resume'
  | 'close'
  | 'soldOut'
  | 'follow'
  | 'message'
  | 'admit'
  | 'revokeAll'
  | 'revoke'
  | 'release'
> = {
  async changeRoom(asked) {
    const { version, change, source } = asked.body
    const deed = { kind: 'change', version, patch: change } as const
    const done = await act(asked, { ...deed, ...(source !== undefined && { source }) })
    if (done.kind === 'done') await keepChanged(asked)
    if (done.changes.some(({ field }) => field.startsWith('shop'))) forgetGuards()
    return done
  },
  open: word('open'),
  pause: word('pause'),
  resume: word('resume'),
  close: word('close'),
  soldOut: word('sold-out'),
  follow: word('follow'),
  revokeAll: word('revoke-all'),
  message: (asked) => act(asked, { kind: 'message', text: asked.body.text }),
  admit: (asked) => act(asked, { kind: 'admit', count: asked.body.count }),
  revoke: (asked) => endSession(asked, 'revoke'),
  release: (asked) => endSession(asked, 'release'),
}

/** The operator who has just changed it sees it so; others do within seconds. */
async function keepChanged(asked: Told): Promise<void> {
  const room = roomIn(asked)
  const view = await answered(() => roomStub(asked.env, room).view(room))
  if (view !== undefined) keepRoom(view.entry, view.version)
}

async function act(asked: Told, deed: Act): Promise<DoneAnswer> {
  const { id } = await entryIn(asked)
  const stub = roomStub(asked.env, id)
  const text = await answered(() => stub.act(id, deed, askingOf(asked, asked.query)))
  const done: Done = JSON.parse(text)
  switch (done.kind) {
    case 'done':
    case 'would':
      return done
    case 'conflict':
      throw new Conflict(done.version, done.since)
    case 'invalid':
      throw invalid(done.field, done.reason)
    case 'not-now':
      throw notNow(done.reason)
    case 'owner-only': {
      const message = `Only an owner changes ${done.field}: ask one.`
      const reason = because('owners-alone')
      throw new AppError('role-too-low', message, { field: done.field, reason })
    }
  }
}

/** A session's name says where it is; of another life of the room there is none. */
async function endSession(
  asked: Asked<unknown, { readonly sessionId: string }>,
  how: 'revoke' | 'release',
): Promise<{ kind: 'ended' | 'already-over' }> {
  const { sessionId } = asked.body
  const entry = await entryIn(asked)
  const visit = visitOf(asked.env, entry, asked.request, asked.waitUntil)
  const room = await answered(() => heldFor(visit).documents.room(visit, 'near'))
  const name = readSessionId(sessionId)
  const isKnown = name?.epoch === room?.epoch && room?.lanes.some(({ id }) => id === name?.lane)
  if (room === undefined || name === undefined || isKnown !== true) {
    throw new AppError('not-found', because('no-such-session'))
  }
  const opening = openingOf(visit, room, name.lane, name.position)
  await answered(() =>
    roomStub(asked.env, entry.id).note(entry.id, how, sessionId, askingOf(asked)),
  )
  return answered(() => segmentStub(asked.env, opening).revoke(opening, name.position, name.turn))
}
