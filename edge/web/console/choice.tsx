import type { Wrong } from './deed.ts'
import { idOf, WrongText } from './field.tsx'

type ChoiceProps = {
  form: string
  name: string
  label: string
  hint?: string
  value: string
  options: readonly { readonly value: string; readonly label: string }[]
  wrong?: Wrong | undefined
}

/** One of few. */
export function Choice({ form, name, label, hint, value, options, wrong }: ChoiceProps) {
  const id = idOf(form, name)
  const isWrong = wrong?.field === name
  const beside = [
    ...(isWrong ? [`${id}-wrong`] : []),
    ...(hint === undefined ? [] : [`${id}-hint`]),
  ]
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        name={name}
        {...(beside.length === 0 ? {} : { 'aria-describedby': beside.join(' ') })}
        {...(isWrong ? { 'aria-invalid': 'true' as const } : {})}
      >
        {options.map((option) => (
          <option value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
      {isWrong ? <WrongText id={`${id}-wrong`} reason={wrong.reason} /> : null}
      {hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}
