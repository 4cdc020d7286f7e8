import type { PropsWithChildren } from 'hono/jsx'

/**
 * The way of one fan in four drawings that share a ground line, so that side by side they are
 * one picture. The filled disc is always the same person. They say nothing the text does not.
 */
const GROUND_Y = 50
const HEAD_Y = 42

function Drawing({ children }: PropsWithChildren) {
  return (
    <svg viewBox="0 0 120 60" width="120" height="60" aria-hidden="true">
      <path class="ground" d={`M0 ${GROUND_Y}H120`} />
      {children}
    </svg>
  )
}

function Fan({ x, y = HEAD_Y, kind }: { x: number; y?: number; kind: 'you' | 'other' | 'absent' }) {
  return <circle class={kind} cx={x} cy={y} r={kind === 'you' ? 8 : 6.5} />
}

/** A crowd comes from everywhere; each is given one number. */
export function JoinDrawing() {
  return (
    <Drawing>
      <Fan x={20} y={12} kind="other" />
      <Fan x={40} y={25} kind="other" />
      <Fan x={22} y={38} kind="other" />
      <path class="path" d="M51 29C61 33 66 40 78 41" />
      <path class="tag" d="M79 6h30v20H98l-4 5-4-5H79z" />
      <path
        class="figure"
        d="M86 13.4a3.6 3.6 0 0 1 6.9 1.4c0 2.5-6.9 6.3-6.9 6.3h7.2M96 10.8h7.4l-4.6 10.3"
      />
      <Fan x={94} kind="you" />
    </Drawing>
  )
}

/** One line. Two who stepped away are hollow: they keep their position and delay nobody. */
export function WaitDrawing() {
  return (
    <Drawing>
      <Fan x={8} kind="other" />
      <Fan x={27} kind="absent" />
      <Fan x={47} kind="you" />
      <Fan x={67} kind="other" />
      <Fan x={86} kind="absent" />
      <Fan x={105} kind="other" />
    </Drawing>
  )
}

/** The door is open, for as long as the ring around the fan lasts. */
export function TurnDrawing({ leftPercent = 70 }: { leftPercent?: number }) {
  return (
    <Drawing>
      <path class="path" d="M6 41H20" />
      <circle class="ring" cx="42" cy="36" r="14" />
      <circle
        class="left"
        cx="42"
        cy="36"
        r="14"
        pathLength="100"
        stroke-dasharray={`${leftPercent} 100`}
      />
      <Fan x={42} y={36} kind="you" />
      <path class="path" d="M61 36H72" />
      <path class="door" d="M78 50V12a4 4 0 0 1 4-4h16a4 4 0 0 1 4 4V50" />
      <path class="leaf" d="M102 10l11-6v51l-11-5z" />
    </Drawing>
  )
}

/** Seats to choose from; one is theirs. */
export function ShopDrawing() {
  const rows = [
    { y: 36, from: 16, seats: 7 },
    { y: 22, from: 23, seats: 6 },
    { y: 8, from: 30, seats: 5 },
  ]
  return (
    <Drawing>
      {rows.flatMap(({ y, from, seats }) =>
        Array.from({ length: seats }, (_, seat) => (
          <rect
            class={y === 22 && seat === 3 ? 'seat yours' : 'seat'}
            x={from + seat * 13}
            y={y}
            width="10"
            height="9"
            rx="2.5"
          />
        )),
      )}
    </Drawing>
  )
}
