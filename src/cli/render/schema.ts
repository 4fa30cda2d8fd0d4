import type { SchemaResult } from '../../core/look/schema.ts'
import type { TableDoc } from '../../store/dictionary.ts'
import type { View } from '../command.ts'
import { table } from './table.ts'
import { pad, wrap } from './width.ts'

/** The dictionary as a page: each table with its columns, then what conditions may hold. */
export function renderSchema({ tables, conditions }: SchemaResult, view: View): string {
  const parts = tables.map((each) => renderTable(each, view))
  if (conditions !== null) parts.push(`${view.colour.bold('conditions')}\n${indent(conditions.trimEnd())}`)
  return parts.join('\n\n')
}

function renderTable({ name, kind, nature, doc, columns }: TableDoc, view: View): string {
  const head = `${view.colour.bold(name)}  ${view.colour.dim(`${kind}, ${nature}`)}\n${indent(wrap(doc, view.width - 2).join('\n'))}`
  if (!view.isTTY) {
    const lines = table(
      columns,
      [
        { header: 'column', value: (column) => column.name },
        { header: 'type', value: (column) => column.type },
        { header: 'meaning', value: (column) => column.doc },
      ],
      view,
    )
    return `${head}\n${lines}`
  }
  const widest = Math.max(...columns.map((column) => column.name.length))
  const left = widest + 2 + 'integer'.length + 2
  const lines = columns.flatMap((column) =>
    wrap(column.doc, Math.max(30, view.width - left - 2)).map((line, i) =>
      i > 0
        ? `${' '.repeat(left)}${line}`
        : `${pad(column.name, widest)}  ${view.colour.dim(pad(column.type, 'integer'.length))}  ${line}`,
    ),
  )
  return `${head}\n\n${indent(lines.join('\n'))}`
}

const indent = (text: string): string => text.replaceAll(/^(?=.)/gm, '  ')
