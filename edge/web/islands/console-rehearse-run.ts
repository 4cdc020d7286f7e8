/** One rehearsal in a worker of its own. To stop it is to end the worker: it hears nothing while it plays. */
import type { roomScenario } from '../../../simulator/room-scenario.ts'
import type { Heard } from '../console/rehearsal-state.ts'

/** What a worker that could not be started, or ran out of memory, says of itself. */
type Told = Heard | { readonly kind: 'broken'; readonly why: string }

/** Answers how to stop it. It says nothing after its end, nor once it was stopped. */
export function runRehearsal(
  scenario: ReturnType<typeof roomScenario>,
  tell: (told: Told) => void,
): () => void {
  let worker: Worker
  try {
    worker = new Worker(scriptAddress(), { type: 'module' })
  } catch (error) {
    tell({ kind: 'broken', why: error instanceof Error ? error.message : '' })
    return () => {}
  }
  let isOver = false
  const end = () => {
    isOver = true
    worker.terminate()
  }
  worker.addEventListener('message', ({ data }: MessageEvent<Heard>) => {
    // What it said before its end may come after it.
    if (isOver) return
    if (data.kind !== 'progress') end()
    tell(data)
  })
  worker.addEventListener('error', (event: Event) => {
    if (isOver) return
    end()
    // A script that could not be fetched has nothing to say.
    tell({ kind: 'broken', why: event instanceof ErrorEvent ? event.message : '' })
  })
  worker.postMessage(scenario, [])
  return end
}

/** Of the build that this page is of: a browser keeps each for a day. */
function scriptAddress(): URL {
  const own = new URL(import.meta.url)
  const address = new URL('console-rehearse-worker.js', own)
  address.search = own.search
  return address
}
