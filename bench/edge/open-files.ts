/** How many servers a crowd of sockets takes, by how many files one process may open. */
import { readFileSync } from 'node:fs'

/** workerd keeps two descriptors for each connection, and some for itself and for HTTP. */
const FILES_A_SOCKET = 2
const FILES_BESIDES = 600
/** Where the limit is not to be read, such as it is on most machines that serve anything. */
const USUAL_LIMIT = 65_536

export function socketsAServer(filesLimit: number): number {
  const sockets = Math.floor((filesLimit - FILES_BESIDES) / FILES_A_SOCKET)
  if (sockets < 1) throw new Error(`A limit of ${filesLimit} open files is too low: raise it.`)
  return sockets
}

export function serversFor(sockets: number, filesLimit: number): number {
  return Math.ceil(sockets / socketsAServer(filesLimit))
}

/** As even as they get. */
export function sharesOf(sockets: number, servers: number): number[] {
  return Array.from(
    { length: servers },
    (_, index) =>
      Math.floor(((index + 1) * sockets) / servers) - Math.floor((index * sockets) / servers),
  )
}

/** Node raises its own limit to the hard one, and whom it starts inherits that. */
export function filesLimit(): number {
  try {
    return limitIn(readFileSync('/proc/self/limits', 'latin1')) ?? USUAL_LIMIT
  } catch {
    return USUAL_LIMIT
  }
}

export function limitIn(text: string): number | undefined {
  const soft = /^Max open files\s+([0-9]+)/m.exec(text)?.[1]
  return soft === undefined ? undefined : Number(soft)
}
