/**
 * The table of commands, in the order of help. A command is its own file and one line here; the file is loaded only
 * when the command is used, so the summary stands in both (a test compares them).
 */
import type { CommandEntry } from '../command.ts'

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'completion',
    summary: 'Print a completion script for your shell.',
    group: 'help',
    load: async () => (await import('./completion.ts')).completionCommand,
  },
  {
    name: 'help',
    summary: 'Show help for a command or a topic.',
    group: 'help',
    load: async () => (await import('./help.ts')).helpCommand,
  },
]
