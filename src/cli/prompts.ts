/**
 * Questions. Only when stdin and stderr are terminals and --no-input is absent; otherwise the error names the flag
 * that supplies the value. inquirer draws on stdout unless told otherwise, so it gets stderr.
 */
import { PrmError } from '../model/errors.ts'
import type { CommonValues } from './flags.ts'
import type { Io } from './io.ts'

export interface Question {
  message: string
  /** The flag or argument that gives the value without asking: '--country'. */
  flag: string
}

export interface SearchChoice<T extends string> {
  name: T
  /** Shown behind the name, and searched too. */
  doc: string
}

export interface Prompts {
  /** Whether one may ask at all. */
  canAsk: boolean
  /** @param question `validate` says in half a sentence what is wrong with an answer; it is asked again then */
  ask(question: Question & { default?: string; validate?: (text: string) => true | string }): Promise<string>
  choose<T extends string>(
    question: Question & { choices: readonly { name: string; value: T }[]; default?: T },
  ): Promise<T>
  /** A choice out of many: typing narrows it down. */
  search<T extends string>(question: Question & { choices: readonly SearchChoice<T>[] }): Promise<T>
  /** `--yes` answers yes; without a terminal it is required. */
  confirm(message: string, byDefault?: boolean): Promise<boolean>
}

export function makePrompts(io: Io, common: CommonValues): Prompts {
  const canAsk = common.input && io.stdin.isTTY === true && io.stderr.isTTY

  const put = async <T>(
    question: { message: string; [option: string]: unknown },
    flag: string,
  ): Promise<T> => {
    if (!canAsk) {
      const message = `a value is needed for: ${question.message}`
      throw new PrmError('usage', 'usage.missing_value', message, { hint: `give it with ${flag}` })
    }
    const { createPromptModule } = await import('inquirer')
    const prompt = createPromptModule({ input: io.stdin, output: io.stderr.stream })
    try {
      const answers = (await prompt([{ ...question, name: 'value' }] as never)) as { value: T }
      return answers.value
    } catch (error) {
      // Ctrl-C, or a terminal that went away.
      if (!(error instanceof Error && error.name === 'ExitPromptError')) throw error
      throw new PrmError('interrupted', 'interrupted', 'interrupted; nothing was changed', { cause: error })
    }
  }

  return {
    canAsk,
    ask: ({ flag, ...question }) => put({ type: 'input', ...question }, flag),
    choose: ({ flag, choices, ...question }) =>
      put({ type: 'select', choices: [...choices], ...question }, flag),
    search: ({ flag, choices, message }) => {
      const width = Math.max(...choices.map(({ name }) => name.length))
      const source = (term = '') =>
        narrowed(choices, term).map(({ name, doc }) => ({
          name: `${name.padEnd(width)}  ${doc}`,
          value: name,
          short: name,
        }))
      return put({ type: 'search', message, source, pageSize: 10 }, flag)
    },
    confirm: async (message, byDefault = false) =>
      common.yes || put({ type: 'confirm', message, default: byDefault }, '--yes'),
  }
}

/** Choices that hold the typed words; those whose name begins with them come first. */
function narrowed<T extends string>(choices: readonly SearchChoice<T>[], term: string): SearchChoice<T>[] {
  const words = term.toLowerCase().split(/\s+/).filter(Boolean)
  const found = choices.filter(({ name, doc }) =>
    words.every((word) => `${name} ${doc}`.toLowerCase().includes(word)),
  )
  const isBegun = ({ name }: SearchChoice<T>): boolean => words.length > 0 && name.startsWith(words[0]!)
  return [...found.filter(isBegun), ...found.filter((choice) => !isBegun(choice))]
}
