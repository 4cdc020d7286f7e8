/** `npm run crowd`: the entry. */
import { writeFileSync } from 'node:fs'
import { readCommand, type Asked } from './arguments.ts'
import { realClock } from './clock.ts'
import { HELP } from './help.ts'
import { httpDoor } from './http-door.ts'
import { pageDoor } from './page-door.ts'
import { runCrowd } from './run-crowd.ts'
import { socketDoor } from './socket-door.ts'
import { streamDoor } from './stream-door.ts'

const EXIT = { good: 0, broken: 1, wrong: 2 } as const

const command = readCommand(process.argv.slice(2))
switch (command.kind) {
  case 'help':
    console.log(HELP)
    break
  case 'wrong':
    console.error(command.message)
    process.exitCode = EXIT.wrong
    break
  case 'run':
    // Sockets that are still closing must not keep the process.
    process.exit((await run(command)) ? EXIT.good : EXIT.broken)
}

function run(asked: Asked): Promise<boolean> {
  return runCrowd(asked, {
    clock: realClock,
    door: httpDoor(asked.url, asked.room, asked.lane),
    connect: socketDoor(asked.url, asked.room),
    listen: streamDoor(asked.url, asked.room),
    browse: pageDoor(asked.url, asked.room),
    onStop: (stop) => {
      for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop)
    },
    // All of it, also into a pipe: the process ends right after.
    print: (text) => writeFileSync(process.stdout.fd, `${text}\n`),
    complain: (line) => console.error(line),
  })
}
