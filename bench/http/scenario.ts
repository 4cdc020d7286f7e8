import { z } from 'zod'
import { httpRequest, type HttpRequest } from './request.ts'
import type { HttpResponse } from './response-parser.ts'

/**
 * What the measured requests are. A module exports `scenario`, a `ScenarioFactory`; the client
 * process imports it by its path, since a function cannot travel between processes.
 */
export interface Scenario {
  /** The next request on a connection. Returning the same object again saves encoding it anew. */
  next: (connection: number) => Exchange
  /** Whatever the scenario itself counted; part of the result. */
  report?: () => Record<string, number>
}

interface Exchange {
  request: HttpRequest
  answered?: (response: HttpResponse) => void
}

export type ScenarioFactory = (options: unknown) => Scenario | Promise<Scenario>

/** Where a scenario comes from: one request repeated, or a module. */
export const scenarioSource = z.union([
  z.object({ request: httpRequest }),
  z.object({ module: z.string(), options: z.unknown().optional() }),
])
export type ScenarioSource = z.infer<typeof scenarioSource>

export async function loadScenario(source: ScenarioSource): Promise<Scenario> {
  if ('request' in source) {
    const exchange: Exchange = { request: source.request }
    return { next: () => exchange }
  }
  const loaded: unknown = await import(source.module)
  return scenarioModule.parse(loaded).scenario(source.options)
}

const scenarioModule = z.object({
  scenario: z.custom<ScenarioFactory>(
    (value) => typeof value === 'function',
    'A scenario module exports a function named scenario.',
  ),
})
