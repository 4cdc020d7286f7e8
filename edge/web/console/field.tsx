import { useContext, type Child } from 'hono/jsx'
import type { Wrong } from './deed.ts'
import { Reader } from './reader.ts'
import { reasonIn } from './reason-words.ts'

type FieldProps = {
  /** Of which form: two forms of a page may ask for the same. */
  form: string
  /** As the interface calls it, so that what it says is wrong finds its way back. */
  name: string
  label: Child
  hint?: string
  type?: 'text' | 'number' | 'email' | 'datetime-local'
  value?: string | number
  wrong?: Wrong | undefined
  required?: boolean
  disabled?: boolean
  min?: number
  max?: number
  step?: number | 'any'
  maxlength?: number
  lang?: string
}

/** A label, its field, and beside it what is wrong with it. */
export function Field({ form, name, label, hint, wrong, ...input }: FieldProps) {
  const id = idOf(form, name)
  const beside = { id, hint, wrong: wrong?.field === name ? wrong : undefined }
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} name={name} autocomplete="off" {...input} {...describedBy(beside)} />
      <Beside {...beside} />
    </div>
  )
}

type BesideProps = { id: string; hint: string | undefined; wrong: Wrong | undefined }

/** What a field says of itself to whoever does not see what stands beside it. */
export function describedBy({ id, hint, wrong }: BesideProps) {
  const names = [
    ...(wrong === undefined ? [] : [`${id}-wrong`]),
    ...(hint === undefined ? [] : [`${id}-hint`]),
  ]
  return {
    ...(names.length > 0 && { 'aria-describedby': names.join(' ') }),
    ...(wrong !== undefined && { 'aria-invalid': 'true' as const }),
  }
}

export function Beside({ id, hint, wrong }: BesideProps) {
  return (
    <>
      {wrong === undefined ? null : <WrongText id={`${id}-wrong`} reason={wrong.reason} />}
      {hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </>
  )
}

/** Why a field is refused, in the words of whoever reads the page. */
export function WrongText({ id, reason }: { id: string; reason: string }) {
  const { text, lang } = reasonIn(useContext(Reader), reason)
  return (
    <p class="wrong" id={id} lang={lang}>
      {text}
    </p>
  )
}

export function idOf(form: string, name: string): string {
  return `${form}-${name.replaceAll('.', '-')}`
}
