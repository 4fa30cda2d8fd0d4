import { expect, test } from 'vitest'
import { formatOf } from '../../src/cli/output-format.ts'
import { failure } from '../support/failure.ts'

const ALL = ['csv', 'json', 'ndjson'] as const

test.each([
  ['people.csv', 'csv'],
  ['/tmp/People.JSON', 'json'],
  ['people.jsonl', 'ndjson'],
  ['people', 'csv'],
  ['people.2026-11-21', 'csv'],
  ['people.txt', 'csv'],
])('%s is written as %s', (path, format) => {
  expect(formatOf(path, ALL)).toBe(format)
})

test.each([
  ['people.xlsx', 'people.xlsx would be no xlsx file: this writes csv, json and ndjson'],
  ['out/people.parquet', 'people.parquet would be no parquet file: this writes csv, json and ndjson'],
])('%s is refused', (path, message) => {
  expect(failure(() => formatOf(path, ALL))).toMatchObject({ code: 'usage.output_format', message })
})

test('a command that writes one format refuses the name of another', () => {
  expect(failure(() => formatOf('rows.json', ['csv'])).message).toBe(
    'rows.json would be no json file: this writes csv',
  )
})
