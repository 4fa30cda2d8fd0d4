import { afterAll, describe, expect, test } from 'vitest'
import { LEAD_COLUMNS } from '../../src/store/lead-columns.ts'
import { TABLES, type ColumnType } from '../../src/store/dictionary.ts'
import { openProspectFile } from '../../src/store/open.ts'

const file = openProspectFile(':memory:', { create: true, now: '2026-11-21T09:00:00Z' })
afterAll(() => file.close())

const STORED: Record<ColumnType, string> = {
  text: 'TEXT',
  date: 'TEXT',
  time: 'TEXT',
  json: 'TEXT',
  integer: 'INTEGER',
  boolean: 'INTEGER',
  real: 'REAL',
  blob: 'BLOB',
}

const byName = (a: string, b: string): number => a.localeCompare(b)

describe('the dictionary and a real file', () => {
  test('have the same tables and views', () => {
    const told = TABLES.map(({ name, kind }) => `${kind} ${name}`).sort(byName)
    const real = file.leads.tables().map(({ name, type }) => `${type} ${name}`)
    expect(told).toEqual(real.sort(byName))
  })
  test.each(TABLES)('$name: the same columns, kept as the type that is told', ({ name, kind, columns }) => {
    const real = file.leads.columns(name)
    expect(columns.map((column) => column.name).sort(byName)).toEqual(
      real.map((column) => column.name).sort(byName),
    )
    if (kind === 'view') return
    const told = Object.fromEntries(columns.map((column) => [column.name, STORED[column.type]]))
    expect(told).toEqual(Object.fromEntries(real.map((column) => [column.name, column.type])))
  })
  test.each(TABLES)('$name: one line each, no full stop', ({ doc, columns }) => {
    for (const text of [doc, ...columns.map((column) => column.doc)]) {
      expect(text).toMatch(/^\S[^\n]*[^.\s]$/)
      expect(text.length).toBeLessThanOrEqual(120)
    }
  })
})

test('lead tells the columns that conditions know, and the own columns of lists', () => {
  const lead = TABLES.find(({ name }) => name === 'lead')!
  const names = lead.columns.map(({ name }) => name)
  expect(names.filter((name) => name !== 'custom' && name !== 'answers')).toEqual(
    LEAD_COLUMNS.map(({ name }) => name),
  )
  expect(names).toContain('custom')
})
