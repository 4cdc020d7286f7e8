import type { Language } from '../language.ts'
import { Place } from './console-page.tsx'

type WaysProps = {
  label: string
  address: string
  here: 'form' | 'json'
  form: string
  json: string
  language: Language
}

/** A room is described by a form, or as JSON, where all of it is. */
export function Ways({ label, address, here, form, json, language }: WaysProps) {
  return (
    <nav aria-label={label}>
      <ul>
        <Place to={address} language={language} isHere={here === 'form'}>
          {form}
        </Place>
        <Place to={`${address}/json`} language={language} isHere={here === 'json'}>
          {json}
        </Place>
      </ul>
    </nav>
  )
}
