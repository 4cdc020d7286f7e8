import { expect, test } from 'vitest'
import { untyped, type Workplace, refusalOf } from './workplace.ts'

type Pipeline = readonly { readonly [stage: `$${string}`]: unknown }[]

const documents = [
  { _id: 'a', day: 1, won: 300, who: { name: 'kim' }, lines: [{ q: 1 }, { q: 2 }] },
  { _id: 'b', day: 1, won: 100, who: { name: 'lee' }, lines: [] },
  { _id: 'c', day: 2, won: 50, who: { name: 'kim' } },
  { _id: 'd', won: 'free', lines: [{ q: 5 }] },
]

const cases: readonly (readonly [Pipeline, unknown])[] = [
  [
    [{ $match: { day: 1 } }, { $sort: { won: 1 } }, { $project: { won: 1 } }],
    [
      { _id: 'b', won: 100 },
      { _id: 'a', won: 300 },
    ],
  ],
  [
    [
      { $match: { day: { $exists: true } } },
      { $sort: { _id: 1 } },
      {
        $group: {
          _id: '$day',
          sum: { $sum: '$won' },
          count: { $sum: 1 },
          avg: { $avg: '$won' },
          min: { $min: '$won' },
          max: { $max: '$won' },
          first: { $first: '$who.name' },
          all: { $push: '$won' },
          names: { $addToSet: '$nothing' },
        },
      },
      { $sort: { _id: 1 } },
    ],
    [
      {
        _id: 1,
        sum: 400,
        count: 2,
        avg: 200,
        min: 100,
        max: 300,
        first: 'kim',
        all: [300, 100],
        names: [],
      },
      { _id: 2, sum: 50, count: 1, avg: 50, min: 50, max: 50, first: 'kim', all: [50], names: [] },
    ],
  ],
  [
    [{ $group: { _id: '$who.name', n: { $sum: 1 } } }, { $sort: { _id: 1 } }],
    [
      { _id: null, n: 1 },
      { _id: 'kim', n: 2 },
      { _id: 'lee', n: 1 },
    ],
  ],
  [
    [
      { $match: { day: 1 } },
      { $group: { _id: { day: '$day', who: '$who.name' }, n: { $sum: 1 } } },
      { $sort: { '_id.who': -1 } },
    ],
    [
      { _id: { day: 1, who: 'lee' }, n: 1 },
      { _id: { day: 1, who: 'kim' }, n: 1 },
    ],
  ],
  [
    [
      {
        $group: {
          _id: null,
          sum: { $sum: '$won' },
          avg: { $avg: '$nothing' },
          max: { $max: '$won' },
        },
      },
    ],
    [{ _id: null, sum: 450, avg: null, max: 'free' }],
  ],
  [
    [{ $match: { day: 1 } }, { $group: { _id: null, days: { $addToSet: '$day' } } }],
    [{ _id: null, days: [1] }],
  ],
  [
    [{ $unwind: '$lines' }, { $sort: { 'lines.q': -1 } }, { $project: { _id: 0, q: '$lines.q' } }],
    [{ q: 5 }, { q: 2 }, { q: 1 }],
  ],
  [
    [
      { $unwind: { path: '$lines', preserveNullAndEmptyArrays: true } },
      { $group: { _id: '$_id', n: { $sum: 1 } } },
      { $sort: { n: -1, _id: 1 } },
      { $limit: 2 },
    ],
    [
      { _id: 'a', n: 2 },
      { _id: 'b', n: 1 },
    ],
  ],
  [
    [{ $sort: { _id: 1 } }, { $skip: 1 }, { $limit: 1 }, { $project: { who: 0, lines: 0 } }],
    [{ _id: 'b', day: 1, won: 100 }],
  ],
  [[{ $match: { won: { $gte: 100 } } }, { $count: 'n' }], [{ n: 2 }]],
  [[{ $match: { day: 9 } }, { $count: 'n' }], []],
  [[{ $match: { day: 9 } }, { $group: { _id: null, n: { $sum: 1 } } }], []],
]

const bad: readonly unknown[] = [
  [{ $lookup: { from: 'x' } }],
  [{ $match: { a: { $regex: 'x' } } }],
  [{ $group: { n: { $sum: 1 } } }],
  [{ $group: { _id: null, n: { $last: '$a' } } }],
  [{ $group: { _id: null, n: { $sum: { $multiply: ['$a', 2] } } } }],
  [{ $project: { a: 1, b: 0 } }],
  [{ $project: {} }],
  [{ $limit: 0 }],
  [{ $skip: -1 }],
  [{ $unwind: 'lines' }],
  [{ $sort: {} }],
  [{ $count: 'a.b' }],
  [{ $match: {}, $limit: 1 }],
  [{}],
]

export function aggregationContract(workplace: Workplace): void {
  test('a pipeline gives what its stages make of the documents', async () => {
    const collection = await workplace.collection(documents, [{ fields: ['day'] }])
    for (const [pipeline, result] of cases) {
      expect([JSON.stringify(pipeline), await collection.aggregate(pipeline)]).toEqual([
        JSON.stringify(pipeline),
        result,
      ])
    }
  })

  test('a pipeline with a stage that the port does not name is refused', async () => {
    const collection = await workplace.collection(documents)
    for (const pipeline of bad) {
      const asked = untyped(collection, 'aggregate', pipeline)
      expect([JSON.stringify(pipeline), await refusalOf(asked)]).toEqual([
        JSON.stringify(pipeline),
        'bad-request',
      ])
    }
  })
}
