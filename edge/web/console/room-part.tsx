import type { Child } from 'hono/jsx'
import type { Say } from '../messages.ts'
import type { Typed, Wrong } from './deed.ts'
import { Beside, describedBy, Field, idOf } from './field.tsx'

export type Part = {
  typed: Typed
  wrong: Wrong | undefined
  say: Say
  /** What a field is called; its name where nobody gave it one. */
  labelOf: (name: string) => string
}

type RoomFieldProps = Omit<Parameters<typeof Field>[0], 'form' | 'label' | 'value' | 'wrong'> & {
  part: Part
}

/** A field of the room, with what is typed in it and what is wrong with that. */
export function RoomField({ part, name, ...field }: RoomFieldProps) {
  const { typed, wrong, labelOf } = part
  return (
    <Field
      form="room"
      name={name}
      label={labelOf(name)}
      value={typed(name)}
      wrong={wrong}
      {...field}
    />
  )
}

type GroupProps = {
  name: string
  legend: string
  hint?: string
  wrong: Wrong | undefined
  children: Child
}

/** Fields that belong together, and what is wrong with all of them. */
export function Group({ name, legend, hint, wrong, children }: GroupProps) {
  const id = idOf('room', name)
  const beside = { id, hint, wrong: wrong?.field === name ? wrong : undefined }
  const { 'aria-describedby': described } = describedBy(beside)
  return (
    <fieldset id={id} aria-describedby={described}>
      <legend>{legend}</legend>
      <Beside {...beside} />
      {children}
    </fieldset>
  )
}
