/**
 * The rows that could not be kept, as a list to put right and import again: the original columns and cells, and the
 * reason. Never over a file that somebody has edited, and one list never over the rejects of another.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeAtomically } from '../../lib/atomic-write.ts'
import { sha256 } from '../../lib/hash.ts'
import { csvRow, neutralise, restore } from '../../lib/table/write.ts'
import { isSpecial } from '../../lib/write-place.ts'
import type { Deps } from '../derive/run.ts'

export interface RejectedRow {
  line: number
  reason: string
  cells: string[]
}

/** A list that was read, as far as its rejects are concerned. */
export interface RejectedList {
  /** As the user named it. */
  name: string
  header: string[]
  rejects: RejectedRow[]
  /** It was read before. */
  known: boolean
}

export interface RejectsFile {
  /** The list whose rows they are, as the user named it. */
  list: string
  /** Absolute. */
  path: string
  rows: number
  /** False: it stands there already, as prm wrote it before. */
  written: boolean
}

/** The name of a list without folder and endings: `lists/leads.csv.gz` is `leads`. */
export const listName = (name: string): string =>
  name === '-' ? 'stdin' : (name.split(/[\\/]/).at(-1) ?? name).replace(/(\.[a-z0-9]{1,5}){1,2}$/i, '')

const REASON = 'reason'
const OTHER_REASON = 'prm_reason'

/** Columns that prm itself has put into a list: the reasons in a file of rejects. */
export const ownColumns = (name: string, header: readonly string[]): string[] => {
  const last = header.at(-1)
  const isOurs = /\.rejects(-\d+)?$/.test(listName(name)) && (last === REASON || last === OTHER_REASON)
  return isOurs ? [last] : []
}

/**
 * A list of rejected rows as CSV. Cells are the original ones, except that a formula is written as text, which the
 * import reads as it was: these files are made to be opened in a spreadsheet.
 */
export const rejectsCsv = ({ header, rejects }: Pick<RejectedList, 'header' | 'rejects'>): string => {
  const width = Math.max(header.length, ...rejects.map(({ cells }) => cells.length))
  const isNameless = header.every((name) => name === '')
  const names = Array.from({ length: width }, (_, i) => header[i] ?? '').map((name, i) =>
    isNameless ? `column ${i + 1}` : name,
  )
  const own = names.some((name) => name.trim().toLowerCase() === REASON) ? OTHER_REASON : REASON
  const rows = rejects.map(({ cells, reason }) => [
    ...names.map((_, i) => neutralise(restore(cells[i] ?? ''))),
    sentence(reason),
  ])
  const text = [[...names, own], ...rows].map((cells) => csvRow(cells)).join('')
  // Excel takes UTF-8 for another encoding unless told.
  return /[^\p{ASCII}]/u.test(text) ? `\ufeff${text}` : text
}

/** `no_identity: a name alone; …` without its code, which is for scripts. */
const sentence = (reason: string): string => reason.replace(/^[a-z_]+: /, '')

export interface RejectsPlace {
  /** Where `<list>.rejects.csv` goes. */
  folder: string
  /** The user's own choice instead, absolute. */
  path?: string | undefined
}

/**
 * Writes the rejects of each list; nothing where there are none.
 *
 * @throws PrmError `write.failed`
 */
export const writeRejects = (
  deps: Pick<Deps, 'file'>,
  lists: readonly RejectedList[],
  { folder, path }: RejectsPlace,
): RejectsFile[] =>
  lists
    .filter(({ rejects }) => rejects.length > 0)
    .map((list) => {
      const wanted =
        path ?? join(folder, `${listName(list.name).replace(/\.rejects(-\d+)?$/, '')}.rejects.csv`)
      return { list: list.name, rows: list.rejects.length, ...writeOne(deps, list, wanted) }
    })

const writeOne = (
  { file }: Pick<Deps, 'file'>,
  list: RejectedList,
  wanted: string,
): Pick<RejectsFile, 'path' | 'written'> => {
  const content = rejectsCsv(list)
  if (isSpecial(wanted)) {
    writeAtomically(wanted, [content])
    return { path: wanted, written: true }
  }
  const mark = `${sha256(content)} ${list.name}`
  for (let i = 1; ; i++) {
    const path = i === 1 ? wanted : wanted.replace(/(\.[^./\\]*)?$/, `-${i}$1`)
    const found = existsSync(path) ? readFileSync(path, 'utf8') : null
    if (found === content) return { path, written: false }
    const key = `rejects:${path}`
    const before = file.meta.get(key)
    // Somebody is putting right the rows of a list that was read before: there is nothing to add.
    if (found !== null && list.known && before === mark) return { path, written: false }
    if (found !== null && before !== `${sha256(found)} ${list.name}`) continue
    writeAtomically(path, [content])
    file.write(() => file.meta.set(key, mark))
    return { path, written: true }
  }
}
