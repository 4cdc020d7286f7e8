import type { Wrong } from './deed.ts'
import { WrongText } from './field.tsx'

type JsonFieldProps = {
  name: string
  label: string
  value: string
  wrong?: Wrong | undefined
  isReadOnly?: boolean
}

/** A whole description as text. What is wrong with it is named by its path in it. */
export function JsonField({ name, label, value, wrong, isReadOnly = false }: JsonFieldProps) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <textarea
        id={name}
        name={name}
        class="json"
        rows={24}
        spellcheck={false}
        autocomplete="off"
        readonly={isReadOnly}
        {...(wrong === undefined
          ? {}
          : { 'aria-invalid': 'true' as const, 'aria-describedby': `${name}-wrong` })}
      >
        {value}
      </textarea>
      {wrong === undefined ? null : (
        <WrongText id={`${name}-wrong`} reason={`${wrong.field}: ${wrong.reason}`} />
      )}
    </div>
  )
}
