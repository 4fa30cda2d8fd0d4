/** How a list is to be read where the guess is wrong: flags, and what they say. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { MappingFile } from '../core/config/mapping-file.ts'
import type { TableOptions } from '../lib/table/index.ts'
import { squash } from '../lib/text.ts'
import { PrmError } from '../model/errors.ts'
import { wholeNumber, type FlagSpec } from './flags.ts'

/** On every command that reads phone numbers. */
export const COUNTRY: FlagSpec = {
  flags: '--country <code>',
  description: 'the country of phone numbers without a country code, such as US',
  completes: 'nothing',
}

/** On the commands that read single lists: they speak of the columns of one. */
export const READING_FLAGS: readonly FlagSpec[] = [
  {
    flags: '--map <column=field>',
    description: 'what a column holds, where the guess is wrong',
    isRepeatable: true,
    completes: 'nothing',
  },
  {
    flags: '--ignore <column>',
    description: 'leave a column out',
    isRepeatable: true,
    completes: 'nothing',
  },
  {
    flags: '--mapping <file>',
    description: 'the same for many columns: a YAML file of column: field lines and ignore: [columns]',
  },
  {
    flags: '--delimiter <char>',
    description: 'what sets cells apart, where the guess is wrong: ; or tab',
    completes: 'nothing',
  },
  {
    flags: '--encoding <name>',
    description: 'how letters are written, where the guess is wrong: utf-8, windows-1252',
    completes: 'nothing',
  },
  {
    flags: '--header-row <n>',
    description: 'the row of the header, where the guess is wrong; 0 is none',
    parse: wholeNumber,
    completes: 'nothing',
  },
  {
    flags: '--sheet <name>',
    description: 'which sheet of a workbook, by its name or number (else the first with rows)',
    completes: 'nothing',
  },
]

const DELIMITERS: Readonly<Record<string, string>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  '\\t': '\t',
  pipe: '|',
}

export interface ReadingOrders {
  map: Record<string, string>
  ignore: string[]
  table: TableOptions
}

/**
 * The values of READING_FLAGS. What --map and --ignore say of a column goes before what the mapping file says of it.
 *
 * @param cwd the mapping file is named relative to it
 * @throws PrmError `usage`; `mapping.…` for the mapping file
 */
export async function readingOrders(
  flags: Readonly<Record<string, unknown>>,
  cwd: string,
): Promise<ReadingOrders> {
  const map = mapOf((flags.map as string[] | undefined) ?? [])
  const ignore = (flags.ignore as string[] | undefined) ?? []
  const table = tableOptions(flags)
  if (typeof flags.mapping !== 'string') return { map, ignore, table }
  const file = await mappingFile(resolve(cwd, flags.mapping))
  const told = new Set([...Object.keys(map), ...ignore].map(folded))
  const isFree = (column: string): boolean => !told.has(folded(column))
  return {
    map: { ...Object.fromEntries(Object.entries(file.map).filter(([column]) => isFree(column))), ...map },
    ignore: [...file.ignore.filter(isFree), ...ignore],
    table,
  }
}

const folded = (column: string): string => squash(column).toLowerCase()

function tableOptions({
  delimiter,
  encoding,
  headerRow,
  sheet,
}: Readonly<Record<string, unknown>>): TableOptions {
  const table: TableOptions = {}
  if (delimiter === '') {
    throw new PrmError('usage', 'usage.invalid_value', '--delimiter must not be empty', {
      hint: "for example --delimiter tab, or --delimiter ';'",
    })
  }
  if (typeof delimiter === 'string') table.delimiter = DELIMITERS[delimiter] ?? delimiter
  if (typeof encoding === 'string') table.encoding = encoding
  if (typeof headerRow === 'number') table.headerRow = headerRow
  if (typeof sheet === 'string') table.sheet = sheet
  return table
}

async function mappingFile(path: string): Promise<MappingFile> {
  const { readMapping } = await import('../core/config/mapping-file.ts')
  return readMapping(readText(path), path)
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const reason =
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : message
    throw new PrmError('config', 'mapping.unreadable', `cannot read the mapping ${path}: ${reason}`, {
      cause: error,
    })
  }
}

function mapOf(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      // The last one: a column may have an equals sign in its name, a field has none.
      const at = pair.lastIndexOf('=')
      if (at > 0) return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
      throw new PrmError('usage', 'usage.invalid_value', `--map must be column=field, not '${pair}'`, {
        hint: "for example --map 'Firma=company'",
      })
    }),
  )
}

/** ISO code of a country however it was written; loaded late, for it is a large table. */
export async function countryOption(given: unknown, byDefault: string): Promise<string> {
  if (typeof given !== 'string') return byDefault
  const { countryCode } = await import('../model/country.ts')
  const code = countryCode(given)
  if (code !== null) return code
  throw new PrmError('usage', 'usage.invalid_value', `--country must be a country such as US, not '${given}'`)
}
