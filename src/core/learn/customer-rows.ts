/** Present customers as rows with the same columns as the people of the file: from a list, or from the file itself. */
import type { TableOptions, TableSource } from '../../lib/table/index.ts'
import { PrmError } from '../../model/errors.ts'
import { classifyTitle } from '../../model/title.ts'
import type { ProspectFile } from '../../store/index.ts'
import { leadColumnSql } from '../../store/lead-sql.ts'
import { normaliseRow } from '../reading/normalise.ts'
import { openList } from '../reading/open-list.ts'
import type { Cell } from './table.ts'

/** What customers and suspects are compared in. */
export const COMPARED = [
  ...[
    'industry',
    'employees',
    'revenue',
    'founded_year',
    'country',
    'technologies',
    'seniority',
    'department',
  ],
] as const

export interface ComparedRow {
  id: string
  name: string | null
  company: string | null
  domain: string | null
  values: Map<string, Cell>
}

export interface CustomerList {
  name: string
  source: TableSource
  country?: string | undefined
  map?: Record<string, string>
  ignore?: string[]
  table?: TableOptions
}

/** @throws PrmError as reading a list; `model.no_customers` */
export const customersOfList = async (list: CustomerList): Promise<ComparedRow[]> => {
  const { map = {}, ignore = [] } = list
  const open = await openList(list.source, list.table ?? {}, { map, ignore })
  const { sheet } = list.table ?? {}
  if (sheet !== undefined && open.table.info.sheet === undefined) {
    await open.close()
    throw new PrmError('usage', 'model.no_sheets', `${list.name} is no workbook: it has no sheet ${sheet}`, {
      hint: 'leave --sheet out',
    })
  }
  const rows: ComparedRow[] = []
  for await (const part of open.rows) {
    for (const { cells, line } of part) {
      const { fields } = normaliseRow(cells, open.columns, list.country)
      const text = (name: 'company' | 'full_name' | 'domain' | 'title'): string | null =>
        typeof fields[name] === 'string' ? fields[name] : null
      const kinds = text('title') === null ? null : classifyTitle(text('title')!)
      const values = new Map<string, Cell>(
        COMPARED.map((name) => [name, (fields[name as 'industry'] ?? null) as Cell]),
      )
      for (const name of ['seniority', 'department'] as const) {
        if (values.get(name) === null && kinds !== null) values.set(name, kinds[name])
      }
      if ([...values.values()].every((value) => value === null)) continue
      rows.push({
        id: `line ${line}`,
        name: text('full_name'),
        company: text('company'),
        domain: text('domain'),
        values,
      })
    }
  }
  if (rows.length === 0) {
    throw new PrmError(
      'input',
      'model.no_customers',
      `${list.name} tells nothing of customers by which others could be like them`,
      {
        hint: `it should have columns such as industry, employees or country; prm import ${list.name} --dry-run tells how they are read`,
      },
    )
  }
  return rows
}

/** Everybody of the file for whom a condition of our own holds. */
export const peopleRows = (file: ProspectFile, where: string): ComparedRow[] => {
  const columns = ['id', 'full_name', 'company', 'domain', ...COMPARED].map((name) => ({
    name,
    sql: leadColumnSql(name),
  }))
  return file.leads.select({ columns, where, orderBy: 'email, full_name, company' }).map((row) => ({
    id: String(row.id),
    name: row.full_name as string | null,
    company: row.company as string | null,
    domain: row.domain as string | null,
    values: new Map(COMPARED.map((name) => [name, row[name] ?? null])),
  }))
}
