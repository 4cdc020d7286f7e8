import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { LaunchProblem } from './problem.ts'

/** The file whose lock says that a product runs on this data folder. */
export const LOCK_FILE = 'lock.sqlite'

export type FolderLock = { release: () => void }

/**
 * Holds the data folder for this process alone. The lock is the kernel's, by way of SQLite: it ends
 * with the process however that ends, so there is never a stale one to argue about.
 */
export function lockDataFolder(dataDir: string): FolderLock {
  const database = new DatabaseSync(join(dataDir, LOCK_FILE), { timeout: 0 })
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (!isBusy(error)) throw error
    throw new LaunchProblem(
      `Admit One already runs on ${dataDir}: stop it first, or set DATA_DIR and every port to run a second one: PORT, ORIGIN_PORT, SHOP_PORT, GUARDED_SHOP_PORT and INSPECTOR_PORT.`,
      { cause: error },
    )
  }
  return { release: () => database.close() }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5
}
