/** Stores as the rest sees them: each call goes through a guard, which measures it and may refuse it. */
import type { Documents, Index, Stored } from './documents/documents.ts'
import type { EventLog } from './events/event-log.ts'
import type { Objects } from './objects/objects.ts'
import { orCancelled } from './objects/or-cancelled.ts'

/** `call` is the method's name. */
export type Guard = <R>(call: string, act: () => Promise<R>) => Promise<R>

export function guardedDocuments(documents: Documents, guard: Guard): Documents {
  return {
    async collection<T extends Stored>(name: string, indexes: readonly Index[]) {
      const made = await guard('collection', () => documents.collection<T>(name, indexes))
      return guarded(made, guard)
    },
    ping: () => guard('ping', () => documents.ping()),
    close: () => documents.close(),
  }
}

/** A consumer waits and tries again by itself, for as long as it takes: nothing refuses it. */
export function guardedEventLog(events: EventLog, guard: Guard): EventLog {
  return guarded(events, guard, ['subscribe', 'close'])
}

/** Until the body begins; what breaks while it is read is told to who reads it. */
export function guardedObjects(objects: Objects, guard: Guard): Objects {
  return {
    // A stream that the guard does not let through is cancelled, as the port says of every other.
    put: (key, body, options) =>
      orCancelled(body, () => guard('put', () => objects.put(key, body, options))),
    get: (key, range) => guard('get', () => objects.get(key, range)),
    about: (key) => guard('about', () => objects.about(key)),
    list: (prefix, options) => guard('list', () => objects.list(prefix, options)),
    remove: (key) => guard('remove', () => objects.remove(key)),
    ping: () => guard('ping', () => objects.ping()),
    close: () => objects.close(),
  }
}

/** Every method but those named is asynchronous, and guarded. */
function guarded<T extends object>(store: T, guard: Guard, except: readonly string[] = []): T {
  return new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function' || typeof name !== 'string') return member
      // Called on the store itself, whose private fields a proxy does not have.
      const call = (args: unknown[]): unknown => Reflect.apply(member, target, args)
      if (except.includes(name)) return (...args: unknown[]) => call(args)
      return (...args: unknown[]) => guard(name, async () => call(args))
    },
  })
}
