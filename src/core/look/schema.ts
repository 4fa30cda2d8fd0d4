/** The data dictionary: what each table, view and column means. From the code; no file is needed. */
import { didYouMean } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import { PORTABLE_SUBSET } from '../../store/condition.ts'
import { TABLES, type TableDoc } from '../../store/dictionary.ts'
import { SCHEMA_VERSION, type Result } from '../derive/run.ts'

export interface SchemaResult extends Result {
  run: null
  counts: Record<'tables' | 'columns', number>
  tables: readonly TableDoc[]
  /** What `--where`, rules and requirements may hold; null for a table that they do not read. */
  conditions: string | null
}

/**
 * @param name of one table or view; all of them by default
 * @throws PrmError `schema.unknown_table`
 */
export const describeSchema = (name?: string): SchemaResult => {
  const tables = name === undefined ? TABLES : TABLES.filter((table) => table.name === name)
  if (tables.length === 0) {
    const names = TABLES.map((table) => table.name)
    const near = didYouMean(name ?? '', names)
    throw new PrmError('usage', 'schema.unknown_table', `there is no table or view "${name ?? ''}"`, {
      hint: near === null ? `there are ${names.join(', ')}` : `did you mean prm schema ${near}?`,
    })
  }
  return {
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts: { tables: tables.length, columns: tables.reduce((sum, { columns }) => sum + columns.length, 0) },
    tables,
    conditions: name === undefined || name === 'lead' ? PORTABLE_SUBSET : null,
  }
}
