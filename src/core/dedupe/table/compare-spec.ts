/** Which columns of a table are compared, and as what. */
import { didYouMean } from '../../../lib/text.ts'
import { PrmError } from '../../../model/errors.ts'

/** What a column holds, which decides how its values are brought into one form and compared. */
export const COMPARE_KINDS = [
  'exact',
  'name',
  'text',
  'company',
  'address',
  'date',
  'email',
  'phone',
  'number',
] as const

export type CompareKind = (typeof COMPARE_KINDS)[number]

export interface CompareColumn {
  name: string
  kind: CompareKind
}

/** Words that people use for the kinds. */
const OTHER_WORDS: Readonly<Record<string, CompareKind>> = {
  id: 'exact',
  code: 'exact',
  string: 'text',
  mail: 'email',
  tel: 'phone',
  telephone: 'phone',
  organisation: 'company',
  organization: 'company',
  street: 'address',
  birthday: 'date',
  amount: 'number',
}

/**
 * Reads `dob:date,postcode:exact,first:name`. A column may hold colons itself: the last one parts it from its kind.
 *
 * @param columns the table's header, where it is known: other names are refused, with the one that was probably meant
 * @throws PrmError `dedupe.compare` that names the part which cannot be read
 */
export const parseCompare = (text: string, columns?: readonly string[]): CompareColumn[] => {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (parts.length === 0) throw wrong('nothing to compare', 'for instance: dob:date,last:name,postcode:exact')
  const found = parts.map((part) => readPart(part, columns))
  const seen = new Set<string>()
  for (const { name } of found) {
    if (seen.has(name)) throw wrong(`column '${name}' stands twice in the comparison`)
    seen.add(name)
  }
  return found
}

const readPart = (part: string, columns: readonly string[] | undefined): CompareColumn => {
  const at = part.lastIndexOf(':')
  if (at < 1)
    throw wrong(`'${part}' says no kind`, `write ${part.replace(':', '')}:KIND, KIND one of ${KINDS}`)
  const name = knownColumn(part.slice(0, at).trim(), columns)
  const word = part.slice(at + 1).trim()
  const kind = COMPARE_KINDS.find((known) => known === word.toLowerCase()) ?? OTHER_WORDS[word.toLowerCase()]
  if (kind !== undefined) return { name, kind }
  const meant = didYouMean(word, COMPARE_KINDS)
  throw wrong(
    `'${word}' is no kind of comparison`,
    meant === null ? `one of ${KINDS}` : `did you mean ${name}:${meant}?`,
  )
}

const knownColumn = (name: string, columns: readonly string[] | undefined): string => {
  if (columns === undefined || columns.includes(name)) return name
  const same = columns.filter((column) => column.toLowerCase() === name.toLowerCase())
  if (same.length === 1) return same[0]!
  const meant = didYouMean(name, columns)
  throw wrong(
    `the table has no column '${name}'`,
    meant === null ? `it has ${columns.join(', ')}` : `did you mean '${meant}'?`,
  )
}

const KINDS = COMPARE_KINDS.join(', ')

const wrong = (message: string, hint?: string): PrmError =>
  new PrmError('usage', 'dedupe.compare', message, hint === undefined ? {} : { hint })
