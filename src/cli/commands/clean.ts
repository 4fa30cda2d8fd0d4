import type { CleanInput, CleanResult } from '../../core/clean/clean.ts'
import { readMailLists } from '../../core/config/mail-lists.ts'
import { PrmError } from '../../model/errors.ts'
import { command } from '../command.ts'
import type { Context } from '../context.ts'
import { DRY_RUN, OUTPUT } from '../flags.ts'
import { COUNTRY, countryOption, READING_FLAGS, readingOrders } from '../reading-flags.ts'
import { renderClean } from '../render/clean.ts'

interface CleanArgs {
  operation: CleanInput
  /** The summary may not stand on stdout: it is talk beside the rows, unless it is the JSON that was asked for. */
  isTalk: boolean
}

export const cleanCommand = command<CleanArgs, CleanResult>({
  name: 'clean',
  args: '[file]',
  summary: 'Clean a list: the same rows, clean values beside them, duplicates and bad addresses marked.',
  group: 'whole',
  examples: [
    'prm clean messy.csv',
    'prm clean messy.csv -o clean.csv --bom',
    'cat messy.csv | prm clean | head',
  ],
  flags: [
    OUTPUT,
    { flags: '--bom', description: 'begin with a byte order mark, so that Excel shows accents' },
    DRY_RUN,
    COUNTRY,
    ...READING_FLAGS,
  ],
  input: async ([file], flags, ctx) => {
    const name = file ?? (ctx.io.stdin.isTTY === true ? noFile() : '-')
    const config = await ctx.config()
    const { map, ignore, table } = await readingOrders(flags, ctx.cwd)
    const isJson = ctx.common.json
    const output = flags.dryRun === true ? null : outputOf(ctx, name, flags.output, isJson)
    const isStream = output !== null && !('path' in output)
    return {
      operation: {
        source:
          name === '-'
            ? { stream: ctx.io.stdin as AsyncIterable<Uint8Array>, name: 'stdin' }
            : { path: name },
        name,
        output,
        bom: flags.bom === true,
        country: await countryOption(flags.country, config.country),
        locale:
          flags.country === undefined && ctx.configPath() === null
            ? undefined
            : await countryOption(flags.country, config.country),
        map,
        ignore,
        extra_tlds: config.validate.extra_tlds,
        ...readMailLists(config),
        table,
        signal: ctx.signal,
      },
      isTalk: isStream || !isJson,
    }
  },
  run: async (_ctx, { operation }, on) => {
    const { cleanList } = await import('../../core/clean/clean.ts')
    return cleanList(operation, on)
  },
  render: renderClean,
  isStdoutTaken: ({ isTalk }) => isTalk,
})

const noFile = (): never => {
  throw new PrmError('usage', 'usage.missing_file', 'which list shall be cleaned?', {
    hint: 'prm clean messy.csv',
  })
}

/** Where the rows go: -o; else stdout where that is a pipe or a file; else a new file in the current folder. */
const outputOf = (ctx: Context, name: string, given: unknown, isJson: boolean): CleanInput['output'] => {
  const { stdout } = ctx.io
  if (given === '-' || (given === undefined && !stdout.isTTY && !isJson)) {
    return { write: (text) => stdout.write(text), isClosed: () => stdout.isClosed() }
  }
  if (typeof given === 'string') return { path: given, replace: true }
  return { path: `${baseName(name)}.clean.csv`, replace: false }
}

/** `lists/messy.csv.gz` -> `messy` */
const baseName = (name: string): string =>
  name === '-' ? 'stdin' : (name.split(/[\\/]/).at(-1) ?? name).replace(/(?<=.)(\.[a-z0-9]{1,5}){1,2}$/i, '')
