import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { listeningOn } from './listening-on.ts'
import { untilAnswers } from './until-answers.ts'

/** A server that answers the statuses in turn, and says how often it was asked. */
async function answering(...statuses: number[]) {
  let asked = 0
  const server = createServer((_request, response) => {
    response.writeHead(statuses[Math.min(asked++, statuses.length - 1)] ?? 500).end()
  })
  onTestFinished(() => void server.close())
  const port = await listeningOn(server, '127.0.0.1')
  return { url: `http://127.0.0.1:${port}/`, asked: () => asked }
}

test('only a 200 is an answer', async () => {
  const { url, asked } = await answering(503, 404, 200)

  await untilAnswers(url, AbortSignal.timeout(10_000))

  expect(asked()).toBe(3)
})

test('looking ends when the signal says so', async () => {
  const { url } = await answering(503)

  await expect(untilAnswers(url, AbortSignal.timeout(60))).rejects.toThrow('abort')
})
