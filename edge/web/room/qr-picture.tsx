import type { TransferAnswer } from '../../../core/protocol/transfer.ts'

/** Black on white in every look, with a quiet zone of four units: readers need both. */
const QUIET = 4

export function QrPicture(props: { label: string; picture: TransferAnswer['picture'] }) {
  const { label, picture } = props
  const side = picture.size + 2 * QUIET
  return (
    <svg class="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}>
      <path class="white" d={`M0 0H${side}V${side}H0z`} />
      <path class="black" transform={`translate(${QUIET} ${QUIET})`} d={picture.path} />
    </svg>
  )
}
