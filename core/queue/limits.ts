/** Every bound of the queue, each with its reason. Times in milliseconds unless named otherwise. */

/** Positions in one segment: four bitsets of 256 bytes make a document of at most 1.5 KB. */
export const SEGMENT_SPAN = 2_048

/** Clocks of two machines are assumed this close: R2 and the end of a token rest on it. */
export const CLOCK_SKEW_MS = 250

/** The room's tick: four a second keep a free slot waiting 125 ms on average. */
export const TICK_MS = 250

/**
 * R2 allows rate · (t + 1 s). Two things squeeze offers together: tokens saved up between ticks,
 * and increments that arrive late. Skew, validity and burst together make the one second.
 */
export const GRANT_VALID_MS = 400
/** 100 ms more than a tick, so that at 10 a second and more a timer that late loses nothing. */
export const BURST_MS = 350

/** What an operator lets in beyond the rate: at most so many at once, and within so long. */
export const EXTRA_MAX = 10_000
export const EXTRA_MS = 60_000

/** A float lives this long unless renewed, so that a lost recall cannot hold the rate's reserve. */
export const FLOAT_VALID_MS = 2_000
/** The largest float of a room: it is filled up each tick, and this is 2,000 joins a second. */
export const FLOAT_MAX = 512

/** So long after the last block of numbers was asked for, no float lies ready: nobody comes. */
export const FLOAT_REST_MS = 30_000

/** Segments granted to in one tick: bounds the calls a tick makes. */
export const SEGMENTS_PER_TICK = 32
/** After this many unanswered ticks a segment is passed over until it answers. */
export const MISSES_UNTIL_SILENT = 2

/** A fan not seen for this long is absent: three pings of 15 s. */
export const PRESENT_MS = 45_000
/** Presence is kept in buckets this wide; a fan is absent between 40 and 45 s, never later. */
export const PRESENCE_BUCKET_MS = 5_000
/** Silence after "still there?" that counts as absence. */
export const PROBE_SILENCE_MS = 5_000
/** How far ahead fans are asked, in seconds of the rate. */
export const PROBE_AHEAD_SECONDS = 10

/** Near fans, who keep a connection: five minutes of the rate, or this many. */
export const NEAR_SECONDS = 300
export const NEAR_AT_LEAST = 10_000
/** A far fan polls this often: just behind near the earlier, far behind it the later. */
export const FAR_POLL_MIN_MS = 10_000
export const FAR_POLL_MAX_MS = 25_000
/** Connections that open at one segment in a second when a whole window becomes near. */
export const CONNECTS_PER_SECOND = 150
/** Reports a room asks for in a second, all segments together: the rest of what it takes is for desks. */
export const REPORTS_PER_SECOND = 100
/** The room asks near segments this often, whose counts near fans are told (R6), */
export const ASK_NEAR_MS = 1_000
/** and others that have slots this often, whose revocations verifiers wait for (R8, R10). */
export const ASK_OCCUPIED_MS = 2_500
/** and those that calls have passed and where nobody waits this often: who comes back is news. */
export const ASK_PASSED_MS = 20_000
/** Segments asked in a tick, and in the first ticks of a new life, when none was heard. */
export const ASKED_PER_TICK = 40
export const ASKED_AFTER_RESTART = 128
/** A segment that nobody asks says so. */
export const REPORT_SELDOM_MS = 30_000
/** A segment waits this long for more to say before it reports a change. */
export const COALESCE_MS = 50

/**
 * A verifier may accept a token this long after its end, and learns of a revocation within it.
 * The difference between its clock and the segment's is part of these five seconds.
 */
export const VERIFIER_SKEW_MS = 5_000
/** An admission token's life; renewed while the session lasts. */
export const TOKEN_MS = 60_000

/** A turn's deadline and a session's length, unless the room says otherwise. */
export const OFFER_MS = 60_000
export const SESSION_MS = 20 * 60_000

/** By arrival the two leases together are the published window of R3. */
export const DESK_LEASE_MS = 250
export const ISOLATE_LEASE_MS = 250
/**
 * In a draw's lobby order does not matter. A lease lasts so long that it is used up before it
 * ends, which leaves no void number behind: a draw publishes where those are.
 */
export const LOBBY_BLOCK_MS = 10_000
export const LOBBY_LEASE_MS = 60_000
/** And it holds numbers for this long: as few as possible are lost with an isolate that dies. */
export const LEASE_STOCK_MS = 2_000
/** Numbers in one isolate's lease: 250 ms of 4,000 joins a second, more than an isolate can sign. */
export const LEASE_MAX = 1_000
/** Numbers in one desk's block: 250 ms of 80,000 joins a second. */
export const BLOCK_MAX = 20_000
/** Leases a desk has out at once; beyond it a caller is asked to come again. */
export const LEASES_OUT_MAX = 4_096
/** Blocks the room has out at once: 32 desks, a lease and its account each, and room to spare. */
export const BLOCKS_OUT_MAX = 1_024
/** A lease not accounted for this long after its end never will be. */
export const ACCOUNT_GRACE_MS = 10_000

/**
 * A draw's beacon round is this long after the sale opens: leases end by then or half a second
 * later, 20 s later what nobody spoke for is let go, and the rest is for a room that restarts.
 */
export const BEACON_AFTER_OPEN_MS = 2 * ACCOUNT_GRACE_MS + 20_000
/** The numbers of a draw are public for this long before the beacon's round. */
export const COUNTED_BEFORE_ROUND_MS = 5_000
/** From the announcement of another draw, after one was void, to its round. */
export const REDRAW_NOTICE_MS = 60_000
/** From a draw to the first turn: every page computes its position and connects. */
export const DRAW_SETTLE_MS = 30_000
/** R9: above one in a thousand numbers that nobody spoke for, the public check fails. */
export const UNACCOUNTED_MAX_SHARE = 0.001
/** Gaps in the numbers of a lane that a draw names: some 50 KB of text, and three times the usual. */
export const GAPS_MAX = 16_384

/** Lanes of one room. */
export const LANES_MAX = 8
/** Segments of one lane: 16 million fans. */
export const SEGMENTS_MAX = 8_192
/** A cap or a rate beyond these is a slip of the finger. */
export const CAP_MAX = 1_000_000
export const RATE_MAX_PER_SECOND = 100_000
/** Below one in ten minutes a rate is a pause, and should be one. */
export const RATE_MIN_PER_SECOND = 1 / 600
/** A place moves between devices and tabs; past this it is somebody playing. */
export const GENERATION_MAX = 1_000
/**
 * A code that moves a place to another device: for so long, and so many wrong tries. Who would kill
 * a neighbour's code must try as often, and who would guess one has a chance of 1 in 86 million.
 */
export const TRANSFER_MS = 5 * 60_000
export const TRANSFER_TRIES = 100
/** Codes of one segment at once: few fans change their device in the same minutes. */
export const TRANSFERS_MAX = 64
/** News a room's document carries: what a fan who was away a while has missed. */
export const NEWS_MAX = 8
/** Revocations of one room at once: a cap's worth, with those dying out. */
export const REVOCATIONS_MAX = 1_000_000

/**
 * How long an isolate and a desk hold the list of revocations, and a verifier waits between two
 * looks. A room's word of a segment with sessions is 2.75 s old at the most; with these it is 4.25 s
 * where it is used, and half a second is left of the five for the calls between (R8, R10).
 */
export const REVOCATIONS_HELD_MS = 200
export const REVOCATIONS_HELD_BY_DESK_MS = 300
export const REVOCATIONS_ASKED_EVERY_MS = 1_000
/** R10: a room's word older than this is none, and its failure policy says what happens. */
export const ROOM_MAX_AGE_MS = 10_000
/** Documents are held this long on their way to a fan: the room's near the front and far from it, */
export const ROOM_HELD_NEAR_MS = 1_000
export const ROOM_HELD_FAR_MS = 4_000
/** and a segment's by an isolate and by a desk, */
export const SEGMENT_HELD_MS = 1_000
export const SEGMENT_HELD_BY_DESK_MS = 1_500
/**
 * and the room's by a desk. A tick asks near segments once their word is a second old: 1.25 s with
 * it, 0.7 s here and 1 s at the isolate leave 50 ms of the 3 s of R6 for the calls between them.
 */
export const ROOM_HELD_BY_DESK_MS = 700
/** R6: a count that is told near the front is so old at the most. */
export const NEAR_TRUTH_MS = 3_000
/** Near fans without a socket poll this often: with the way through the desk nine times in 45 s. */
export const NEAR_POLL_MS = 5_000
/** An isolate passes on who polled this often, and a desk the same. */
export const SEEN_EVERY_MS = 5_000
