/** Every route of the operators' interface. */
import { z } from 'zod'
import { measuresAnswer } from './measures.ts'
import { roomEntry } from '../queue/room/entry.ts'
import { figures } from './figures.ts'
import { actor, newOperator, operatorRecord } from './operator.ts'
import * as ask from './requests.ts'
import { auditPage, doneAnswer, recordPage, roomList, roomView } from './room-answers.ts'
import type { OperateRoute } from './route.ts'
import { saleReport } from './sale-report.ts'

/** A word to a room: said twice it is done once, and a dry run of it changes nothing. */
function word(name: string, title: string, what: string) {
  return {
    method: 'post',
    path: `/rooms/:room/${name}`,
    role: 'operator',
    title,
    what,
    query: ask.actQuery,
    answer: doneAnswer,
    codes: ['not-now'],
  } as const
}

const ended = z.object({ kind: z.enum(['ended', 'already-over']) })
const newToken = z.object({
  operator: operatorRecord,
  /** Shown this once. Absent for whoever comes by Cloudflare Access. */
  token: z.string().exactOptional(),
})

export const operateRoutes = {
  me: {
    method: 'get',
    path: '/me',
    role: 'viewer',
    title: 'Who am I',
    what: 'Whose token this is, and what they may do.',
    answer: actor,
    codes: [],
  },
  listRooms: {
    method: 'get',
    path: '/rooms',
    role: 'viewer',
    title: 'List rooms',
    what: 'By id, a page at a time. Counts are as of the instant each carries.',
    query: ask.listQuery,
    answer: roomList,
    codes: [],
  },
  createRoom: {
    method: 'post',
    path: '/rooms',
    role: 'owner',
    title: 'Create a room',
    what: 'A room, whole. An instant of the schedule may be "now"; others lie ahead.',
    query: ask.actQuery,
    body: ask.createRequest,
    bodyShown: roomEntry,
    status: 201,
    answer: roomView,
    codes: ['room-exists', 'limit-reached'],
  },
  readRoom: {
    method: 'get',
    path: '/rooms/:room',
    role: 'viewer',
    title: 'Read a room',
    what: 'As it is described, and its version: a change says which one was seen.',
    answer: roomView,
    codes: [],
  },
  changeRoom: {
    method: 'patch',
    path: '/rooms/:room',
    role: 'operator',
    title: 'Change a room',
    what: 'Cap, rate, lanes, schedule and all else of its description. Where fans and tokens go (`shop`, `origins`) only an owner changes.',
    query: ask.actQuery,
    body: ask.changeRequest,
    answer: doneAnswer,
    codes: ['version-conflict'],
  },
  removeRoom: {
    method: 'delete',
    path: '/rooms/:room',
    role: 'owner',
    title: 'Remove a room',
    what: 'One that nobody has joined, or whose sale is closed. Its id stays used up, and its log is kept.',
    answer: z.object({ kind: z.literal('removed') }),
    codes: ['not-now'],
  },
  open: word('open', 'Open the sale', 'Now, whatever the schedule says.'),
  pause: word('pause', 'Pause', 'Nobody more is called. Places are kept, and who is inside stays.'),
  resume: word('resume', 'Resume', 'Calls go on where they stopped.'),
  close: word('close', 'Close the sale', 'For good. Who is inside stays until their session ends.'),
  soldOut: word('sold-out', 'Say that it is sold out', 'News alone: pause or close it as well.'),
  follow: word('follow', 'Let the rate follow the shop', 'Ends a rate that was set by hand.'),
  message: {
    ...word('message', 'Say something to everybody', 'Near fans have it in 2 s, far ones in 30 s.'),
    body: ask.messageRequest,
  },
  admit: {
    ...word(
      'admit',
      'Admit extra',
      'So many beyond the rate, within a minute, as far as the cap has room for them.',
    ),
    body: ask.admitRequest,
  },
  revokeAll: word(
    'revoke-all',
    'Revoke every session',
    'Everybody who is inside is out within seconds. Who waits keeps their place.',
  ),
  revoke: {
    ...word('revoke', 'Revoke a session', 'Within 5 s nobody accepts it any more.'),
    query: z.object({}),
    body: ask.sessionNamed,
    answer: ended,
  },
  release: {
    ...word('release', 'Release a session', 'As its fan would by leaving the shop.'),
    query: z.object({}),
    body: ask.sessionNamed,
    answer: ended,
  },
  figures: {
    method: 'get',
    path: '/rooms/:room/figures',
    role: 'viewer',
    title: 'Watch a sale',
    what: 'Live figures, two seconds old at the most. However many watch, the room is asked once a second.',
    answer: figures,
    codes: ['room-busy'],
  },
  measures: {
    method: 'get',
    path: '/rooms/:room/measures',
    role: 'viewer',
    title: 'Read the measures',
    what: 'What the objects of the sale have borne, and how many slots are in use.',
    answer: measuresAnswer,
    codes: ['room-busy'],
  },
  report: {
    method: 'get',
    path: '/rooms/:room/report',
    role: 'viewer',
    title: 'Read a sale’s report',
    what: 'Its curve, how long fans waited by tenths, how often ranges of the wait held, and what happened.',
    answer: saleReport,
    codes: ['room-busy'],
  },
  record: {
    method: 'get',
    path: '/rooms/:room/record',
    role: 'viewer',
    title: 'Export a sale’s record',
    what: 'All that is needed to hold the sale against its rules, as lines of CSV, a page at a time.',
    query: ask.recordQuery,
    answer: recordPage,
    codes: ['room-busy', 'invalid-request'],
  },
  audit: {
    method: 'get',
    path: '/rooms/:room/audit',
    role: 'viewer',
    title: 'Read a room’s log',
    what: 'Who did what, and what it changed. Entries are added and never edited.',
    query: ask.auditQuery,
    answer: auditPage,
    codes: [],
  },
  listOperators: {
    method: 'get',
    path: '/operators',
    role: 'owner',
    title: 'List operators',
    what: 'Who may do what, those whose right was taken included.',
    answer: z.object({ operators: z.array(operatorRecord) }),
    codes: [],
  },
  addOperator: {
    method: 'post',
    path: '/operators',
    role: 'owner',
    title: 'Add an operator',
    what: 'With an e-mail address: who comes by Cloudflare Access. Without: by a token, shown this once.',
    body: newOperator,
    status: 201,
    answer: newToken,
    codes: ['limit-reached'],
  },
  revokeOperator: {
    method: 'delete',
    path: '/operators/:operator',
    role: 'owner',
    title: 'Take an operator’s right',
    what: 'At once. What they did stays in the logs under their name.',
    answer: operatorRecord,
    codes: [],
  },
  operatorsAudit: {
    method: 'get',
    path: '/audit',
    role: 'owner',
    title: 'Read the log of operators',
    what: 'Who gave whom which right, and took it.',
    query: ask.auditQuery,
    answer: auditPage,
    codes: [],
  },
} as const satisfies Record<string, OperateRoute>

export type OperateRouteId = keyof typeof operateRoutes
