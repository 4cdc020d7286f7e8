import { onTestFinished } from 'vitest'
import type { Got, Objects } from '../objects.ts'
import type { Command } from './store-process.ts'

/** An empty store, for one test. */
export type Place = {
  open(): Promise<Objects>
  /** The same place, as another process opens it. */
  readonly forChild: Command['store']
}

export type MakePlace = () => Promise<Place>

export async function opened(place: Place): Promise<Objects> {
  const objects = await place.open()
  onTestFinished(() => objects.close())
  return objects
}

export async function textOf(got: Got): Promise<string> {
  if (got.kind !== 'object') return `(${got.kind})`
  return new Response(got.body).text()
}
