/** A verb of `admit-one`: what it takes, what it does, and what it says. */
import type { OperatorClient } from './operator-client.ts'

/** Where the command runs. */
export type Around = {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Where relative paths start. */
  readonly folder: string
  readonly print: (text: string) => void
  readonly complain: (text: string) => void
  /** A person's answer, where there is one to ask. */
  readonly ask: ((question: string) => Promise<string>) | undefined
  readonly terminal: { readonly columns: number; readonly rows: number } | undefined
  readonly read: (path: string) => string
  readonly write: (path: string, text: string) => void
  readonly nowMs: () => number
  /** Aborted when somebody wants a watch to end. */
  readonly stop: AbortSignal
}

export type Options = Readonly<Record<string, string | boolean | undefined>>

export type Call = {
  readonly client: OperatorClient
  readonly args: readonly string[]
  readonly options: Options
  readonly around: Around
}

/** What is printed: for people, or with --json for programs. */
export type Said = { readonly text: string; readonly json: unknown; readonly exit?: number }

export type Option = {
  readonly type: 'string' | 'boolean'
  readonly takes?: string
  readonly what: string
}

export type Verb = {
  readonly name: string
  /** As its usage shows them: `ROOM CAP`, and in brackets what may be left out. */
  readonly takes: string
  readonly what: string
  readonly options?: Readonly<Record<string, Option>>
  /** Passes on what it does not know: another command reads it. */
  readonly passesOn?: true
  readonly run: (call: Call) => Promise<Said>
}

/** What the caller got wrong: said in a sentence, and nothing was done. */
export class NotUnderstood extends Error {}

/** They were asked, and said no. */
export class LeftAlone extends Error {}
