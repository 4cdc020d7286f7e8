/** How far the rehearsal is, on one line of a terminal, which is clean again afterwards. */
import { countText, durationText } from './figures.ts'

export type Progress = {
  readonly doneShare: number
  readonly saleSeconds: number
  readonly admitted: number
  readonly waiting: number
}

/** The part of a stream that is used; a pipe or a file has no `isTTY`, and is told nothing. */
export type Terminal = {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

const BAR_WIDTH = 24
/** Before, the share says too little of the rest. */
const TELLING_SHARE = 0.02
/** A small sale has news more often than an eye can read it. */
const BETWEEN_MS = 200
const CLEAR_LINE = '\r\u001B[2K'

export function progressOn(
  terminal: Terminal,
  nowMs: () => number,
): { readonly show: (progress: Progress) => void; readonly done: () => void } {
  const startedMs = nowMs()
  let shownMs = Number.NEGATIVE_INFINITY
  if (terminal.isTTY !== true) return { show: () => {}, done: () => {} }
  return {
    show(progress) {
      if (nowMs() - shownMs < BETWEEN_MS) return
      shownMs = nowMs()
      const line = progressLine(progress, nowMs() - startedMs)
      terminal.write(CLEAR_LINE + line.slice(0, (terminal.columns ?? 80) - 1))
    },
    done: () => terminal.write(CLEAR_LINE),
  }
}

export function progressLine(
  { doneShare, saleSeconds, admitted, waiting }: Progress,
  elapsedMs: number,
): string {
  const share = Math.min(1, Math.max(0, doneShare))
  const full = Math.round(share * BAR_WIDTH)
  const bar = '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full)
  const left =
    share < TELLING_SHARE ? '' : `, ${durationText((elapsedMs / share) * (1 - share))} left`
  const percent = `${Math.floor(share * 100)} %`.padStart(5)
  const sale = durationText(Math.round(saleSeconds) * 1_000)
  const fans = `${countText(admitted)} in, ${countText(waiting)} waiting`
  return `${bar} ${percent}${left} · ${sale} into the sale, ${fans}`
}
