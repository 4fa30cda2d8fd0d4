/**
 * Numbering plans: which digits are a number, of which country and kind, and how it is written. The plans are Google's
 * libphonenumber metadata, as libphonenumber-js ships them; the reading of them is our own, because a million numbers at
 * the library's 20 to 50 µs each are most of a minute: it builds its regular expressions anew for every number. Here each
 * plan is made ready once, when its first number comes. A test holds the answers equal to the library's.
 */
import metadata from 'libphonenumber-js/max/metadata'

export type PhoneType =
  | 'mobile'
  | 'fixed'
  | 'fixed_or_mobile'
  | 'toll_free'
  | 'premium'
  | 'shared_cost'
  | 'voip'
  | 'personal'
  | 'pager'
  | 'uan'
  | 'voicemail'

/** A number of which the calling code is certain. */
export interface PhoneNumber {
  e164: string
  /** The digits behind the calling code. */
  significant: string
  /** ISO 3166-1 alpha-2; null where it cannot be told, or the code belongs to no country. */
  country: string | null
  /** Whether the plan has given such numbers out. */
  isValid: boolean
  /** Whether the length is right, at least. */
  isPossible: boolean
  /** Whether there are more digits than the longest number of the plan has. */
  isTooLong: boolean
  /** Whether length and first digits are right, so that one may show the number in its E.164 form. */
  fitsPlan: boolean
  type: PhoneType | null
}

type RawFormat = readonly [
  pattern: string,
  format: string,
  leading?: readonly string[] | 0,
  rule?: string | 0,
  optional?: 0 | 1,
  international?: string,
]
type RawType = readonly [pattern: string, lengths?: readonly number[]] | 0
/** One country in the metadata's compact form; 0 stands for "none". */
type RawPlan = readonly [
  code: string,
  exitPrefix: string | 0,
  general: string,
  lengths: readonly number[],
  formats: readonly RawFormat[] | 0,
  trunk: string | 0,
  rule: string | 0,
  trunkPattern: string | 0,
  transform: string | 0,
  optional: 0 | 1,
  leading: string | 0,
  types: readonly RawType[],
]
interface RawMetadata {
  country_calling_codes: Readonly<Record<string, readonly string[]>>
  countries: Readonly<Record<string, RawPlan>>
  nonGeographic: Readonly<Record<string, RawPlan>>
}

interface Format {
  pattern: RegExp
  leading: RegExp | null
  national: string
  international: string
}

interface Plan {
  code: string
  /** What is dialled to leave the country: 00, 011. */
  exit: RegExp | null
  general: RegExp
  lengths: readonly number[]
  /** What is dialled before a number inside the country: 0, 1, 8. */
  trunk: RegExp | null
  transform: string | null
  leading: RegExp | null
  types: readonly { type: PhoneType; pattern: RegExp; lengths: readonly number[] | null }[]
  /** Mobile and fixed numbers share one pattern. */
  isMixed: boolean
  formats: () => readonly Format[]
}

const RAW = metadata as unknown as RawMetadata
/** The order in which types are asked for, with their places in the metadata. */
const TYPE_PLACES: readonly (readonly [PhoneType, number])[] = [
  ...([
    ['fixed', 0],
    ['mobile', 1],
    ['premium', 3],
    ['toll_free', 2],
    ['shared_cost', 9],
  ] as const),
  ...([
    ['voip', 8],
    ['personal', 4],
    ['pager', 7],
    ['uan', 6],
    ['voicemail', 5],
  ] as const),
]

const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`)
const start = (pattern: string | 0 | undefined): RegExp | null =>
  pattern ? new RegExp(`^(?:${pattern})`) : null

/** Makes a value when it is first asked for. */
const lazily = <T>(make: () => T): (() => T) => {
  let value: T | undefined
  return () => (value ??= make())
}

const makeFormats = (raw: RawPlan): Format[] => {
  // Countries that share a calling code share the formats of the first of them.
  const main = RAW.countries[RAW.country_calling_codes[raw[0]]?.[0] ?? ''] ?? raw
  return (raw[4] === 0 ? main[4] || [] : raw[4]).map(([pattern, format, leading, rule, , international]) => {
    const prefix = rule || raw[6] || main[6]
    return {
      pattern: whole(pattern),
      leading: start(leading === 0 ? undefined : leading?.at(-1)),
      national: prefix
        ? format.replace(/(\$\d)/, () => prefix.replace('$1', /\$\d/.exec(format)![0]))
        : format,
      international: international ?? format,
    }
  })
}

const makePlan = (raw: RawPlan): Plan => ({
  code: raw[0],
  exit: start(raw[1]),
  general: whole(raw[2]),
  lengths: raw[3],
  trunk: start(raw[7] === 0 ? raw[5] : raw[7]),
  transform: raw[8] || null,
  leading: start(raw[10]),
  types: TYPE_PLACES.flatMap(([type, place]) => {
    const found = raw[11][place]
    return found && found[0] !== '' ? [{ type, pattern: whole(found[0]), lengths: found[1] ?? null }] : []
  }),
  isMixed: !raw[11][1] || raw[11][1][0] === '',
  formats: lazily(() => makeFormats(raw)),
})

const COUNTRIES = new Map(
  Object.entries(RAW.countries).map(([country, raw]) => [country, lazily(() => makePlan(raw))]),
)
const NOWHERE = new Map(
  Object.entries(RAW.nonGeographic).map(([code, raw]) => [code, lazily(() => makePlan(raw))]),
)
const CODES = new Map(Object.entries(RAW.country_calling_codes))

const typeOf = (plan: Plan, significant: string): PhoneType | null => {
  if (!plan.general.test(significant)) return null
  const matches = ({ pattern, lengths }: Plan['types'][number]): boolean =>
    (lengths === null || lengths.includes(significant.length)) && pattern.test(significant)
  const found = plan.types.find(matches)
  if (found?.type !== 'fixed') return found?.type ?? null
  const mobile = plan.types.find(({ type }) => type === 'mobile')
  return plan.isMixed || (mobile !== undefined && matches(mobile)) ? 'fixed_or_mobile' : 'fixed'
}

/** The digits without the prefix for calls inside the country, where there is one to be taken off. */
const withoutTrunk = (plan: Plan, digits: string): string => {
  const found = plan.trunk?.exec(digits)
  if (plan.trunk === null || found === null || found === undefined) return digits
  const isGroup = found.length > 1 && Boolean(found.at(-1))
  const rest =
    plan.transform !== null && isGroup
      ? digits.replace(plan.trunk, plan.transform)
      : digits.slice(found[0].length)
  // In Russia 8 is the prefix, and also how 800 numbers begin: never make a bad number of a good one.
  if (plan.general.test(digits) && !plan.general.test(rest)) return digits
  const isTooShort =
    rest.length < plan.lengths[0]! ||
    (rest.length < plan.lengths.at(-1)! && !plan.lengths.includes(rest.length))
  return isTooShort ? digits : rest
}

const finish = (code: string, main: Plan, significant: string): PhoneNumber => {
  const isPossible = main.lengths.includes(significant.length)
  const isTooLong = significant.length > main.lengths.at(-1)!
  const fitsPlan = isPossible && main.general.test(significant)
  const base = { e164: `+${code}${significant}`, significant, isPossible, isTooLong, fitsPlan }
  const countries = CODES.get(code) ?? []
  for (const country of countries) {
    const plan = COUNTRIES.get(country)!()
    if (countries.length === 1 || plan.leading?.test(significant) === true) {
      const type = typeOf(plan, significant)
      return { ...base, country, isValid: type !== null, type }
    }
    const type = plan.leading === null ? typeOf(plan, significant) : null
    if (type !== null) return { ...base, country, isValid: true, type }
  }
  const type = countries.length === 0 ? typeOf(main, significant) : null
  return { ...base, country: null, isValid: type !== null, type }
}

/** A number by its calling code and the digits after it; null where no country has the code. */
const international = (digits: string): PhoneNumber | null => {
  for (let length = 1; length <= 3; length++) {
    const code = digits.slice(0, length)
    const country = CODES.get(code)?.[0]
    const plan = (country === undefined ? NOWHERE.get(code) : COUNTRIES.get(country))?.()
    if (plan === undefined) continue
    const rest = digits.slice(length)
    return rest.length < 2 || rest.length > 17 ? null : finish(code, plan, withoutTrunk(plan, rest))
  }
  return null
}

/**
 * The number that digits mean: with a calling code in front where a `+` was written, else as dialled in the country given.
 * Mends what spreadsheets take away: the plus before a calling code, and a zero at the front that belongs to the number
 * (Italy). The first reading that the plan knows wins, else the first that has the right length.
 *
 * @param country ISO 3166-1 alpha-2
 * @returns null where nothing can be read: no such calling code, or neither plus nor a known country
 */
export function readNumber(
  digits: string,
  isInternational: boolean,
  country: string | undefined,
): PhoneNumber | null {
  let best: PhoneNumber | null = null
  const consider = (number: PhoneNumber | null): boolean => {
    if (number !== null && (best === null || number.isValid || (number.isPossible && !best.isPossible)))
      best = number
    return number?.isValid === true
  }
  if (isInternational && consider(international(digits))) return best
  if (digits.startsWith('00') && consider(international(digits.slice(2)))) return best
  const plan = isInternational || country === undefined ? undefined : COUNTRIES.get(country)?.()
  if (plan === undefined) return best
  const exit = plan.exit?.exec(digits)
  if (
    exit !== null &&
    exit !== undefined &&
    digits[exit[0].length] !== '0' &&
    consider(international(digits.slice(exit[0].length)))
  )
    return best
  if (consider(finish(plan.code, plan, withoutTrunk(plan, digits)))) return best
  if (digits.startsWith(plan.code) && consider(international(digits))) return best
  if (!digits.startsWith('0')) consider(finish(plan.code, plan, withoutTrunk(plan, `0${digits}`)))
  return best
}

/** What separates groups of digits in the formats; in the international form all of it becomes one blank. */
const SEPARATORS = /[-.()/~\s]+/g

/** A number as people write it, inside its country and from abroad. */
export function writeNumber({ e164, significant, country }: PhoneNumber): {
  national: string
  international: string
} {
  const code = e164.slice(1, e164.length - significant.length)
  const main = country ?? CODES.get(code)?.[0]
  const plan = (main === undefined ? NOWHERE.get(code) : COUNTRIES.get(main))?.()
  const format = plan
    ?.formats()
    .find(({ pattern, leading }) => leading?.test(significant) !== false && pattern.test(significant))
  if (format === undefined) return { national: significant, international: `+${code} ${significant}` }
  return {
    national: significant.replace(format.pattern, format.national),
    international: `+${code} ${significant.replace(format.pattern, format.international).replace(SEPARATORS, ' ').trim()}`,
  }
}

/** Whether there is a numbering plan for the country (ISO 3166-1 alpha-2). */
export function hasPlan(country: string): boolean {
  return COUNTRIES.has(country)
}
