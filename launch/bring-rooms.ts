import { applyRoom } from '../cli/apply-rooms.ts'
import { OperatorClient, Refused } from '../cli/operator-client.ts'
import { LaunchProblem } from './problem.ts'
import type { FileRoom } from './rooms-file.ts'

type Where = { readonly url: string; readonly token: string; readonly file: string }

/**
 * The file's rooms, made by the operators' interface as any others are. One that cannot be made ends
 * the start; one that cannot be changed, since fans are in it, stays as it was, and that is said.
 */
export async function bringRooms(
  rooms: readonly FileRoom[],
  { url, token, file }: Where,
  print: (line: string) => void,
): Promise<void> {
  const client = new OperatorClient({ url, token })
  for (const { input } of rooms) {
    try {
      const outcome = await applyRoom(client, input)
      if (outcome !== 'as-it-was') print(`The room ${input.id} is ${outcome}, as ${file} says`)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const sentence = `${file}: the room ${input.id} ${error.message}`
      if (error.during === 'createRoom') throw new LaunchProblem(`${sentence}.`)
      print(`${sentence}. It stays as it was.`)
    }
  }
}
