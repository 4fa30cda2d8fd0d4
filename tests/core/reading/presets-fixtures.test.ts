/** Each export of another tool, as it comes: recognised, read with its traps, and each column taken for what it is. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { openList } from '../../../src/core/reading/open-list.ts'

interface Expected {
  preset: string | null
  encoding: string
  delimiter: string
  header_row: number
  rows: number
  columns: number
  mapping: Record<string, string>
}

const at = (name: string): URL => new URL(`../../../fixtures/presets/${name}`, import.meta.url)
const { files } = JSON.parse(readFileSync(at('expected.json'), 'utf8')) as { files: Record<string, Expected> }

describe.each(Object.entries(files))('%s', (name, expected) => {
  test('is recognised, and every row of it is read', async () => {
    const { table, preset, header, rows } = await openList({ path: at(name).pathname })
    let count = 0
    for await (const batch of rows) count += batch.length
    const { encoding, delimiter, headerRow } = table.info
    expect({ preset, encoding, delimiter, headerRow, columns: header.length, rows: count }).toEqual({
      preset: expected.preset,
      encoding: expected.encoding,
      delimiter: expected.delimiter,
      headerRow: expected.header_row,
      columns: expected.columns,
      rows: expected.rows,
    })
  })

  test('maps its columns, and takes no other for one of ours', async () => {
    const list = await openList({ path: at(name).pathname })
    await list.close()
    const mapped = list.columns.filter(({ field }) => field !== null && !field.startsWith('custom.'))
    expect(Object.fromEntries(mapped.map(({ column, field }) => [column, field]))).toEqual(expected.mapping)
  })
})
