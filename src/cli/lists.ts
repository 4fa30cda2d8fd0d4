/** What import and run share: lists named on the command line, and how they are to be read. */
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { ImportFile, ImportInput } from '../core/import/import.ts'
import { PrmError } from '../model/errors.ts'
import { ON_MATCH } from '../model/record.ts'
import type { Context } from './context.ts'
import { share, type FlagSpec } from './flags.ts'
import { ASK } from './mapping-questions.ts'
import { COUNTRY, countryOption } from './reading-flags.ts'

type Flags = Readonly<Record<string, unknown>>

/** What a source has cost. */
export const COST_FLAGS: readonly FlagSpec[] = [
  {
    flags: '--cost <amount>',
    description: 'what the source has cost in all, with --currency',
    parse: amount,
    completes: 'nothing',
  },
  {
    flags: '--currency <code>',
    description: 'of the cost: EUR, USD',
    parse: currencyCode,
    completes: 'nothing',
  },
]

/** On import and run. */
export const LIST_FLAGS: readonly FlagSpec[] = [
  {
    flags: '--source <name>',
    description: 'where the lists come from (else the name of each file)',
    completes: 'nothing',
  },
  ...COST_FLAGS,
  {
    flags: '--on-match <how>',
    description: 'what a row does to a person who is known: fill blanks only, overwrite, refresh, skip',
    choices: ON_MATCH,
  },
  {
    flags: '--clear-marker <text>',
    description: 'a cell of just this text clears the value on purpose, with --on-match overwrite or refresh',
    isRepeatable: true,
    completes: 'nothing',
  },
  COUNTRY,
  {
    flags: '--max-rejects <share>',
    description: 'exit 3 when more of the rows are rejected',
    default: '10%',
    completes: 'nothing',
  },
  ASK,
  { flags: '--rejects <file>', description: 'write rejected rows here (else <list>.rejects.csv)' },
]

export interface ListOptions {
  lists: Omit<ImportInput, 'dry_run'>
  /** Between 0 and 1. */
  max_rejects: number
  /** Ask about doubtful columns, also where that was answered before. */
  ask: boolean
  rejects: { folder: string; path?: string | undefined }
}

/** Reads the flags above. The config gives what they do not. */
export async function listOptions(
  files: readonly string[],
  flags: Flags,
  ctx: Context,
): Promise<ListOptions> {
  const config = await ctx.config()
  const lists: ListOptions['lists'] = {
    files: namedLists(files, ctx),
    kind: 'people',
    on_match: (flags.onMatch as ImportInput['on_match'] | undefined) ?? config.import.on_match,
    source: flags.source as string | undefined,
    trusted: config.import.sources,
    country: await countryOption(flags.country, config.country),
    cost: costOf(flags),
    clear: clearMarkers(flags.clearMarker),
    // Told by somebody, not merely what phone numbers are read by for want of better.
    locale:
      flags.country === undefined && ctx.configPath() === null
        ? undefined
        : await countryOption(flags.country, config.country),
    usual: { map: config.import.map, ignore: config.import.ignore },
  }
  return {
    lists,
    max_rejects: maxRejects(flags.maxRejects),
    ask: flags.ask === true,
    rejects: rejectsPlace(flags.rejects, files, ctx),
  }
}

function namedLists(files: readonly string[], ctx: Context): ImportFile[] {
  if (files.filter((name) => name === '-').length > 1) {
    throw new PrmError('usage', 'usage.stdin_twice', 'standard input (-) can be read only once')
  }
  return files.map((name) =>
    name === '-'
      ? {
          name,
          source: { stream: ctx.io.stdin as unknown as AsyncIterable<Uint8Array>, name: 'standard input' },
        }
      : { name, source: { path: resolve(ctx.cwd, name) } },
  )
}

/** Both flags or none. */
export function costOf({ cost, currency }: Flags): ImportInput['cost'] {
  if (typeof cost === 'number' && typeof currency === 'string') return { amount: cost, currency }
  if (cost === undefined && currency === undefined) return undefined
  throw new PrmError('usage', 'usage.cost', '--cost and --currency go together', {
    hint: 'for example --cost 450 --currency EUR',
  })
}

function amount(text: string): number {
  if (!/^\d{1,12}(\.\d+)?$/.test(text)) throw new Error('must be an amount such as 450 or 450.50')
  return Number(text)
}

/** An ISO 4217 code that is in use. */
function currencyCode(text: string): string {
  const code = text.toUpperCase()
  if (Intl.supportedValuesOf('currency').includes(code)) return code
  throw new Error('must be the code of a currency such as EUR')
}

function clearMarkers(given: unknown): string[] {
  const markers = ((given ?? []) as string[]).map((text) => text.trim())
  if (!markers.includes('')) return markers
  throw new PrmError(
    'usage',
    'usage.invalid_value',
    '--clear-marker must not be blank: a blank cell means unknown',
    {
      hint: "for example --clear-marker '#N/A'",
    },
  )
}

function maxRejects(given: unknown): number {
  try {
    return share(String(given))
  } catch (error) {
    const message = `--max-rejects ${(error as Error).message}, not '${String(given)}'`
    throw new PrmError('usage', 'usage.invalid_value', message)
  }
}

function rejectsPlace(given: unknown, files: readonly string[], ctx: Context): ListOptions['rejects'] {
  if (typeof given !== 'string') return { folder: ctx.cwd }
  if (files.length > 1) {
    throw new PrmError('usage', 'usage.rejects_of_several', '--rejects names the file of one list', {
      hint: 'leave it out: each list then has its own <list>.rejects.csv',
    })
  }
  const path = resolve(ctx.cwd, given)
  if (!existsSync(dirname(path))) {
    throw new PrmError('input', 'input.no_folder', `there is no folder ${dirname(path)} for the rejects`)
  }
  return { folder: ctx.cwd, path }
}

/** Whether more rows were rejected than is all right. */
export const isTooMany = (counts: { read: number; rejected: number }, most: number): boolean =>
  counts.read > 0 && counts.rejected / counts.read > most
