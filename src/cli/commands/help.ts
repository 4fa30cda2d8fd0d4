import { didYouMean } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import { command, type AnyCommand, type CommandEntry } from '../command.ts'
import { HELP_TOPICS, type HelpTopic } from '../help-topics.ts'
import { commandHelp, flagRows, programHelp } from '../render/help.ts'

type Subject =
  { kind: 'program' } | { kind: 'command'; spec: AnyCommand } | { kind: 'topic'; topic: HelpTopic }

interface HelpResult {
  commands: readonly CommandEntry[]
  subject: Subject
}

export const helpCommand = command<Subject, HelpResult>({
  name: 'help',
  args: '[topic]',
  summary: 'Show help for a command or a topic.',
  group: 'help',
  examples: ['prm help', 'prm help import', 'prm help exit-codes'],
  flags: [],
  completes: 'topic',
  isProduct: true,
  input: async ([name], _flags, ctx) => {
    if (name === undefined) return { kind: 'program' }
    const entry = ctx.commands.find((candidate) => candidate.name === name)
    if (entry !== undefined) return { kind: 'command', spec: await entry.load() }
    const topic = HELP_TOPICS.find((candidate) => candidate.name === name)
    if (topic !== undefined) return { kind: 'topic', topic }
    const near = didYouMean(
      name,
      [...ctx.commands, ...HELP_TOPICS].map((known) => known.name),
    )
    throw new PrmError('usage', 'usage.unknown_topic', `there is no help on '${name}'`, {
      hint: near === null ? 'prm help lists commands and topics' : `did you mean prm help ${near}?`,
    })
  },
  run: (ctx, subject) => Promise.resolve({ commands: ctx.commands, subject }),
  render: ({ commands, subject }, view) => {
    if (subject.kind === 'command') return commandHelp(subject.spec, view)
    return subject.kind === 'topic' ? subject.topic.text : programHelp(commands, view)
  },
  json: ({ commands, subject }) => ({ schemaVersion: 1, run: null, ...asJson(commands, subject) }),
})

function asJson(commands: readonly CommandEntry[], subject: Subject): Record<string, unknown> {
  switch (subject.kind) {
    case 'program':
      return {
        counts: { commands: commands.length, topics: HELP_TOPICS.length },
        commands: commands.map(({ name, summary, group }) => ({ name, summary, group })),
        topics: HELP_TOPICS.map(({ name, summary }) => ({ name, summary })),
      }
    case 'topic':
      return { counts: { topics: 1 }, ...subject.topic }
    case 'command': {
      const { name, args = null, summary, group, examples } = subject.spec
      const flags = flagRows(subject.spec)
      return { counts: { flags: flags.length }, name, args, summary, group, examples, flags }
    }
  }
}
