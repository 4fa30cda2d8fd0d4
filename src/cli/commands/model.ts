import { didYouMean } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import { command } from '../command.ts'
import type { FlagSpec } from '../flags.ts'
import type { AnyMode } from '../model/mode.ts'
import { adoptMode } from '../model/adopt.ts'
import { diffMode } from '../model/diff.ts'
import { evalMode } from '../model/eval.ts'
import { icpMode } from '../model/icp.ts'
import { learnMode } from '../model/learn.ts'
import { lintMode } from '../model/lint.ts'
import { recalibrateMode } from '../model/recalibrate.ts'

/** One line each; a mode is a file of its own in cli/model. */
const MODES: Readonly<Record<string, AnyMode>> = {
  icp: icpMode,
  learn: learnMode,
  eval: evalMode,
  recalibrate: recalibrateMode,
  adopt: adoptMode,
  diff: diffMode,
  lint: lintMode,
}

interface Input {
  mode: string
  input: unknown
}

interface Outcome {
  mode: string
  result: unknown
}

const modeOf = (name: string): AnyMode => {
  const found = Object.hasOwn(MODES, name) ? MODES[name] : undefined
  if (found !== undefined) return found
  const near = didYouMean(name, Object.keys(MODES))
  throw new PrmError('usage', 'usage.unknown_mode', `prm model does not know "${name}"`, {
    hint: near === null ? `it knows ${Object.keys(MODES).join(', ')}` : `did you mean prm model ${near}?`,
  })
}

const longName = ({ flags }: FlagSpec): string => /--([a-z-]+)/.exec(flags)![1]!

const camel = (name: string): string =>
  name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** Every flag of every mode, each once. */
const FLAGS: FlagSpec[] = [
  ...new Map(
    Object.values(MODES).flatMap((mode) => mode.flags.map((flag) => [longName(flag), flag])),
  ).values(),
]

/** A flag of another mode would do nothing here. */
const refuseOthers = (name: string, mode: AnyMode, flags: Readonly<Record<string, unknown>>): void => {
  const own = new Set(mode.flags.map(longName))
  const other = FLAGS.find((flag) => !own.has(longName(flag)) && flags[camel(longName(flag))] !== undefined)
  if (other === undefined) return
  throw new PrmError(
    'usage',
    'usage.flag_of_other_mode',
    `prm model ${name} does not take --${longName(other)}`,
    {
      hint: `it takes ${mode.flags.map((flag) => `--${longName(flag)}`).join(', ') || 'no flags of its own'}`,
    },
  )
}

export const modelCommand = command<Input, Outcome>({
  name: 'model',
  args: '<what> [file]',
  summary: 'Learn a model from customers or outcomes, judge it, find its mistakes, put it in force.',
  group: 'look',
  examples: [
    'prm model icp --from customers.csv',
    'prm model learn --outcome replied --within 30d',
    'prm model adopt learned.yaml',
  ],
  flags: FLAGS,
  input: async ([what = '', file], flags, ctx) => {
    const mode = modeOf(what)
    refuseOthers(what, mode, flags)
    return { mode: what, input: await mode.input(file, flags, ctx) }
  },
  run: async (ctx, { mode, input }, on) => ({
    mode,
    result: (await modeOf(mode).run(ctx, input, on)) as unknown,
  }),
  render: ({ mode, result }, view) => modeOf(mode).render(result, view),
  talk: ({ mode, result }, { input }, view) => modeOf(mode).talk?.(result, input, view) ?? [],
  isStdoutTaken: ({ mode, input }) => modeOf(mode).isStdoutTaken?.(input) ?? false,
  json: ({ result }) => result,
  exitCode: ({ mode, result }) => modeOf(mode).exitCode?.(result) ?? 0,
})
