/** The origin as a process for tests, with something that takes long and something that goes wrong. */
import { z } from 'zod'
import { route } from './http/route.ts'
import { runProcess } from './process.ts'
import { StoreFailure } from './stores/failure.ts'

const described = { who: 'open', title: 'A test', what: 'For tests.', codes: [] } as const

await runProcess(async ({ stores, log }) => {
  const { UNREACHABLE } = process.env
  if (UNREACHABLE !== undefined) throw new StoreFailure('unreachable', UNREACHABLE)
  return {
    routes: [
      route({
        ...described,
        id: 'upload',
        method: 'post',
        path: '/upload',
        body: z.object({ text: z.string() }),
        answer: z.object({ letters: z.number() }),
        async handle({ body }) {
          // Kept after the signal: the stores are still there for who was let in.
          await stores.objects.put('upload', body.text)
          return { letters: body.text.length }
        },
      }),
      route({
        ...described,
        id: 'crash',
        method: 'post',
        path: '/crash',
        answer: z.object({}),
        async handle() {
          void Promise.reject(new Error('nobody catches this'))
          return {}
        },
      }),
    ],
    workers: [
      {
        name: 'counter',
        start: () => log('info', { what: 'worker-started' }),
        stop: async () => log('info', { what: 'worker-stopped' }),
      },
    ],
  }
})
