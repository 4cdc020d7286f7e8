import type { Index } from '../documents.ts'

class Money {
  readonly won = 1
}

export const holding = (value: unknown) => ({ _id: 'x', seat: 1, v: value })

const circle: Record<string, unknown> = {}
circle['round'] = circle

/** Beside `big`, all that is no document of a collection whose `seat` is unique and `day` indexed. */
export const badDocuments: readonly object[] = [
  holding(new Date(0)),
  holding(Number.NaN),
  holding(Number.POSITIVE_INFINITY),
  holding(1n),
  holding(() => 1),
  holding(Symbol('s')),
  holding(new Money()),
  holding(new Map()),
  holding(/x/),
  holding(Buffer.from('x')),
  holding([undefined]),
  holding(Array.from({ length: 2 })),
  holding({ deep: [{ at: new Date(0) }] }),
  holding({ $set: 1 }),
  holding({ 'a.b': 1 }),
  holding({ '': 1 }),
  holding({ 'a\0': 1 }),
  holding(JSON.parse('{"__proto__":1}')),
  holding('half \ud83d'),
  holding(circle),
  { $a: 1, _id: 'x', seat: 1 },
  { seat: 1 },
  { _id: 1, seat: 1 },
  { _id: '', seat: 1 },
  { _id: null, seat: 1 },
  { _id: '가'.repeat(171), seat: 1 },
  { _id: 'x' },
  { _id: 'x', seat: null },
  { _id: 'x', seat: undefined },
  { _id: 'x', seat: [1] },
  { _id: 'x', seat: { row: 1 } },
  { _id: 'x', seat: 1, day: [1] },
  { _id: 'x', seat: 1, at: [{ hour: 1 }] },
]

export const badUpdates: readonly object[] = [
  {},
  { n: 1 },
  { $rename: { n: 'm' } },
  { $currentDate: { n: true } },
  { $set: 1 },
  { $set: { _id: 'y' } },
  { $setOnInsert: { _id: 'y' } },
  { $set: { '_id.x': 'y' } },
  { $set: { $n: 1 } },
  { $set: { 'l.$': 1 } },
  { $set: { 'a..b': 1 } },
  { $set: { n: new Date(0) } },
  { $set: { n: { $inc: 1 } } },
  { $set: { n: 1 }, $inc: { n: 1 } },
  { $set: { a: 1, 'a.b': 1 } },
  { $inc: { n: '1' } },
  { $push: { l: { $each: 1 } } },
  { $push: { l: { $each: [1], $sort: 1 } } },
  { $push: { l: { $slice: 1 } } },
  { $push: { l: { $each: [1], $slice: 0.5 } } },
  { $addToSet: { l: { $each: [1], $slice: 1 } } },
  { $pull: { l: { $regex: 'x' } } },
  { $set: { seat: null } },
  { $set: { seat: [1] } },
  { $set: { 'seat.row': 1 } },
  { $unset: { seat: '' } },
  { $push: { day: 1 } },
  { $addToSet: { day: 1 } },
  { $set: { day: { of: 1 } } },
  { $set: { at: { hour: [1] } } },
  { $push: { at: { hour: 1 } } },
]

export const badFilters: readonly object[] = [
  { n: undefined },
  { n: { $eq: undefined } },
  { n: { m: undefined } },
  { n: { $in: [undefined] } },
  { n: { $in: 1 } },
  { n: { $regex: 'x' } },
  { n: /x/ },
  { n: { $type: 'string' } },
  { n: { $gt: 1, m: 1 } },
  { n: { $exists: 1 } },
  { n: { $size: -1 } },
  { n: { $not: 1 } },
  { n: new Date(0) },
  { $or: [] },
  { $and: {} },
  { $where: 'true' },
  { $expr: {} },
  { $text: { $search: 'x' } },
  { 'a..b': 1 },
]

export const indexes: readonly Index[] = [
  { fields: ['seat'], unique: true },
  { fields: ['day'] },
  { fields: ['at.hour'] },
]
