/** Numbers as people write them: `1,234`, `1.234`, `€ 3,2 Mio`, `$2.5M`, `11-50`, `200+`. */

const MULTIPLIERS: [RegExp, number][] = [
  [/^(?:k|tsd|thousand|tausend|mil|mille|mila|duizend|000s)$/, 1e3],
  [
    /^(?:m|mm|mn|mio|mln|mill|million|millions|millionen|millones|milhoes|milhao|milioni|milione|miljoen|mi)$/,
    1e6,
  ],
  [
    /^(?:b|bn|mrd|md|mds|bio|bil|billion|billions|milliarden|milliarde|milliard|milliards|miljard|miliardi|bi)$/,
    1e9,
  ],
]

const NUMBER = String.raw`\d+(?:[.,'’\u00a0\u202f ]\d+)*`
const WHOLE = new RegExp(
  String.raw`^(?<about>~|≈|>=?|≥|<=?|≤|about|approx\.?|approximately|ca\.?|circa|around|over|more than|less than|under|up to|env\.?|environ)?\s*` +
    String.raw`(?<open>\()?(?<sign>[-−+])?\s*(?:[$€£¥₹₩₽]|[a-z]{1,2}\$|(?:usd|eur|gbp|chf|cad|aud|jpy|inr|brl|sek|nok|dkk|pln)\b)?\s*(?<sign2>[-−])?` +
    String.raw`(?<number>${NUMBER}(?:e[+-]?\d{1,3})?)\s*(?<unit>[a-zõ]+\.?|000s)?` +
    String.raw`(?:\s*(?:-|–|—|to|bis|à|a|until|until|and)\s*[$€£¥₹]?\s*(?<upper>${NUMBER})\s*(?<upperUnit>[a-z]+\.?)?)?` +
    String.raw`\s*(?<close>\))?\s*(?:\+|plus|or more|et plus|y más|oder mehr|und mehr)?\s*%?` +
    String.raw`\s*(?<rest>[$€£¥₹]|[\p{L}. ]*)$`,
  'iu',
)
/** What may follow a number without changing it. */
const UNITS =
  /^(?:employees?|people|staff|persons?|ftes?|headcount|members?|mitarbeiter(?:innen)?|mitarbeitende|beschäftigte|salariés?|employés?|personnes|empleados?|personas|funcionários|colaboradores|pessoas|dipendenti|persone|medewerkers?|werknemers?|usd|eur|euros?|gbp|chf|cad|aud|jpy|inr|brl|sek|nok|dkk|pln|dollars?|years?|jahre|ans)$/i
/** Ranges of head counts that a spreadsheet has turned into dates: 1-10, 2-10, 11-50. */
const RANGE_AS_DATE = /^(?:(?:jan-10|10-jan|0?1-oct)|(?:feb-10|10-feb|0?2-oct)|nov-50)$/i

const multiplier = (unit: string | undefined): number | null => {
  if (unit === undefined || unit === '') return 1
  const word = unit.replace(/\.$/, '').toLowerCase().replace('õ', 'o')
  for (const [pattern, factor] of MULTIPLIERS) if (pattern.test(word)) return factor
  return UNITS.test(word) ? 1 : null
}

/** What parts the whole from the fraction. */
export type DecimalMark = '.' | ','

/** Which mark groups and which one is decimal: the last of two kinds, or the one not followed by three digits. */
const plainNumber = (text: string, decimalMark?: DecimalMark): number | null => {
  const exponent = /e[+-]?\d+$/i.exec(text)
  if (exponent !== null) return Number(text.replace(',', '.'))
  const compact = text.replace(/['’\u00a0\u202f ]/g, '')
  if (/[ '’\u00a0\u202f]/.test(text) && !/^\d{1,3}(?:['’\u00a0\u202f ]\d{3})+(?:[.,]\d+)?$/.test(text))
    return null
  const dots = compact.split('.').length - 1
  const commas = compact.split(',').length - 1
  if (dots > 0 && commas > 0) {
    const decimal = compact.lastIndexOf('.') > compact.lastIndexOf(',') ? '.' : ','
    const grouping = decimal === '.' ? ',' : '.'
    if (compact.split(decimal).length > 2) return null
    return Number(compact.replaceAll(grouping, '').replace(',', '.'))
  }
  const marks = dots + commas
  if (marks === 0) return Number(compact)
  // One mark before exactly three digits groups (1,234 and 1.234), except after a bare zero.
  const grouped = /^[1-9]\d{0,2}(?:[.,]\d{3})+$/.test(compact) || /^[1-9]\d?(?:,\d{2})+,\d{3}$/.test(compact)
  if (grouped && (marks > 1 || decimalMark === undefined || !compact.includes(decimalMark)))
    return Number(compact.replace(/[.,]/g, ''))
  return marks === 1 ? Number(compact.replace(',', '.')) : null
}

const WITH_FRACTION =
  /^[^\d]*(?:\d[\d ]*|\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+)([.,])(?!\d{3}(?!\d))\d+[^\d.,]*$/

/** The decimal mark of a column, found from those of its numbers that have only one reading; undefined where none has. */
export const decimalMark = (values: Iterable<string>): DecimalMark | undefined => {
  let found: DecimalMark | undefined
  for (const value of values) {
    const mark = WITH_FRACTION.exec(value)?.[1] as DecimalMark | undefined
    if (mark === undefined) continue
    if (found !== undefined && found !== mark) return undefined
    found = mark
  }
  return found
}

/**
 * A number as people write it, or null. Of a range its lower end; `<50` has none and is 0; thousands by comma, dot,
 * blank or apostrophe; `K`, `M`, `Mio`, `bn` … multiply. Text around it, other than currencies and units, is not a number.
 *
 * @param mark the decimal mark, where it is known: with a dot `1.234` is a little more than one
 */
export const parseNumber = (cell: string, mark?: DecimalMark): number | null => {
  const text = cell.trim()
  if (/^\d{1,15}$/.test(text)) return Number(text)
  if (text === '' || text.length > 60 || !/\d/.test(text)) return null
  const found = WHOLE.exec(text.replace(/^'/, ''))?.groups
  if (found === undefined) return null
  const rest = (found.rest ?? '').trim()
  if (rest !== '' && !/^[$€£¥₹]$/.test(rest)) {
    const words = rest.split(/\s+/).map(multiplier)
    if (words.some((factor) => factor !== 1)) return null
  }
  const factor = multiplier(found.unit)
  const upperFactor = multiplier(found.upperUnit)
  const value = plainNumber(found.number!, mark)
  if (factor === null || upperFactor === null || value === null || !Number.isFinite(value)) return null
  if (found.about !== undefined && /^(?:<|≤|less|under|up)/i.test(found.about)) return 0
  const negative =
    found.sign === '-' ||
    found.sign === '−' ||
    found.sign2 !== undefined ||
    (found.open !== undefined && found.close !== undefined)
  // "1-5 M": the unit of the upper end is that of both.
  const scaled = value * (found.upper !== undefined && factor === 1 ? upperFactor : factor)
  return negative ? -scaled : Math.round(scaled * 1e6) / 1e6
}

/** Like parseNumber, without the fraction. Knows head-count ranges that a spreadsheet turned into dates (`Nov-50`). */
export const parseInteger = (cell: string, mark?: DecimalMark): number | null => {
  const text = cell.trim()
  if (RANGE_AS_DATE.test(text)) return /nov/i.test(text) ? 11 : /feb|2-oct/i.test(text) ? 2 : 1
  const value = parseNumber(text, mark)
  return value === null ? null : Math.trunc(value)
}
