/** Rooms, one and all: listed, created, read, removed, watched. */
import { locationHint, roomIdSchema } from '../../core/queue/room/entry.ts'
import { auditPage } from '../../core/operate/room-answers.ts'
import { saleReport } from '../../core/operate/sale-report.ts'
import type { MeasuresAnswer } from '../../core/operate/measures.ts'
import { AppError } from '../../core/problem.ts'
import { because } from '../../core/reason.ts'
import { answered } from '../fan/fan.ts'
import { forgetGuards } from '../isolate/guards.ts'
import { forgetRoom, keepRoom, roomNamed } from '../isolate/room-entries.ts'
import { deskStub, directoryStub, roomStub, segmentStub } from '../objects/stubs.ts'
import { invalid } from '../routes/room-request.ts'
import type { Handlers } from './api.ts'
import { askingOf, type Asked } from './asked.ts'
import { recordPageOf } from './record-pages.ts'

type Here = Pick<Asked<unknown, unknown>, 'env' | 'params' | 'waitUntil'>

export const roomHandlers: Handlers<
  | 'listRooms'
  | 'createRoom'
  | 'readRoom'
  | 'removeRoom'
  | 'figures'
  | 'measures'
  | 'report'
  | 'record'
  | 'audit'
> = {
  listRooms: ({ env, query }) => answered(() => directoryStub(env).list(query)),

  async createRoom({ env, body: { source, ...input }, query, ...asked }) {
    const id = idIn(input)
    if (await answered(() => directoryStub(env).isFull)) {
      throw new AppError('limit-reached', because('rooms-are-full'))
    }
    const placing = locationHint.safeParse(input['locationHint']).data
    const stub = roomStub(env, id, placing)
    const text = typeof source === 'string' ? source : undefined
    const created = await answered(() => stub.create(id, input, text, askingOf(asked, query)))
    switch (created.kind) {
      case 'invalid':
        throw invalid(created.field, created.reason)
      case 'exists':
        throw new AppError('room-exists', because('room-exists', { id }))
      case 'would':
        return created.view
      case 'created': {
        const { entry } = created.view
        // Made where the room wants them to be, and not where the first visitor happens to be.
        const made = Array.from({ length: entry.desks }, (_, index) =>
          deskStub(env, id, index, entry.locationHint).entry(id),
        )
        asked.waitUntil(Promise.allSettled(made))
        keepRoom(entry, created.view.version)
        if (entry.shop?.gateway !== undefined) forgetGuards()
        return created.view
      }
    }
  },

  async readRoom(asked) {
    const room = roomIn(asked)
    const view = await answered(() => roomStub(asked.env, room).view(room))
    if (view === undefined) throw noRoom()
    return view
  },

  async removeRoom(asked) {
    const room = roomIn(asked)
    const stub = roomStub(asked.env, room)
    const removed = await answered(() => stub.remove(room, askingOf(asked)))
    if (removed.kind === 'not-now') throw notNow(removed.reason)
    if (removed.kind === 'no-room') throw noRoom()
    const { epoch, segments, desks } = removed
    const erased = [
      ...segments.map(({ lane, index }) =>
        segmentStub(asked.env, { room, epoch, lane, index }).erase(),
      ),
      ...Array.from({ length: desks }, (_, index) => deskStub(asked.env, room, index).erase()),
    ]
    await Promise.allSettled(erased)
    await answered(() => directoryStub(asked.env).drop(room))
    forgetRoom(room)
    forgetGuards()
    return { kind: 'removed' }
  },

  async figures(asked) {
    const { id, locationHint: placing } = await entryIn(asked)
    return answered(() => deskStub(asked.env, id, 0, placing).figures(id))
  },

  async measures(asked) {
    const { env } = asked
    const { id, desks } = await entryIn(asked)
    const { own, segments, epoch, halt, ...slots } = await answered(() =>
      roomStub(env, id).measures(id),
    )
    const answer: MeasuresAnswer = {
      epoch,
      room: own,
      desks: await Promise.all(
        Array.from({ length: desks }, (_, index) =>
          answered(() => deskStub(env, id, index).measures()),
        ),
      ),
      segments: await Promise.all(
        segments.map(async ({ lane, index }) => ({
          lane,
          index,
          ...(await answered(() => segmentStub(env, { room: id, epoch, lane, index }).measures())),
        })),
      ),
      ...slots,
      ...(halt !== undefined && { halt }),
    }
    return answer
  },

  async report(asked) {
    const { id } = await entryIn(asked)
    const text = await answered(() => roomStub(asked.env, id).saleReport(id))
    return saleReport.parse(JSON.parse(text))
  },

  async record(asked) {
    const { id } = await entryIn(asked)
    return recordPageOf(asked.env, id, asked.query.from)
  },

  async audit(asked) {
    const room = roomIn(asked)
    const text = await answered(() => roomStub(asked.env, room).audit(asked.query))
    if (text === undefined) throw noRoom()
    return auditPage.parse(JSON.parse(text))
  },
}

function idIn(input: Readonly<Record<string, unknown>>): string {
  const id = roomIdSchema.safeParse(input['id'])
  if (id.success) return id.data
  throw invalid('id', id.error.issues[0]?.message ?? because('not-a-room-id'))
}

/** What is no id of a room is the name of nothing: no object is asked for it. */
export function roomIn({ params }: Here): string {
  const id = roomIdSchema.safeParse(params['room'])
  if (!id.success) throw noRoom()
  return id.data
}

export async function entryIn(asked: Here) {
  const entry = await answered(() => roomNamed(asked.env, roomIn(asked), asked.waitUntil))
  if (entry === undefined) throw noRoom(asked.params['room'])
  return entry
}

/** The reason stands beside the sentence, too: whoever speaks another language reads that one. */
export function notNow(reason: string): AppError {
  return new AppError('not-now', `Not now: ${reason}.`, { reason })
}

function noRoom(id = ''): AppError {
  const named = id === '' ? 'no such room' : `no room ${id.slice(0, 48)}`
  return new AppError('not-found', `There is ${named}: check its id in the list of rooms.`)
}
