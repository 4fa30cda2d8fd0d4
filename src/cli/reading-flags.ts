/** The flags that say how a list is to be read; the same in every command that reads one. */
import type { TableOptions } from '../lib/table/index.ts'
import { countryCode } from '../model/country.ts'
import { PrmError } from '../model/errors.ts'
import type { FlagSpec } from './flags.ts'

/** A country by code or name, as its code. For `parse`. */
export function country(text: string): string {
  const code = countryCode(text)
  if (code === null) throw new Error('must be a country such as US or Germany')
  return code
}

export const COUNTRY: FlagSpec = {
  flags: '--country <country>',
  description: 'phone numbers without a country are of this one',
  parse: country,
  completes: 'nothing',
}

export const READING_FLAGS: readonly FlagSpec[] = [
  COUNTRY,
  {
    flags: '--map <column=field>',
    description: 'read a column as this field, custom.<name> or ignore',
    isRepeatable: true,
    completes: 'nothing',
  },
  {
    flags: '--delimiter <text>',
    description: 'what separates the cells (tab, comma, …) where the guess is wrong',
    completes: 'nothing',
  },
  {
    flags: '--encoding <name>',
    description: 'the encoding, where the guess is wrong',
    completes: 'nothing',
  },
]

const DELIMITERS: Readonly<Record<string, string>> = {
  tab: '\t',
  '\\t': '\t',
  comma: ',',
  semicolon: ';',
  pipe: '|',
  space: ' ',
}

export interface ReadingInput {
  country: string | undefined
  map: Record<string, string>
  table: TableOptions
}

/** Takes the values of READING_FLAGS out of the parsed flags. */
export function readingInput(flags: Readonly<Record<string, unknown>>): ReadingInput {
  const table: TableOptions = {}
  if (typeof flags.delimiter === 'string') {
    if (flags.delimiter === '') {
      throw new PrmError('usage', 'usage.invalid_value', '--delimiter must not be empty', {
        hint: "for example --delimiter tab, or --delimiter ';'",
      })
    }
    table.delimiter = DELIMITERS[flags.delimiter.toLowerCase()] ?? flags.delimiter
  }
  if (typeof flags.encoding === 'string') table.encoding = flags.encoding
  const map: Record<string, string> = {}
  for (const text of (flags.map as string[] | undefined) ?? []) {
    // The last one: a column may have an equals sign in its name, a field has none.
    const at = text.lastIndexOf('=')
    if (at < 1) {
      throw new PrmError('usage', 'usage.invalid_value', `--map must be column=field, not '${text}'`, {
        hint: 'for example --map "Job=title", or --map "Comments=ignore"',
      })
    }
    map[text.slice(0, at)] = text.slice(at + 1)
  }
  return { country: typeof flags.country === 'string' ? flags.country : undefined, map, table }
}
