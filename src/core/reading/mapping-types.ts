/**
 * What the values of a column settle for all of its rows: the order of day and month, the decimal mark, and the type of
 * a column of the list's own. Decided once, from the sample; a row is then read without thinking.
 */
import { FIELDS, isField } from '../../model/fields.ts'
import {
  dateOrder,
  decimalMark,
  parseBoolean,
  parseDate,
  parseNumber,
  type DateOrder,
  type DecimalMark,
} from '../../model/value.ts'
import type { Says } from './says.ts'

export type CustomType = 'number' | 'date' | 'boolean'

/** The part of a column that is settled here. */
export interface ColumnTypes {
  /** Of numeric dates; absent where none depends on it, or where nothing settles it. */
  date_order?: DateOrder
  decimal?: DecimalMark
  /** Of one of the list's own columns; absent for text. */
  type?: CustomType
}

export interface TypedColumn {
  field: string | null
  says?: Says
  /** Folded words of the header. */
  words: string
  /** All values of the sample that are not blank. */
  values: readonly string[]
}

/** Countries where people write the month first. Canada does both, so it settles nothing. */
const MONTH_FIRST = new Set(['US', 'PH', 'FM', 'MH', 'PW', 'GU', 'PR', 'AS', 'VI', 'MP'])
const BOTH_ORDERS = new Set(['CA', 'KE', 'ZA', 'SG', 'MY'])

/** Headers of languages in which the day comes first. */
const DAY_FIRST =
  /^(?:vorname|nachname|familienname|firma|unternehmen|telefon|mobil|strasse|plz|ort|anrede|abteilung|erstellt am|angelegt am|datum|prenom|nom|nom de famille|societe|entreprise|telephone|portable|ville|pays|code postal|poste|date de creation|cree le|apellidos?|empresa|telefono|movil|ciudad|codigo postal|correo(?: electronico)?|fecha.*|creado(?: el)?|sobrenome|telefone|celular|cidade|criado em|data d[aeio].*|cognome|azienda|cellulare|citta|creato il|ruolo|voornaam|achternaam|bedrijf|telefoon(?:nummer)?|woonplaats|plaats|functie|aangemaakt op|fornavn|etternavn|efternavn|fornamn|efternamn|nazwisko|imie)$/

/**
 * Settles the columns of one list.
 *
 * @param country of whoever made the list, ISO alpha-2, where that is known: the last to be asked
 * @returns for each column what was settled, and the columns (by place) whose dates stay open
 */
export const settleTypes = (
  columns: readonly TypedColumn[],
  country: string | undefined,
): { types: ColumnTypes[]; open: number[] } => {
  const orders = columns.map((column) => (canBeDate(column) ? dateOrder(column.values) : null))
  const byDefault = orderOfList(columns, orders, country)
  const types: ColumnTypes[] = []
  const open: number[] = []
  for (const [at, column] of columns.entries()) {
    const found = orders[at] ?? null
    // A column that contradicts itself is of two makers: nothing settles it.
    const order = found === 'open' ? (isMixed(column.values) ? undefined : byDefault) : (found ?? undefined)
    const decimal = isNumeric(column) ? decimalMark(column.values) : undefined
    const type = column.field?.startsWith('custom.') ? typeOf(column, order, decimal) : undefined
    const hasDates =
      found !== null && (type === 'date' || !column.field?.startsWith('custom.') || column.says)
    if (found === 'open' && order === undefined && (hasDates || areDateLike(column.values))) open.push(at)
    types.push({
      ...(order !== undefined && hasDates ? { date_order: order } : {}),
      ...(decimal === undefined || (column.field?.startsWith('custom.') && type !== 'number')
        ? {}
        : { decimal }),
      ...(type === undefined ? {} : { type }),
    })
  }
  return { types, open }
}

/** The dates of signals and events. */
const FACT_DATES = new Set<string | null>(['observed_on', 'at'])

const typeOfField = (field: string | null): string | null =>
  FACT_DATES.has(field)
    ? 'date'
    : field === null
      ? null
      : field.startsWith('custom.')
        ? 'custom'
        : isField(field)
          ? FIELDS[field].type
          : null

const canBeDate = ({ field, says }: TypedColumn): boolean =>
  says?.what === 'observed_at' || ['date', 'custom', 'boolean'].includes(typeOfField(field) ?? '')

const isNumeric = ({ field }: TypedColumn): boolean =>
  ['integer', 'number', 'custom'].includes(typeOfField(field) ?? '')

const isMixed = (values: readonly string[]): boolean => {
  const settled = values.map((value) => dateOrder([value]))
  return settled.includes('dmy') && settled.includes('mdy')
}

const areDateLike = (values: readonly string[]): boolean =>
  values.every((value) => parseDate(value, 'dmy') !== null || parseDate(value, 'mdy') !== null)

/** Another column of the same list, the language of its headers, the country of its maker. */
const orderOfList = (
  columns: readonly TypedColumn[],
  orders: readonly (DateOrder | 'open' | null)[],
  country: string | undefined,
): DateOrder | undefined => {
  const settled = new Set(orders.filter((order) => order === 'dmy' || order === 'mdy'))
  if (settled.size === 1) return [...settled][0]
  if (settled.size > 1) return undefined
  if (columns.some(({ words }) => DAY_FIRST.test(words))) return 'dmy'
  if (country === undefined || BOTH_ORDERS.has(country)) return undefined
  return MONTH_FIRST.has(country) ? 'mdy' : 'dmy'
}

/** Headers of what is written in digits and is no quantity. */
const NO_QUANTITY =
  /(?<!\p{L})(?:id|ids|uid|(?:no|nr|num|number)(?! of)|numero(?! d)|nummer|code|zip|postcode|plz|cap|cep|cp|ref|reference|sku|phone|tel|telefon|telefono|mobile|fax|siret|siren|naf|sic|naics|vat|tva|iban|bic|ein|account|konto|version|isbn|ean|gtin|serial|key|hash|token|ip)(?!\p{L})|id$/u
const AMOUNT =
  /^[-−(]?\s*(?:[$€£¥₹₩₽]|[a-z]{1,2}\$|(?:usd|eur|gbp|chf|cad|aud|jpy|inr|brl|sek|nok|dkk|pln)\b)?\s*[-−]?\d[\d.,'’\u00a0\u202f ]*(?:e[+-]?\d{1,2})?\s*(?:[kmb]|tsd|mio|mln|mrd|bn|million(?:s|en)?)?\.?\s*(?:%|[$€£¥₹₩₽]|(?:usd|eur|euros?|gbp|chf|cad|aud|jpy|inr|brl|sek|nok|dkk|pln)\b)?\s*\)?$/i

/** A number that is a quantity, not digits that name something: no zero in front, not more than a number can hold. */
export const readAmount = (cell: string, decimal?: DecimalMark): number | null => {
  if (/^-?[1-9]\d{0,14}$/.test(cell)) return Number(cell)
  if (!AMOUNT.test(cell) || /^[-−]?0\d/.test(cell) || cell.replace(/\D/g, '').length > 15) return null
  return parseNumber(cell, decimal)
}

const typeOf = (
  { words, values }: TypedColumn,
  order: DateOrder | undefined,
  decimal: DecimalMark | undefined,
): CustomType | undefined => {
  if (values.length === 0) return undefined
  if (areBooleans(values)) return 'boolean'
  if (values.every((value) => !/^\d+$/.test(value) && parseDate(value, order) !== null)) return 'date'
  if (!NO_QUANTITY.test(words) && values.every((value) => readAmount(value, decimal) !== null))
    return 'number'
  return undefined
}

/** Words for yes and no. Ones and zeros alone are numbers; one letter alone may be a size or a grade. */
const areBooleans = (values: readonly string[]): boolean => {
  const answers = new Set<boolean | null>()
  let hasWord = false
  for (const value of values) {
    const answer = parseBoolean(value)
    if (answer === null) return false
    answers.add(answer)
    hasWord ||= /[^\d]/.test(value) && (value.length > 1 || /[x✓✔☑☐✗✘]/i.test(value))
  }
  return hasWord || (answers.size === 2 && values.some((value) => /\p{L}/u.test(value)))
}
