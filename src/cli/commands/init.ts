import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { DEFAULT_CONFIG } from '../../core/config/defaults.ts'
import type { ConfigAnswers } from '../../core/config/render.ts'
import { writeAtomically } from '../../lib/atomic-write.ts'
import { PrmError } from '../../model/errors.ts'
import { command } from '../command.ts'
import type { Context } from '../context.ts'
import { DRY_RUN } from '../flags.ts'
import { countryOption } from '../reading-flags.ts'
import { renderInit } from '../render/init.ts'
import { readMarket, splitList } from '../market.ts'

interface InitInput {
  /** Absolute. */
  path: string
  answers: ConfigAnswers
  /** A file that is there already and says something else. */
  existing: 'refuse' | 'replace' | 'keep'
  dry_run: boolean
}

export interface InitResult {
  schemaVersion: 1
  run: null
  counts: { written: number }
  /** As shown: relative to the current folder. */
  path: string
  outcome: 'created' | 'replaced' | 'unchanged' | 'kept' | 'planned'
  answers: ConfigAnswers
  text: string
}

export const initCommand = command<InitInput, InitResult>({
  name: 'init',
  summary: 'Write a commented prm.yaml: four questions, or flags.',
  group: 'whole',
  examples: [
    'prm init',
    "prm init --sells-to 'logistics, retail, 50-500 people' --titles 'COO, Head of Operations' --country DE",
    'prm init --customers customers.csv --force',
  ],
  flags: [
    {
      flags: '--sells-to <whom>',
      description: 'industries and company size: logistics, retail, 50-500 people',
      completes: 'nothing',
    },
    { flags: '--titles <list>', description: 'job titles to reach, with commas', completes: 'nothing' },
    {
      flags: '--country <code>',
      description: 'the country of phone numbers without a country code, such as US',
      completes: 'nothing',
    },
    { flags: '--customers <file>', description: 'a list of present customers: never leads' },
    { flags: '--force', description: 'replace a prm.yaml that is there already' },
    DRY_RUN,
  ],
  completes: 'nothing',
  input: async (_args, flags, ctx) => {
    const path = resolve(ctx.cwd, ctx.common.config ?? 'prm.yaml')
    const dry_run = flags.dryRun === true
    const existing = dry_run ? 'keep' : await whatOfTheOld(path, flags.force === true, ctx)
    // Four answers for a file that stays as it is would be asked in vain.
    const answers = existing === 'keep' && !dry_run ? NO_ANSWERS : await ask(flags, dirname(path), ctx)
    return { path, answers, existing, dry_run }
  },
  run: async (ctx, input) => {
    const { renderConfig } = await import('../../core/config/render.ts')
    return writeConfig(ctx.cwd, input, renderConfig(input.answers))
  },
  render: renderInit,
  talk: ({ outcome, path }) =>
    outcome === 'kept' || outcome === 'planned'
      ? []
      : [`next: look into ${path}, then: prm run <your list>.csv`],
})

const NO_ANSWERS: ConfigAnswers = {
  country: DEFAULT_CONFIG.country,
  sells_to: '',
  titles: [],
  customers: null,
}

/** Asked before the questions: nobody answers them to hear that there is a file already. */
const whatOfTheOld = async (
  path: string,
  isForced: boolean,
  ctx: Context,
): Promise<InitInput['existing']> => {
  if (isForced || !existsSync(path) || ctx.common.yes) return 'replace'
  if (!ctx.prompts.canAsk) return 'refuse'
  const name = shown(ctx.cwd, path)
  return (await ctx.prompts.confirm(`There is a ${name} already. Replace it?`)) ? 'replace' : 'keep'
}

/** What the flags do not say is asked; where nobody can be asked, the built-in text serves. */
const ask = async (
  flags: Readonly<Record<string, unknown>>,
  folder: string,
  ctx: Context,
): Promise<ConfigAnswers> => {
  const { prompts } = ctx
  const { countryCode } = await import('../../model/country.ts')
  const value = async (name: string, question: () => Promise<string>, otherwise: string): Promise<string> => {
    const given = flags[name]
    if (typeof given === 'string') return given.trim()
    return prompts.canAsk ? (await question()).trim() : otherwise
  }
  const sells_to = await value(
    'sellsTo',
    () =>
      prompts.ask({
        message: 'Whom do you sell to, as in "logistics, retail, 50-500 people"?',
        flag: '--sells-to',
      }),
    '',
  )
  const titles = await value(
    'titles',
    () => prompts.ask({ message: 'Which job titles, as in "COO, Head of Operations"?', flag: '--titles' }),
    '',
  )
  const home = await value(
    'country',
    () =>
      prompts.ask({
        message: 'Of which country are phone numbers without a country code?',
        flag: '--country',
        default: NO_ANSWERS.country,
        validate: (text) => (countryCode(text) === null ? `"${text}" is no country: US, Germany, …` : true),
      }),
    NO_ANSWERS.country,
  )
  const customers = await value(
    'customers',
    () =>
      prompts.ask({
        message: 'A file of present customers (Enter if there is none)?',
        flag: '--customers',
        validate: (text) => missingFile(ctx.cwd, text.trim()) ?? true,
      }),
    '',
  )
  const fault = missingFile(ctx.cwd, customers)
  if (fault !== null) throw new PrmError('input', 'init.no_such_file', `--customers: ${fault}`)
  return {
    ...readMarket(sells_to),
    titles: splitList(titles),
    country: await countryOption(home, NO_ANSWERS.country),
    customers: customers === '' ? null : relative(folder, resolve(ctx.cwd, customers)),
  }
}

const missingFile = (cwd: string, file: string): string | null => {
  if (file === '') return null
  const path = resolve(cwd, file)
  if (!existsSync(path)) return `there is no file ${file}`
  return statSync(path).isDirectory() ? `${file} is a folder` : null
}

const writeConfig = (
  cwd: string,
  { path, answers, existing, dry_run }: InitInput,
  text: string,
): InitResult => {
  const there = existsSync(path)
  const isSame = there && statSync(path).isFile() && readFileSync(path, 'utf8') === text
  const name = shown(cwd, path)
  const result = (outcome: InitResult['outcome']): InitResult => ({
    ...{
      schemaVersion: 1,
      run: null,
      counts: { written: Number(outcome === 'created' || outcome === 'replaced') },
    },
    ...{ path: name, outcome, answers, text },
  })
  if (dry_run) return result('planned')
  if (existing === 'keep') return result('kept')
  if (isSame) return result('unchanged')
  if (there && existing === 'refuse') {
    throw new PrmError('input', 'init.exists', `there is a ${name} already, and it says something else`, {
      hint: 'prm init --force replaces it; prm init --dry-run shows what would be written',
    })
  }
  writeAtomically(path, [text])
  return result(there ? 'replaced' : 'created')
}

const shown = (cwd: string, path: string): string => {
  const near = relative(cwd, path)
  return near.startsWith('..') ? path : near
}
