/**
 * The declaration of a flag, and the flags that mean the same in every command. Commands list only their own; the
 * common ones are added by the program. Reserved letters: -n dry run, -q quiet, -o output, -h help, -V version.
 */
import { isDay } from '../lib/day.ts'
import { PrmError } from '../model/errors.ts'

export interface FlagSpec {
  /** As help shows it: '-o, --output <file>', '--only-new', '--no-header'. The value arrives as `flags.onlyNew`. */
  flags: string
  /** Half a sentence, lower case, no full stop. */
  description: string
  choices?: readonly string[]
  default?: string | number | boolean
  /** The flag may be given several times; its value is an array of strings. */
  isRepeatable?: boolean
  /** Raw text -> value; throws an Error with half a sentence ("must be a whole number"). */
  parse?: (text: string) => unknown
  /** What the shell should complete after it; files by default. */
  completes?: 'file' | 'folder' | 'nothing'
}

/** A whole number, 0 or more. For `parse`. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new Error('must be a whole number')
  return Number(text)
}

/** Names separated by commas, at least one. For `parse`; the text stays as it is. */
export function someNames(text: string): string {
  if (!/[^,\s]/.test(text)) throw new Error('must name at least one column')
  return text
}

/** A share, written `0.1` or `10%`, as a number between 0 and 1. For `parse`. */
export function share(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text)
  const value = match === null ? NaN : Number(match[1]) / (match[2] === '%' ? 100 : 1)
  if (!(value <= 1)) throw new Error('must be a share such as 10% or 0.1')
  return value
}

/** An ISO date (midnight UTC) or time as a Date. For `parse`. */
export function isoDate(text: string): Date {
  const value = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text) ? new Date(text) : undefined
  if (value === undefined || Number.isNaN(value.getTime()) || !isDay(text.slice(0, 10))) {
    throw new Error('must be a date such as 2026-11-21')
  }
  return value
}

/** Shared by the commands that change something; they list them among their flags. */
export const DRY_RUN: FlagSpec = {
  flags: '-n, --dry-run',
  description: 'show what would happen and change nothing',
}
export const OUTPUT: FlagSpec = {
  flags: '-o, --output <file>',
  description: 'write to this file (- is stdout)',
}
export const LIMIT: FlagSpec = {
  flags: '--limit <n>',
  description: 'at most this many',
  parse: (text) => {
    const limit = wholeNumber(text)
    if (limit === 0) throw new Error('must be 1 or more')
    return limit
  },
  completes: 'nothing',
}
export const WHERE: FlagSpec = {
  flags: '--where <condition>',
  description: 'only people for whom this SQL condition over lead holds',
  completes: 'nothing',
}

export const BECAUSE: FlagSpec = {
  flags: '--because <text>',
  description: 'the reason, kept with it',
  completes: 'nothing',
}
export const BY: FlagSpec = { flags: '--by <name>', description: 'who says so', completes: 'nothing' }

/** A flag that takes a day and hands it on as text. */
export const onDay = (flags: string, description: string): FlagSpec => ({
  flags,
  description,
  parse: (text) => {
    if (!isDay(text)) throw new Error('must be a date such as 2026-11-21')
    return text
  },
  completes: 'nothing',
})

/** On every command. */
export const COMMON_FLAGS: readonly FlagSpec[] = [
  { flags: '--json', description: 'print the result as one JSON document' },
  { flags: '-q, --quiet', description: 'say nothing on success' },
  { flags: '--db <file>', description: 'the prospect file (else PRM_DB, the config, ./prospects.db)' },
  { flags: '--config <file>', description: 'the configuration (else ./prm.yaml)' },
  {
    flags: '--as-of <date>',
    description: 'judge ages and freshness as of this day',
    parse: isoDate,
    completes: 'nothing',
  },
  { flags: '--no-input', description: 'never ask; fail when a value is missing' },
  { flags: '--yes', description: 'answer yes to confirmations' },
  { flags: '--color', description: 'colour even when not on a terminal' },
  { flags: '--no-color', description: 'no colour' },
  { flags: '--debug', description: 'show details of errors' },
]

/** Added to the commands that declare `rows`. */
export const ROW_FLAGS: readonly FlagSpec[] = [
  { flags: '--ndjson', description: 'print one JSON document per row' },
  { flags: '--csv', description: 'print rows as CSV' },
]

/** What the frame itself reads. `input` and `color` are undefined unless given. */
export interface CommonValues {
  json: boolean
  ndjson: boolean
  csv: boolean
  quiet: boolean
  debug: boolean
  yes: boolean
  input: boolean
  color: boolean | undefined
  db: string | undefined
  config: string | undefined
  asOf: Date | undefined
}

/** Picks the common values out of the parsed flags; at most one output format. */
export function commonValues(flags: Readonly<Record<string, unknown>>): CommonValues {
  const formats = ['json', 'ndjson', 'csv'].filter((name) => flags[name] === true)
  if (formats.length > 1) {
    const names = formats.map((name) => `--${name}`).join(' and ')
    throw new PrmError('usage', 'usage.conflicting_flags', `${names} cannot be used together`)
  }
  return {
    json: flags.json === true,
    ndjson: flags.ndjson === true,
    csv: flags.csv === true,
    quiet: flags.quiet === true,
    debug: flags.debug === true,
    yes: flags.yes === true,
    input: flags.input !== false,
    color: typeof flags.color === 'boolean' ? flags.color : undefined,
    db: typeof flags.db === 'string' ? flags.db : undefined,
    config: typeof flags.config === 'string' ? flags.config : undefined,
    asOf: flags.asOf instanceof Date ? flags.asOf : undefined,
  }
}
