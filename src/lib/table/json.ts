/** JSON documents: an array of objects, or an object that holds one. */
import { inputError } from './errors.ts'
import { flatten, isObject, parseJson, scalar, type Json } from './json-flatten.ts'
import { createNotes } from './notes.ts'
import { Names, recordTable, type Item } from './records.ts'
import type { Bytes } from './source.ts'
import { openText } from './text.ts'
import type { Table, TableOptions } from './types.ts'
import { tooLarge } from './whole.ts'

/** A document is parsed at once, in some five times its size of memory. */
const MOST = 256 << 20
const DEEPEST = 3
const AGAIN = 'export it again, or as CSV'

/**
 * Item n of the list is row n.
 *
 * @throws PrmError input: not valid JSON, too large, no list in it or several
 */
export async function openJson(bytes: Bytes, options: TableOptions): Promise<Table> {
  const notes = createNotes()
  const text = await openText(bytes, options.encoding, notes)
  const pieces: string[] = []
  let size = 0
  for await (const piece of text.pieces()) {
    size += piece.length
    if (size > MOST) {
      bytes.close()
      throw jsonTooLarge(bytes.name)
    }
    pieces.push(piece)
  }
  const { header, items } = tableOf(pieces.join(''), bytes.name)
  return recordTable({ format: 'json', encoding: text.encoding(), header, items, notes }, bytes, options)
}

function jsonTooLarge(name: string): Error {
  const error = tooLarge(name, 'a JSON document', MOST)
  return inputError('too_large', error.message, 'save it as JSON lines (one object a line) or as CSV')
}

function tableOf(text: string, name: string): Found {
  try {
    const list = findList(parsed(text, name), name)
    return list.every(isArray) ? fromArrays(list) : fromObjects(list, name)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw inputError('not_json', `${name} is JSON that is nested too deeply to be a list`, AGAIN, error)
  }
}

function parsed(text: string, name: string): Json {
  try {
    return parseJson(text)
  } catch (error) {
    const several = joinedValues(text)
    if (several !== null) return several
    // Without the quotation of the text, which may be anything.
    const what = (error as Error).message
      .replace(/, (\.\.\.)?".*" is not valid JSON$/s, '')
      .replace(/\s+/g, ' ')
      .replace(/ in JSON at position \d+ /, ' ')
    throw inputError('not_json', `${name} begins like JSON but is not: ${what}`, AGAIN, error)
  }
}

/** Documents one behind the other, as logs and page-wise exports have them: `{…}{…}`, `[…][…]`; null where they are not whole. */
function joinedValues(text: string): Json[] | null {
  const values: Json[] = []
  let depth = 0
  let start = 0
  let end = 0
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (depth === 0 && !/^[\s,]*$/.test(text.slice(end, index))) return null
    if (token === '{' || token === '[') {
      if (depth++ === 0) start = index
    } else if (depth === 0) return null
    else if ((token === '}' || token === ']') && --depth === 0) {
      end = index + 1
      try {
        values.push(parseJson(text.slice(start, end)))
      } catch {
        return null
      }
    }
  }
  if (depth > 0 || values.length < 2 || !/^[\s,]*$/.test(text.slice(end))) return null
  // Pages of one list are that list.
  return values.every(isArray) && values.every((page) => page.every(isObject)) ? values.flat() : values
}

function findList(value: Json, name: string): Json[] {
  if (Array.isArray(value)) {
    if (value.length === 0) throw inputError('empty_file', `${name} holds an empty list`, 'export it again')
    return value
  }
  const lists = isObject(value) ? listsIn(value, '', 1) : []
  const [list] = lists
  if (lists.length > 1) {
    const names = lists.map(({ path }) => `"${path}"`).join(', ')
    throw inputError(
      'several_lists',
      `${name} holds ${lists.length} lists: ${names}`,
      'save the one you want as a file of its own',
    )
  }
  // A single person.
  return list?.items ?? [value]
}

/** Arrays of objects in an object: `{"data": […]}`, `{"data": {"contacts": […]}, "next": null}`. */
function listsIn(
  object: Record<string, Json>,
  path: string,
  depth: number,
): { path: string; items: Json[] }[] {
  const here = Object.entries(object).flatMap(([key, value]) =>
    // `_links` and the like tell of the document.
    !key.startsWith('_') && Array.isArray(value) && value.length > 0 && value.every(isObject)
      ? [{ path: path + key, items: value }]
      : [],
  )
  if (here.length > 0 || depth === DEEPEST) return here
  return Object.entries(object).flatMap(([key, value]) =>
    isObject(value) ? listsIn(value, `${path}${key}.`, depth + 1) : [],
  )
}

const isArray = (value: Json): value is Json[] => Array.isArray(value)

interface Found {
  header: string[]
  items: Item[]
}

/** All items are known, so the columns are too. */
function fromObjects(list: Json[], name: string): Found {
  if (list.every((value) => typeof value === 'string'))
    return {
      header: ['value'],
      items: list.map((text, at) => ({ line: at + 1, values: new Map([['value', text]]) })),
    }
  const names = new Names(name)
  const items = list.map((item, at): Item => {
    const values = isObject(item) ? flatten(item) : null
    names.add(values)
    return { line: at + 1, values }
  })
  const header = names.list
  if (header.length === 0)
    throw inputError('not_a_list', `${name} holds a list of values, not of records`, AGAIN)
  return { header, items }
}

/** An array of arrays is a table as it stands, its first row the header. */
function fromArrays(list: Json[][]): Found {
  const text = (value: Json): string =>
    typeof value === 'object' && value !== null ? JSON.stringify(value) : scalar(value)
  const [first = [], ...rest] = list
  const width = Math.max(...list.map((row) => row.length))
  const header = Array.from({ length: width }, (_, at) => text(first[at] ?? null) || `column ${at + 1}`)
  const items = rest.map((row, at): Item => ({
    line: at + 2,
    values: new Map(row.map((cell, i) => [header[i]!, text(cell)])),
  }))
  return { header, items }
}
