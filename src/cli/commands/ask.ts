import type { Question } from '../../core/config/config.ts'
import type { LogResult } from '../../core/log/log.ts'
import { askQuestions } from '../ask-questions.ts'
import { command } from '../command.ts'
import { makeDeps } from '../deps.ts'
import { BY } from '../flags.ts'
import { askTalk, renderAsk } from '../render/ask.ts'

interface Input {
  /** The id of the person. */
  who: string
  questions: readonly Question[]
  answers: Record<string, string>
  by: string | undefined
  is_interrupted: boolean
}

export interface AskResult extends LogResult {
  /** Keys of the questions that nobody has answered yet. */
  open: string[]
  is_interrupted: boolean
}

export const askCommand = command<Input, AskResult>({
  name: 'ask',
  args: '<who>',
  summary: 'Walk through the questions that somebody has not answered yet.',
  group: 'change',
  examples: ['prm ask ann@acme.example', 'prm ask "Ann Lee" --by ana'],
  flags: [BY],
  completes: 'nothing',
  input: async ([who = ''], flags, ctx) => {
    const file = await ctx.openFile()
    const { findPerson } = await import('../../core/derive/who.ts')
    const { openQuestions } = await import('../../core/log/answers.ts')
    const questions = (await ctx.config()).discovery
    const id = findPerson(file, who)
    const asked = await askQuestions(ctx.prompts, openQuestions(file, id, questions), who)
    return { who: id, questions, ...asked, by: flags.by as string | undefined }
  },
  run: async (ctx, { is_interrupted, ...input }) => {
    const file = await ctx.openFile()
    const { logActivity } = await import('../../core/log/log.ts')
    const { openQuestions } = await import('../../core/log/answers.ts')
    const told = await logActivity(await makeDeps(ctx, file), { ...input, kind: null })
    return {
      ...told,
      open: openQuestions(file, input.who, input.questions).map(({ key }) => key),
      is_interrupted,
    }
  },
  render: renderAsk,
  talk: askTalk,
  exitCode: ({ is_interrupted }) => (is_interrupted ? 130 : 0),
})
