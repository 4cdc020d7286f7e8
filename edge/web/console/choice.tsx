import type { Wrong } from './deed.ts'
import { Beside, describedBy, idOf } from './field.tsx'

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
  const beside = { id, hint, wrong: wrong?.field === name ? wrong : undefined }
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} name={name} {...describedBy(beside)}>
        {options.map((option) => (
          <option value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
      <Beside {...beside} />
    </div>
  )
}
