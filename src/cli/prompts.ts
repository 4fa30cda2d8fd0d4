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

export interface Prompts {
  /** Whether one may ask at all. */
  canAsk: boolean
  /** @param question `validate` says in half a sentence what is wrong with an answer; it is asked again then */
  ask(question: Question & { default?: string; validate?: (text: string) => true | string }): Promise<string>
  choose<T extends string>(
    question: Question & { choices: readonly { name: string; value: T }[]; default?: T },
  ): Promise<T>
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
    confirm: async (message, byDefault = false) =>
      common.yes || put({ type: 'confirm', message, default: byDefault }, '--yes'),
  }
}
