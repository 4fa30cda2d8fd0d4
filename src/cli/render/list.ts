import type { ListResult } from '../../core/look/list.ts'
import type { LeadRow } from '../../core/look/people.ts'
import { leadColumn } from '../../store/lead-columns.ts'
import type { View } from '../command.ts'
import { shortId, verdictColour } from './people.ts'
import { table, type Column } from './table.ts'

const NARROW = 3
const DAY = '2026-11-21'.length

/** A table of people. On a terminal ids are short and the colours say what the words say. */
export function renderList({ columns, people }: ListResult, view: View): string {
  const rows = [...people]
  if (rows.length === 0 && view.isTTY) return ''
  return table(
    rows,
    columns.map((name) => leadTableColumn(name, view)),
    view,
  )
}

function leadTableColumn(name: string, view: View): Column<LeadRow> {
  const type = leadColumn.get(name)?.type
  const style = styleOf(name, view)
  return {
    header: name,
    value: (row) => {
      const value = row[name]
      if (name === 'id' && view.isTTY) return shortId(String(value))
      return type === 'date' && typeof value === 'string' ? value.slice(0, DAY) : value
    },
    ...(type === 'integer' || type === 'real' ? { align: 'right', minWidth: NARROW } : {}),
    ...(name === 'id' || name === 'grade' ? { minWidth: NARROW } : {}),
    ...(style === undefined ? {} : { style }),
  }
}

function styleOf(name: string, { colour }: View): ((text: string, row: LeadRow) => string) | undefined {
  if (name === 'id') return (text) => colour.dim(text)
  if (name === 'grade') return (text, row) => (row.grade === 'A' ? colour.green(text) : text)
  if (name !== 'email_status' && name !== 'phone_status') return undefined
  return (text, row) => verdictColour(String(row[name]), colour)(text)
}
