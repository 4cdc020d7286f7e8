/**
 * How a crowd behaves, and what that makes of one fan. A fan's ways depend on the seed and the
 * fan's number alone: the same crowd comes again.
 */
import { Dice } from '../simulator/engine/dice.ts'
import { transportFor, USUAL_SHARES, type Shares, type Transport } from './transports.ts'

/** Shares from 0 to 1 unless named percent, and times. */
export type Manners = {
  readonly transports: Shares
  /** Let their first turn pass, */
  readonly noShows: number
  /** and of those say "I'm here" some time after. */
  readonly comeBacks: number
  /** Reload their page once. */
  readonly reloads: number
  /** Lose their socket or stream once, without a word to the server. */
  readonly lostSockets: number
  /** Leave when their patience is at its end, which is about the median. */
  readonly leavers: number
  readonly patienceSeconds: number
  /** In the shop, by the median. */
  readonly shoppingSeconds: number
  /** Go without releasing their session, which then ends by itself. */
  readonly silentGoers: number
  /** Clocks are wrong by up to so much, either way. */
  readonly clockErrorSeconds: number
}

export const USUAL_MANNERS: Manners = {
  transports: USUAL_SHARES,
  noShows: 0.04,
  comeBacks: 0.5,
  reloads: 0.1,
  lostSockets: 0.1,
  leavers: 0.05,
  patienceSeconds: 60,
  shoppingSeconds: 20,
  silentGoers: 0.1,
  clockErrorSeconds: 86_400,
}

/** What one fan is going to do. */
export type Plan = {
  readonly transport: Transport
  readonly missesTurn: 'never' | 'once' | 'for-good'
  readonly comesBackAfterMs: number
  readonly reloadsAfterMs: number | undefined
  readonly losesSocketAfterMs: number | undefined
  readonly patienceMs: number | undefined
  readonly claimsAfterMs: number
  readonly shoppingMs: number
  readonly saysGoodbye: boolean
  readonly clockErrorMs: number
}

/** What a fan's dice are asked; each question has throws of its own. */
const ASKED = {
  transport: 101,
  noShow: 102,
  comesBack: 103,
  comesBackAfter: 104,
  reload: 105,
  reloadAfter: 106,
  lost: 107,
  lostAfter: 108,
  leaves: 109,
  patience: 110,
  claimAfter: 111,
  shopping: 112,
  silent: 113,
  clock: 114,
} as const

const TROUBLE_AFTER_MS = 12_000
/** Behind the five seconds after which silence is absence (R4), and well behind the lapse. */
const COMES_BACK_AFTER_MS = 4_000
const CLAIMS_AFTER_MS = 500

export function planOf(manners: Manners, seed: number, fan: number): Plan {
  const dice = new Dice(seed)
  const does = (asked: number, share: number) => dice.of(fan, asked) < share
  const about = (asked: number, medianMs: number) => dice.spread(fan, asked, medianMs, 1.8)
  const missed = does(ASKED.comesBack, manners.comeBacks) ? 'once' : 'for-good'
  return {
    transport: transportFor(manners.transports, dice.of(fan, ASKED.transport)),
    missesTurn: does(ASKED.noShow, manners.noShows) ? missed : 'never',
    comesBackAfterMs: about(ASKED.comesBackAfter, COMES_BACK_AFTER_MS),
    reloadsAfterMs: does(ASKED.reload, manners.reloads)
      ? about(ASKED.reloadAfter, TROUBLE_AFTER_MS)
      : undefined,
    losesSocketAfterMs: does(ASKED.lost, manners.lostSockets)
      ? about(ASKED.lostAfter, TROUBLE_AFTER_MS)
      : undefined,
    patienceMs: does(ASKED.leaves, manners.leavers)
      ? about(ASKED.patience, manners.patienceSeconds * 1_000)
      : undefined,
    claimsAfterMs: about(ASKED.claimAfter, CLAIMS_AFTER_MS),
    shoppingMs: about(ASKED.shopping, manners.shoppingSeconds * 1_000),
    saysGoodbye: !does(ASKED.silent, manners.silentGoers),
    clockErrorMs: Math.round(
      (2 * dice.of(fan, ASKED.clock) - 1) * manners.clockErrorSeconds * 1_000,
    ),
  }
}
