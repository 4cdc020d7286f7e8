/** What a rehearsal is told: the room, the crowd, the machines, and what goes wrong when. */
import { z } from 'zod'
import { because } from '../core/reason.ts'
import { roomSettings } from '../core/queue/room/settings.ts'
import { DAY_S, FANS_MAX, SEED_MAX, WEEK_S } from './limits.ts'

const share = z.number().min(0).max(1)
const seconds = z.number().min(0).max(WEEK_S)
/** Log-normal: half take less than the median; nine in ten at most median · spread². */
const spreadTime = z.strictObject({
  medianSeconds: z.number().positive().max(WEEK_S),
  spread: z.number().min(1).max(10).default(1.5),
})

const lane = z.strictObject({
  id: roomSettings.shape.lanes.element.shape.id,
  sharePercent: roomSettings.shape.lanes.element.shape.sharePercent,
  /** The part of the fans who join this lane. */
  fans: share,
})

/** What a bot does other than a fan would. */
const bots = z.strictObject({
  /**
   * places: takes place after place and shops with all of them. hammer: claims every second,
   * offered or not. squat: takes its turn and sits in the shop until the session ends.
   * sprint: claims at once and is through in seconds.
   */
  manner: z.enum(['places', 'hammer', 'squat', 'sprint']),
  /** The part of the fans who are such bots. */
  share,
})

const event = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cap'), atSeconds: seconds, cap: roomSettings.shape.cap }),
  z.strictObject({
    kind: z.literal('rate'),
    atSeconds: seconds,
    ratePerSecond: roomSettings.shape.ratePerSecond,
  }),
  z.strictObject({ kind: z.literal('pause'), atSeconds: seconds }),
  z.strictObject({ kind: z.literal('resume'), atSeconds: seconds }),
  /** The room's object dies and comes back from what it had stored. */
  z.strictObject({ kind: z.literal('room-crashes'), atSeconds: seconds }),
  /** The segments at the front die and come back. */
  z.strictObject({
    kind: z.literal('segments-crash'),
    atSeconds: seconds,
    count: z.int().min(1).max(64).default(1),
  }),
  /** The segment at the front neither hears nor says anything for a while. */
  z.strictObject({
    kind: z.literal('segment-silent'),
    atSeconds: seconds,
    forSeconds: seconds,
  }),
  /** Every object is replaced and every socket is dropped. */
  z.strictObject({ kind: z.literal('deploy'), atSeconds: seconds }),
  /** The shop can take only this part of what it could. */
  z.strictObject({
    kind: z.literal('origin-slows'),
    atSeconds: seconds,
    forSeconds: seconds,
    to: z.number().gt(0).max(1),
  }),
])

export const scenario = z
  .strictObject({
    $schema: z.string().optional(),
    name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, because('not-an-id', { max: 40 })),
    about: z.string().max(400),
    seed: z.int().min(0).max(SEED_MAX).default(1),
    fans: z.int().min(1).max(FANS_MAX),
    cap: z.int().min(1).max(1_000_000),
    ratePerSecond: roomSettings.shape.ratePerSecond,
    order: z.enum(['arrival', 'draw']),
    lanes: z
      .array(lane)
      .min(1)
      .max(8)
      .default([{ id: 'general', sharePercent: 100, fans: 1 }]),
    span: roomSettings.shape.span,
    near: roomSettings.shape.near,
    offerSeconds: z.int().min(5).max(600).default(60),
    sessionSeconds: z.int().min(60).max(DAY_S).default(1_200),
    /** The sale is closed then, whoever still waits; otherwise it goes on until all are through. */
    closeAfterSeconds: z.number().positive().max(WEEK_S).optional(),
    arrivals: z
      .strictObject({
        /** By draw: how long the lobby is open. By arrival: nobody comes before the opening. */
        lobbySeconds: z.number().min(30).max(DAY_S).default(600),
        /** burst: most come at once and ever fewer after; steady: evenly. */
        curve: z.enum(['burst', 'steady']).default('burst'),
        withinSeconds: z.number().min(1).max(DAY_S).default(120),
        /** By draw: the part who come only after the draw, within as long again. */
        late: share.default(0.02),
      })
      .prefault({}),
    crowd: z.strictObject({
      /** Never take the turn they are offered. */
      noShow: share.default(0.1),
      /** Of those who missed a turn, the part who come back and say "I'm here". */
      comeBack: share.default(0.3),
      /** Reload the page once while near the front. */
      reload: share.default(0.02),
      /** Lose the connection without a word for some minutes while near. */
      lostSocket: share.default(0.01),
      /** Look at another tab when their turn comes, and take a while to see it. */
      hidden: share.default(0.1),
      /** Have no socket, and poll. */
      polls: share.default(0.15),
      patience: spreadTime.default({ medianSeconds: 6 * 3_600, spread: 2 }),
      shopping: spreadTime,
      bots: z.array(bots).max(4).default([]),
    }),
    machines: z
      .strictObject({
        isolates: z.int().min(1).max(10_000).default(200),
        desks: z.int().min(1).max(32).default(8),
        /** From one machine to another, on average. */
        latencyMs: z.number().min(0).max(1_000).default(15),
        lostMessages: z.number().min(0).max(0.5).default(0),
      })
      .prefault({}),
    /** A shop that runs out: then the sale is closed. */
    stock: z
      .strictObject({
        seats: z.int().min(1).max(10_000_000),
        seatsPerBuyer: z.number().min(1).max(20).default(2),
        /** Of those in the shop, the part who buy. */
        buys: share.default(0.7),
      })
      .optional(),
    /** A shop whose answers slow down as it fills, and the controller that heeds it. */
    origin: z
      .strictObject({
        /** Sessions it serves without slowing down. */
        comfortable: z.int().min(1).max(1_000_000),
        floorPerSecond: roomSettings.shape.ratePerSecond,
        ceilingPerSecond: roomSettings.shape.ratePerSecond,
      })
      .optional(),
    events: z.array(event).max(200).default([]),
    /** A rehearsal that has not ended by then is cut off. */
    endAfterSeconds: z.number().min(1).max(WEEK_S).default(DAY_S),
  })
  .refine(({ lanes }) => lanes.reduce((sum, { sharePercent }) => sum + sharePercent, 0) <= 100, {
    path: ['lanes'],
    error: because('shares-above-all'),
  })
  .refine(({ lanes }) => Math.abs(lanes.reduce((sum, { fans }) => sum + fans, 0) - 1) < 1e-6, {
    path: ['lanes'],
    error: 'the fans of all lanes add up to 1',
  })
  .refine(({ lanes }) => new Set(lanes.map(({ id }) => id)).size === lanes.length, {
    path: ['lanes'],
    error: because('lanes-of-one-id'),
  })
  .refine(({ crowd }) => crowd.bots.reduce((sum, { share: part }) => sum + part, 0) <= 1, {
    path: ['crowd', 'bots'],
    error: because('shares-above-all'),
  })
  .refine(({ machines }) => machines.desks <= machines.isolates, {
    path: ['machines', 'desks'],
    error: 'there are more desks than isolates',
  })
  .refine(
    ({ origin }) => origin === undefined || origin.floorPerSecond <= origin.ceilingPerSecond,
    {
      path: ['origin', 'floorPerSecond'],
      error: because('floor-above-ceiling'),
    },
  )

export type Scenario = z.infer<typeof scenario>
export type ScenarioEvent = Scenario['events'][number]
