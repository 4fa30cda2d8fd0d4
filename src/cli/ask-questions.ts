/** Walks through questions on the terminal. Ctrl-C ends the walk and keeps what was answered. */
import type { Question } from '../core/config/config.ts'
import { answerFault } from '../core/log/answers.ts'
import { PrmError } from '../model/errors.ts'
import type { Prompts } from './prompts.ts'

export interface Asked {
  /** Key → what was typed; questions that were passed over are left out. */
  answers: Record<string, string>
  is_interrupted: boolean
}

/**
 * @param who for the hint where nobody can be asked
 * @throws PrmError `usage.missing_value` without a terminal; `interrupted` before the first answer
 */
export async function askQuestions(
  prompts: Prompts,
  questions: readonly Question[],
  who: string,
): Promise<Asked> {
  const answers: Record<string, string> = {}
  for (const question of questions) {
    try {
      const answer = await put(prompts, question, who)
      if (answer.trim() !== '') answers[question.key] = answer
    } catch (error) {
      const isCut = error instanceof PrmError && error.kind === 'interrupted'
      if (!isCut || Object.keys(answers).length === 0) throw error
      return { answers, is_interrupted: true }
    }
  }
  return { answers, is_interrupted: false }
}

const put = (prompts: Prompts, question: Question, who: string): Promise<string> => {
  const flag = `prm log ${/\s/.test(who) ? `"${who}"` : who} --answer ${question.key}=…`
  const choices = question.type === 'boolean' ? ['yes', 'no'] : question.choices
  if (choices !== undefined) {
    const all = [...choices, ''].map((value) => ({ name: value === '' ? '(not known yet)' : value, value }))
    return prompts.choose({ message: question.text, flag, choices: all, default: '' })
  }
  return prompts.ask({
    message: `${question.text} (Enter: not known yet)`,
    flag,
    validate: (text) => answerFault(question, text) ?? true,
  })
}
