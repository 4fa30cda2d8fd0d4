/** The types of the lists' own columns, as they were found when the lists were read. */
import type { CustomTypes } from './condition-leaves.ts'

const OWN_COLUMNS = `
  SELECT DISTINCT substr(c.value ->> 'field', 8) AS name, c.value ->> 'type' AS type
    FROM batch b, json_each(b.reading, '$.columns') c
   WHERE b.active = 1 AND c.value ->> 'field' LIKE 'custom.%'`

/**
 * Types of own columns by name; a column that two lists fill in two ways has none.
 *
 * @param rows runs a statement that only reads
 */
export const customTypes = (rows: (sql: string) => Record<string, unknown>[]): CustomTypes => {
  const found = new Map<string, Set<unknown>>()
  for (const { name, type } of rows(OWN_COLUMNS)) {
    if (typeof name === 'string') found.set(name, (found.get(name) ?? new Set()).add(type))
  }
  return Object.fromEntries(
    [...found].flatMap(([name, types]) => {
      const [type, other] = types
      return other === undefined && isType(type) ? [[name, type]] : []
    }),
  )
}

const isType = (type: unknown): type is CustomTypes[string] =>
  type === 'number' || type === 'date' || type === 'boolean'
