/**
 * Asks what doubtful columns of lists hold: on a terminal only, before anything is written, once for lists with the
 * same headers. Elsewhere the guess stands, and the talk says how to change it.
 */
import { existsSync } from 'node:fs'
import type { ImportFile } from '../core/import/import.ts'
import type { Doubt } from '../core/reading/doubts.ts'
import { PrmError } from '../model/errors.ts'
import { FIELD_NAMES, FIELDS } from '../model/fields.ts'
import type { ProspectFile } from '../store/index.ts'
import type { Context } from './context.ts'
import type { FlagSpec } from './flags.ts'
import type { SearchChoice } from './prompts.ts'
import { plural } from './render/format.ts'
import { oneLine, truncate, wrap } from './render/width.ts'

/** On the commands that import. */
export const ASK: FlagSpec = {
  flags: '--ask',
  description: 'ask about doubtful columns again, where that was answered before',
}

export interface Asking {
  dry_run: boolean
  /** Also what was answered before. */
  again: boolean
}

/**
 * The prospect file, and the lists with the answers about their columns. A file that is not there yet is created after
 * the last question.
 *
 * @param files lists that `openLists` has opened
 * @throws PrmError `usage`: --ask where nobody can be asked; `interrupted`: Ctrl-C at a question, nothing is written
 */
export async function openWithAnswers(
  ctx: Context,
  files: readonly ImportFile[],
  { dry_run, again }: Asking,
): Promise<{ file: ProspectFile; files: ImportFile[] }> {
  const open = (): Promise<ProspectFile> => ctx.openFile({ create: true, dryRun: dry_run })
  const { prompts, common } = ctx
  const canAsk = prompts.canAsk && !common.yes && !common.json && !dry_run
  if (again && !canAsk) {
    throw new PrmError(
      'usage',
      'usage.cannot_ask',
      '--ask needs a terminal, and an import that is no dry run',
      {
        hint: "say what a column holds with --map 'Column=field'",
      },
    )
  }
  if (!canAsk || !(again || files.some(isDoubtful))) return { file: await open(), files: [...files] }
  const present = existsSync(await ctx.dbPath()) ? await open() : null
  const answered = await answers(ctx, files, again ? null : present)
  return { file: present ?? (await open()), files: answered }
}

const isDoubtful = ({ opened }: ImportFile): boolean => (opened?.doubts.length ?? 0) > 0

async function answers(
  ctx: Context,
  files: readonly ImportFile[],
  present: ProspectFile | null,
): Promise<ImportFile[]> {
  const { headerKey, recallAnswers } = await import('../core/import/mapping-answers.ts')
  const known = new Map<string, Record<string, string>>()
  const result: ImportFile[] = []
  for (const file of files) {
    const { header } = file.opened!
    if (!isDoubtful(file) || (present !== null && recallAnswers(present.meta, header) !== null)) {
      result.push(file)
      continue
    }
    const key = headerKey(header)
    const told = known.get(key) ?? (await askAbout(ctx, file, files.length > 1))
    known.set(key, told)
    result.push({ ...file, answers: told })
  }
  return result
}

async function askAbout(
  ctx: Context,
  { name, opened }: ImportFile,
  isOneOfSeveral: boolean,
): Promise<Record<string, string>> {
  const { doubts, columns, samples } = opened!
  const told: Record<string, string> = {}
  const taken = new Set<string>(
    columns.flatMap(({ field, by }) => (by === 'user' && field !== null ? [field] : [])),
  )
  const intro =
    `${name}: what ${plural(doubts.length, 'column holds', 'columns hold')} is not certain. ` +
    'Answers are kept for lists with the same headers; Ctrl-C leaves everything as it was.'
  await ctx.talk(wrap(intro, ctx.io.stderr.width).join('\n'))
  for (const doubt of doubts) {
    const values = (samples[doubt.index] ?? []).map((value) => truncate(oneLine(value), 24)).join(' | ')
    const answer = await ctx.prompts.search({
      message: `${isOneOfSeveral ? `${name}: ` : ''}"${oneLine(doubt.column)}" (${values})`,
      flag: '--map',
      choices: choicesFor(
        doubt,
        taken,
        ({ field }) => columns.find((column) => column.field === field)?.column,
      ),
    })
    told[doubt.column] = answer
    if (answer !== 'ignore') taken.add(answer)
  }
  return told
}

/** The likely fields first, then the ways out, then all other fields. */
function choicesFor(
  doubt: Doubt,
  taken: ReadonlySet<string>,
  columnOf: (choice: { field: string }) => string | undefined,
): SearchChoice<string>[] {
  const field = (name: keyof typeof FIELDS): SearchChoice<string> => {
    const column = columnOf({ field: name })
    const other = column === undefined || column === doubt.column ? '' : ` (now "${oneLine(column)}")`
    return { name, doc: `${FIELDS[name].doc}${other}` }
  }
  const isFree = (name: string): boolean => !taken.has(name)
  const likely = doubt.likely.filter(isFree)
  return [
    ...likely.map(field),
    { name: doubt.own, doc: 'a column of your own: kept as it is' },
    { name: 'ignore', doc: 'leave it out' },
    ...FIELD_NAMES.filter((name) => isFree(name) && !likely.includes(name)).map(field),
  ]
}
