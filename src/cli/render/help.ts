/** Help: one sentence, examples (people copy them), the command's own flags, then those that all commands have. */
import type { AnyCommand, CommandEntry, CommandGroup, View } from '../command.ts'
import { COMMON_FLAGS, ROW_FLAGS, type FlagSpec } from '../flags.ts'
import { HELP_TOPICS } from '../help-topics.ts'
import { pad, textWidth, wrap } from './width.ts'

const GROUP_TITLES: Readonly<Record<CommandGroup, string>> = {
  main: 'The six steps',
  whole: 'All in one go',
  look: 'Look',
  change: 'Change',
  file: 'The file',
  help: 'Help',
}

/** Lines wider than this are hard to read, however wide the terminal. */
const MOST_COLUMNS = 100

export function programHelp(commands: readonly CommandEntry[], view: View): string {
  const groups = (Object.keys(GROUP_TITLES) as CommandGroup[]).map((group) => ({
    title: GROUP_TITLES[group],
    rows: commands
      .filter((entry) => entry.group === group)
      .map(({ name, summary }) => [name, summary] as const),
  }))
  const topics = { title: 'Topics', rows: HELP_TOPICS.map(({ name, summary }) => [name, summary] as const) }
  const sections = [...groups.filter((group) => group.rows.length > 0), topics]
  const width = longest(sections.flatMap((section) => section.rows))
  return [
    'From messy lead lists to the few people worth calling, with the reasons.',
    `${view.colour.bold('Usage:')} prm <command> [flags]`,
    ...sections.map(({ title, rows }) => section(title, rows, width, view)),
    'prm help <command or topic> says more; prm <command> --help does too.',
  ].join('\n\n')
}

export function commandHelp(spec: AnyCommand, view: View): string {
  const own = spec.flags.map(flagRow)
  const common = commonFlags(spec).map(flagRow)
  const width = longest([...own, ...common])
  const usage = ['prm', spec.name, ...(spec.args === undefined ? [] : [spec.args]), '[flags]'].join(' ')
  return [
    spec.summary,
    `${view.colour.bold('Usage:')} ${usage}`,
    [view.colour.bold('Examples'), ...spec.examples.map((line) => `  ${line}`)].join('\n'),
    ...(own.length === 0 ? [] : [section('Flags', own, width, view)]),
    section('Flags of all commands', common, width, view),
  ].join('\n\n')
}

/** All flags of a command as data, its own first. */
export function flagRows(spec: AnyCommand): { flags: string; description: string }[] {
  return [...spec.flags, ...commonFlags(spec)].map((flag) => {
    const [flags, description] = flagRow(flag)
    return { flags: flags.trim(), description }
  })
}

function commonFlags(spec: AnyCommand): readonly FlagSpec[] {
  const help: FlagSpec = { flags: '-h, --help', description: 'show this help' }
  return [...(spec.rows === undefined ? [] : ROW_FLAGS), ...COMMON_FLAGS, help]
}

function flagRow(flag: FlagSpec): readonly [string, string] {
  const notes = [
    ...(flag.choices === undefined ? [] : [flag.choices.join(' | ')]),
    ...(flag.default === undefined ? [] : [`default: ${flag.default}`]),
    ...(flag.isRepeatable === true ? ['may be repeated'] : []),
  ]
  const description = notes.length === 0 ? flag.description : `${flag.description} (${notes.join('; ')})`
  // Long names stand under each other whether there is a letter or not.
  return [flag.flags.startsWith('--') ? `    ${flag.flags}` : flag.flags, description]
}

const longest = (rows: readonly (readonly [string, string])[]): number =>
  Math.max(0, ...rows.map(([term]) => textWidth(term)))

function section(
  title: string,
  rows: readonly (readonly [string, string])[],
  width: number,
  view: View,
): string {
  const indent = width + 4
  const room = Math.max(20, Math.min(view.width, MOST_COLUMNS) - indent)
  const lines = rows.flatMap(([term, description]) =>
    wrap(description, room).map((line, i) =>
      i === 0 ? `  ${pad(term, width)}  ${line}` : `${' '.repeat(indent)}${line}`,
    ),
  )
  return [view.colour.bold(title), ...lines].join('\n')
}
