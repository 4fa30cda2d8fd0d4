/**
 * Prepared rows on their way between two threads, as one text and one array of numbers: copying thousands of small
 * objects, and clearing them away on both sides, cost a fifth of an import.
 */
import type { SparseRow } from '../../store/sparse-insert.ts'
import type { PreparedRow } from './prepare.ts'

export type PackedRows =
  | {
      count: number
      numbers: Float64Array
      /** Joined by NUL. */
      texts: string[]
      /** What is remembered for long: a piece of the joined text would keep all of it in memory. */
      kept: (string | null)[]
    }
  /** As they are, where one of them holds a character that packing needs. */
  | { count: number; rows: PreparedRow[] }

const NUL = '\u0000'
/** Stands for null in a text. */
const NONE = '\u0001'

/** What few rows have, as JSON. */
type Rare = Pick<PreparedRow, 'warnings' | 'opt_outs' | 'fact' | 'signals'>

/** @param rows the rows, one by one, so that none has to stay; asked a second time where packing will not do */
export const packRows = (rows: () => Iterable<PreparedRow>): PackedRows => {
  const numbers: number[] = []
  const texts: string[] = []
  const kept: (string | null)[] = []
  let count = 0
  const text = (value: string | null): void => void texts.push(value ?? NONE)

  const packLone = (lone: NonNullable<PreparedRow['lone']>): void => {
    const { row, emails, phones, profiles, role } = lone
    let counted = 0
    for (let i = 0, bit = 1; i < row.values.length; i++, bit *= 2) {
      const value = row.values[i]!
      if (typeof value === 'number') counted += bit
      texts.push(String(value))
    }
    numbers.push(row.mask, row.values.length, counted, emails.length, phones.length, profiles.length)
    numbers.push(lone.functions)
    texts.push(...emails)
    for (const [number, kind] of phones) texts.push(number, kind)
    for (const [url, network] of profiles) texts.push(url, network)
    text(role.title)
    text(role.seniority)
    text(role.department)
    text(role.since)
    text(role.buying_role)
  }

  for (const row of rows()) {
    const { line, hash, cells, reading, lone, reason, observed_at, warnings, opt_outs, fact, signals } = row
    const { keys, company, json, company_says, size, describesPerson } = reading
    const isRare = warnings.length > 0 || opt_outs !== null || fact !== undefined || signals !== undefined
    // All texts come out of the fields, and their JSON shows such characters.
    if (json.includes('\\u000') || reason?.includes(NUL)) {
      const whole = [...rows()]
      return { count: whole.length, rows: whole }
    }
    numbers.push(line, hash, keys.length, size)
    numbers.push(Number(describesPerson), Number(lone !== null), Number(isRare))
    texts.push(cells, json)
    kept.push(company.domain, company.name_key, company.country, company_says)
    text(reason)
    text(observed_at)
    texts.push(...keys)
    if (isRare)
      texts.push(
        JSON.stringify({
          warnings,
          opt_outs,
          ...(fact && { fact }),
          ...(signals && { signals }),
        } satisfies Rare),
      )
    if (lone) packLone(lone)
    count++
  }
  return { count, numbers: Float64Array.from(numbers), texts, kept }
}

/** The rows again, each made when it is asked for. */
export function* unpackRows(packed: PackedRows): Generator<PreparedRow> {
  if ('rows' in packed) return yield* packed.rows
  const { numbers, kept } = packed
  const { texts } = packed
  let n = 0
  let t = 0
  let k = 0
  const number = (): number => numbers[n++]!
  const sure = (): string => texts[t++]!
  const text = (): string | null => {
    const value = texts[t++]!
    return value === NONE ? null : value
  }
  const several = <T>(length: number, next: () => T): T[] => {
    const found: T[] = []
    for (let i = 0; i < length; i++) found.push(next())
    return found
  }
  const pair = (): [string, string] => [sure(), sure()]

  const unpackLone = (): NonNullable<PreparedRow['lone']> => {
    const [mask, length, counted] = [number(), number(), number()]
    const [emails, phones, profiles] = [number(), number(), number()]
    const functions = number()
    const values: SparseRow['values'] = texts.slice(t, (t += length))
    for (let i = 0, rest = counted; rest > 0; i++, rest = Math.floor(rest / 2))
      if (rest % 2 === 1) values[i] = Number(values[i])
    return {
      row: { mask, values },
      emails: several(emails, sure),
      phones: several(phones, pair),
      profiles: several(profiles, pair),
      role: {
        title: text(),
        seniority: text(),
        department: text(),
        since: text(),
        buying_role: text(),
      },
      functions,
    }
  }

  while (n < numbers.length) {
    const [line, hash, keys, size] = [number(), number(), number(), number()]
    const [describesPerson, hasLone, isRare] = [number() === 1, number() === 1, number() === 1]
    const [cells, json] = [sure(), sure()]
    const company = { domain: kept[k++]!, name_key: kept[k++]!, country: kept[k++]! }
    const company_says = kept[k++]!
    const [reason, observed_at] = [text(), text()]
    const found = several(keys, sure)
    const rare: Rare = isRare ? (JSON.parse(sure()) as Rare) : { warnings: [], opt_outs: null }
    yield {
      line,
      hash,
      cells,
      reading: {
        keys: found,
        company,
        describesPerson,
        json,
        company_says,
        size,
      },
      lone: hasLone ? unpackLone() : null,
      reason,
      observed_at,
      ...rare,
    }
  }
}
