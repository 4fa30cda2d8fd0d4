/** JSON lines: one object a line, read as they come. */
import { plural } from '../text.ts'
import { flatten, isObject, parseJson } from './json-flatten.ts'
import { textLines } from './lines.ts'
import type { Notes } from './notes.ts'
import type { Item, ItemFormat } from './records.ts'

/** The row number of an item is its line. */
export const NDJSON: ItemFormat = {
  format: 'ndjson',
  read: readItems,
  unreadable: 'begins like JSON lines, but its first lines are not JSON objects',
}

/** A line that is no object becomes an item without values: it is counted, and refused like an empty row. */
async function* readItems(pieces: AsyncGenerator<string>, notes: Notes): AsyncGenerator<Item> {
  let line = 0
  for await (const text of textLines(pieces)) {
    line++
    if (text.trim() === '') continue
    const values = objectOf(text)
    if (values === null) {
      notes.count('bad_line', (n) => `${plural(n, 'line is', 'lines are')} not a JSON object`, 1, '', line)
    }
    yield { line, values }
  }
}

function objectOf(text: string): ReadonlyMap<string, string> | null {
  try {
    const value = parseJson(text)
    return isObject(value) ? flatten(value) : null
  } catch {
    return null
  }
}
