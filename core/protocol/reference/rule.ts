/** A rule of the protocol: tests and pages quote its number, which is never given to another. */
export type Rule = { readonly title: string; readonly text: string }
type RuleId = `P${number}`
export type RuleTable = Readonly<Record<RuleId, Rule>>

export function rule(title: string, text: string): Rule {
  return { title, text }
}

/** As people read it: `45 s`, `5 minutes`. */
export function spoken(ms: number): string {
  return ms < 60_000 ? `${ms / 1_000} s` : `${ms / 60_000} minutes`
}
