/** The header of a table once its structure is known: its names, and what a user should know of how it was found. */
import type { Notes } from './notes.ts'
import type { Structure } from './structure.ts'
import type { TableInfo } from './types.ts'

/** Several header rows are one: their names joined with a space. */
export function joinHeader(rows: readonly string[][]): string[] {
  const width = Math.max(0, ...rows.map((row) => row.length))
  return Array.from({ length: width }, (_, at) =>
    rows
      .map((row) => (row[at] ?? '').replace(/^\ufeff/, '').trim())
      .filter((name) => name !== '')
      .join(' '),
  )
}

/** @param line row number of the first header row */
export function describeHeader(info: TableInfo, structure: Structure, line: number, notes: Notes): void {
  if (structure.doubt === 'no_header')
    notes.add('no_header', 'The first row looks like data, so the file has no header.', line)
  if (structure.doubt === 'header_assumed')
    notes.add('header_assumed', 'The first row was taken for the header; nothing in it proves that.', line)
  if (structure.headerRows > 1)
    notes.add('header_rows', `The header has ${structure.headerRows} rows; their names were joined.`, line)
  noteSameNames(info.header, line, notes)
}

function noteSameNames(header: readonly string[], line: number, notes: Notes): void {
  const names = new Set<string>()
  for (const name of header) {
    if (name !== '' && names.has(name)) notes.add('same_name', `Two columns are called "${name}".`, line)
    names.add(name)
  }
}
