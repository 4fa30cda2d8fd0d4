/**
 * The table of commands, in the order of help. A command is its own file and one line here; the file is loaded only
 * when the command is used, so the summary stands in both (a test compares them).
 */
import type { CommandEntry } from '../command.ts'

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'import',
    summary: 'Read lists into the file: people, companies, events and more.',
    group: 'main',
    load: async () => (await import('./import.ts')).importCommand,
  },
  {
    name: 'enrich',
    summary: 'Fill in what follows from what is known.',
    group: 'main',
    load: async () => (await import('./enrich.ts')).enrichCommand,
  },
  {
    name: 'validate',
    summary: 'Check e-mail addresses and phone numbers.',
    group: 'main',
    load: async () => (await import('./validate.ts')).validateCommand,
  },
  {
    name: 'score',
    summary: 'Score everyone by the rules of the model.',
    group: 'main',
    load: async () => (await import('./score.ts')).scoreCommand,
  },
  {
    name: 'dedupe',
    summary: 'Merge people who are in the file twice.',
    group: 'main',
    load: async () => (await import('./dedupe.ts')).dedupeCommand,
  },
  {
    name: 'push',
    summary: 'Give those who are qualified to a target.',
    group: 'main',
    load: async () => (await import('./push.ts')).pushCommand,
  },
  {
    name: 'run',
    summary: 'Do all six steps: from lists to the people worth calling.',
    group: 'whole',
    load: async () => (await import('./run.ts')).runCommand,
  },
  {
    name: 'clean',
    summary: 'Clean a list: the same rows, clean values beside them, duplicates and bad addresses marked.',
    group: 'whole',
    load: async () => (await import('./clean.ts')).cleanCommand,
  },
  {
    name: 'init',
    summary: 'Write a commented prm.yaml: four questions, or flags.',
    group: 'whole',
    load: async () => (await import('./init.ts')).initCommand,
  },
  {
    name: 'status',
    summary: 'Show what the file holds and the next sensible step.',
    group: 'look',
    load: async () => (await import('./status.ts')).statusCommand,
  },
  {
    name: 'list',
    summary: 'List people, with filters and columns of your choice.',
    group: 'look',
    load: async () => (await import('./list.ts')).listCommand,
  },
  {
    name: 'match',
    summary: 'Tell who of a list is known already, without importing it.',
    group: 'look',
    load: async () => (await import('./match.ts')).matchCommand,
  },
  {
    name: 'show',
    summary: 'Show everything known of a person or a company, and from where.',
    group: 'look',
    load: async () => (await import('./show.ts')).showCommand,
  },
  {
    name: 'why',
    summary: 'Show why someone has this score, and what is missing.',
    group: 'look',
    load: async () => (await import('./why.ts')).whyCommand,
  },
  {
    name: 'model',
    summary: 'Learn a model from customers or outcomes, judge it, find its mistakes, put it in force.',
    group: 'look',
    load: async () => (await import('./model.ts')).modelCommand,
  },
  {
    name: 'path',
    summary: 'Find the warmest chains of people from us to a company.',
    group: 'look',
    load: async () => (await import('./path.ts')).pathCommand,
  },
  {
    name: 'agenda',
    summary: 'Show what is to be done, and who has gone quiet.',
    group: 'look',
    load: async () => (await import('./agenda.ts')).agendaCommand,
  },
  {
    name: 'history',
    summary: 'List what was done to the file, and to each row.',
    group: 'look',
    load: async () => (await import('./history.ts')).historyCommand,
  },
  {
    name: 'add',
    summary: 'Add a person by hand.',
    group: 'change',
    load: async () => (await import('./add.ts')).addCommand,
  },
  {
    name: 'edit',
    summary: 'Change what is known of a person.',
    group: 'change',
    load: async () => (await import('./edit.ts')).editCommand,
  },
  {
    name: 'relate',
    summary: 'Say how somebody is tied to another person or a company.',
    group: 'change',
    load: async () => (await import('./relate.ts')).relateCommand,
  },
  {
    name: 'link',
    summary: 'Link a person with their id in another system.',
    group: 'change',
    load: async () => (await import('./link.ts')).linkCommand,
  },
  {
    name: 'merge',
    summary: 'Say that several people are one.',
    group: 'change',
    load: async () => (await import('./merge.ts')).mergeCommand,
  },
  {
    name: 'split',
    summary: 'Take apart people who were merged, and keep them apart.',
    group: 'change',
    load: async () => (await import('./split.ts')).splitCommand,
  },
  {
    name: 'stage',
    summary: 'Say where somebody stands: lifecycle or buying stage.',
    group: 'change',
    load: async () => (await import('./stage.ts')).stageCommand,
  },
  {
    name: 'log',
    summary: 'Log what was done with somebody, and what is next.',
    group: 'change',
    load: async () => (await import('./log.ts')).logCommand,
  },
  {
    name: 'ask',
    summary: 'Walk through the questions that somebody has not answered yet.',
    group: 'change',
    load: async () => (await import('./ask.ts')).askCommand,
  },
  {
    name: 'signal',
    summary: 'Note a sign of intent by hand, or list them.',
    group: 'change',
    load: async () => (await import('./signal.ts')).signalCommand,
  },
  {
    name: 'role',
    summary: 'Say which part somebody has in a purchase.',
    group: 'change',
    load: async () => (await import('./role.ts')).roleCommand,
  },
  {
    name: 'undo',
    summary: 'Take back a run: an import, a merge, an edit.',
    group: 'change',
    load: async () => (await import('./undo.ts')).undoCommand,
  },
  {
    name: 'export',
    summary: 'Write all people to a file, with any columns.',
    group: 'file',
    load: async () => (await import('./export.ts')).exportCommand,
  },
  {
    name: 'query',
    summary: 'Ask the file in SQL; it only reads.',
    group: 'file',
    load: async () => (await import('./query.ts')).queryCommand,
  },
  {
    name: 'schema',
    summary: 'Explain the tables, columns and conditions.',
    group: 'file',
    load: async () => (await import('./schema.ts')).schemaCommand,
  },
  {
    name: 'connectors',
    summary: 'List the outside services that prm can ask, and test one.',
    group: 'file',
    load: async () => (await import('./connectors.ts')).connectorsCommand,
  },
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
