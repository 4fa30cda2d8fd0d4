/**
 * A folder into which lists are dropped, by hand or by other programs. A file is taken once nobody writes to it any more,
 * and moved to `done` as soon as it is imported: where a kill comes between, the next run finds it again, and the import
 * knows it.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, statSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../../lib/clock.ts'
import { PrmError } from '../../model/errors.ts'

/** For so long a file must stay as it is before it is taken. */
export const SETTLE = 5_000
/** Whoever writes to a file for so long does not pause for so long. */
const OLD = 60_000

/** Names under which programs write what is not whole yet, and what is none of our business. */
const UNFINISHED =
  /^\.|^~\$|~$|\.(part|partial|filepart|crdownload|download|opdownload|tmp|temp|swp|lock|aria2|!ut)$/i

export interface InboxFiles {
  /** Absolute, the oldest first. */
  ready: string[]
  /** Names of files that are still being written. */
  growing: string[]
}

interface Seen {
  name: string
  size: number
  /** Milliseconds. */
  changed: number
}

export const noInbox = (folder: string, cause?: unknown): PrmError =>
  new PrmError('config', 'run.no_inbox', `there is no inbox at ${folder} that could be read`, {
    hint: 'make the folder, or mend inbox: in the config',
    cause,
  })

const look = (folder: string): Seen[] => {
  let names: string[] = []
  try {
    names = readdirSync(folder)
  } catch (error) {
    throw noInbox(folder, error)
  }
  return names.flatMap((name): Seen[] => {
    const found = looked(join(folder, name))
    return found?.isFile() === true ? [{ name, size: found.size, changed: found.mtimeMs }] : []
  })
}

/** Undefined where there is nothing to look at: it may be gone by now, or be a link that leads nowhere. */
const looked = (path: string): Stats | undefined => {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

/**
 * The files of an inbox. Looks twice, `SETTLE` apart, where a file has changed lately.
 *
 * @throws PrmError `run.no_inbox`
 */
export const lookInto = async (folder: string, clock: Clock, signal: AbortSignal): Promise<InboxFiles> => {
  const all = look(folder)
  const first = all.filter(({ name }) => !UNFINISHED.test(name))
  const isOld = ({ changed }: Seen): boolean => clock.wall() - changed > OLD
  const fresh = first.some((file) => !isOld(file))
  if (fresh) await clock.sleep(SETTLE, signal)
  const now = new Map((fresh ? look(folder) : first).map((file) => [file.name, file]))
  const isSettled = (file: Seen): boolean => {
    const later = now.get(file.name)
    // Many programs make a file some time before they write to it.
    if (file.size === 0 && !isOld(file)) return false
    return later?.size === file.size && later.changed === file.changed
  }
  const ready = first
    .filter(isSettled)
    .sort((a, b) => a.changed - b.changed || (a.name < b.name ? -1 : 1))
    .map(({ name }) => join(folder, name))
  const growing = first.filter((file) => !isSettled(file) && now.has(file.name)).map(({ name }) => name)
  return { ready, growing }
}

/** This folder, made where it is not there; for nobody else to read. */
export const madeFolder = (folder: string): string => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

/** A name in this folder that is free: `leads.csv`, then `leads-2.csv`. */
const freePlace = (folder: string, name: string): string => {
  madeFolder(folder)
  const [, stem = name, ending = ''] = /^(.+?)((?:\.[^.]{1,5}){0,2})$/s.exec(name) ?? []
  for (let i = 1; ; i++) {
    const path = join(folder, i === 1 ? name : `${stem}-${i}${ending}`)
    if (!existsSync(path)) return path
  }
}

/** Moves a file of the inbox into a folder of it; returns where it is now, or null where somebody else has moved it. */
export const moveInto = (folder: string, path: string, name: string): string | null => {
  const place = freePlace(folder, name)
  try {
    renameSync(path, place)
    return place
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
