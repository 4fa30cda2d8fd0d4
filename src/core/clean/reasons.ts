/** Why a row is as it is, in words for people. */
import type { RowProblem, TableRow } from '../../lib/table/index.ts'
import { countryCode } from '../../model/country.ts'
import { FIELDS, isField, type FieldType } from '../../model/fields.ts'
import { extractEmails } from '../../model/email.ts'
import type { RecordFields } from '../../model/record.ts'
import type { ColumnMapping } from '../reading/mapping.ts'
import type { CellWarning } from '../reading/normalise.ts'
import { spoiledWords } from './spoiled-words.ts'
import type { DoubtReason, DuplicateFinding, DuplicateReason } from './duplicates.ts'

const DUPLICATE: Record<DuplicateReason, string> = {
  same_email: 'the same e-mail',
  same_profile: 'the same profile',
  same_id: 'the same id',
  same_name_and_company: 'the same name and company',
  same_name_and_domain: 'the same name and e-mail domain',
  same_name_and_phone: 'the same name and phone',
}

const DOUBT: Record<DoubtReason, (line: number) => string> = {
  same_email_other_name: (line) => `the same e-mail as row ${line}, but another name`,
  same_profile_other_name: (line) => `the same profile as row ${line}, but another name`,
  other_profile: (line) => `the same name as row ${line}, but another LinkedIn profile`,
  fits_both: (line) => `may be row ${line} too`,
}

const UNREADABLE: Partial<Record<FieldType, string>> = {
  url: 'not a web address',
  country: 'not a country',
  integer: 'not a number',
  number: 'not a number',
  date: 'not a date',
  boolean: 'neither yes nor no',
}

const PROBLEM: Record<RowProblem, string> = {
  unclosed_quote: 'a quotation mark is never closed: look whether the cells are right',
  stray_quote: 'a stray quotation mark: look whether the cells are right',
  too_many_cells: 'the row has more cells than the header',
  too_few_cells: 'the row has fewer cells than the header',
  other_delimiter: 'the cells of this row were separated in another way',
}

/** What duplicates say. */
export const duplicateReasons = ({ of, because, doubts }: DuplicateFinding): string[] => [
  ...(of === null || because === null ? [] : [`${DUPLICATE[because]} as row ${of}`]),
  ...doubts.map((doubt) => DOUBT[doubt.because](doubt.line)),
]

const TOTAL = /^(?:grand |sub)?(?:total|sum|summe|gesamt|somme|suma|totale|totaal)s?:?$/i

/**
 * What can be said of the whole row before its cells: nobody in it, or two people.
 *
 * @param isCouple whether the name is that of two people
 * @param rejected why it could not be imported, as `code: words`; null where it could
 */
export const rowReasons = (fields: RecordFields, isCouple: boolean, rejected: string | null): string[] => {
  const country = fields.country ?? undefined
  return [
    ...(rejected === null ? [] : [`not a contact: ${rejected.slice(rejected.indexOf(': ') + 2)}`]),
    ...(isCouple ? ['two people in one row'] : []),
    ...(TOTAL.test(String(fields.full_name ?? '')) ? ['looks like a total, not like a person'] : []),
    ...(country === undefined || countryCode(String(country)) !== null ? [] : [`"${country}" is no country`]),
  ]
}

/** Oddities of single cells; those of address columns are told by their check. */
export const cellReasons = (warnings: readonly CellWarning[], columns: readonly ColumnMapping[]): string[] =>
  warnings.flatMap(({ column, code, message, value }) => {
    const field = columns.find((each) => each.column === column)?.field
    const type = field != null && isField(field) ? FIELDS[field].type : 'text'
    if ((type === 'email' || type === 'phone') && code !== 'several') return []
    const text = message.startsWith('could be two days')
      ? message
      : code === 'unreadable'
        ? (UNREADABLE[type] ?? 'cannot be read')
        : (spoiledWords(value) ?? message)
    return [column === '' ? text : `${column}: ${text}`]
  })

/** Addresses in columns that hold none: often a second person in the notes. */
export const strayAddresses = (
  cells: readonly string[],
  columns: readonly ColumnMapping[],
  known: ReadonlySet<string>,
): string[] =>
  columns.flatMap(({ column, field, index, composite }) => {
    const cell = cells[index]
    if (!cell?.includes('@') || composite === 'name_email') return []
    if (field !== null && isField(field) && field !== 'notes') return []
    const found = extractEmails(cell).filter((address) => !known.has(address.toLowerCase()))
    return found.length === 0 ? [] : [`${column || 'a cell'} mentions ${found.join(', ')}`]
  })

/** How the row stood in the file, where that was odd; cells that no column is there for are kept here. */
export const shapeReasons = (row: TableRow, width: number): string[] => {
  const more = row.cells.slice(width).filter((cell) => cell.trim() !== '')
  if (more.length > 0) return [`${PROBLEM.too_many_cells}: ${more.join(' | ')}`]
  return row.problem === undefined || row.problem === 'too_many_cells' ? [] : [PROBLEM[row.problem]]
}
