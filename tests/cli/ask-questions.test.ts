import { describe, expect, test } from 'vitest'
import { askQuestions } from '../../src/cli/ask-questions.ts'
import type { Prompts } from '../../src/cli/prompts.ts'
import type { Question } from '../../src/core/config/config.ts'
import { PrmError } from '../../src/model/errors.ts'

const QUESTIONS: Question[] = [
  { key: 'need', text: 'What?', type: 'text' },
  { key: 'budget', text: 'How much?', type: 'number' },
  { key: 'cloud', text: 'Cloud?', type: 'boolean' },
]

const CUT = Symbol('Ctrl-C')

/** Types these answers one after the other. */
const typist = (
  ...typed: (string | typeof CUT)[]
): { prompts: Prompts; asked: string[]; faults: unknown[] } => {
  const asked: string[] = []
  const faults: unknown[] = []
  const next = (message: string): Promise<string> => {
    asked.push(message)
    const answer = typed.shift() ?? ''
    return typeof answer === 'string'
      ? Promise.resolve(answer)
      : Promise.reject(new PrmError('interrupted', 'interrupted', 'interrupted'))
  }
  const prompts: Prompts = {
    canAsk: true,
    ask: async ({ message, validate }) => {
      const answer = await next(message)
      faults.push(validate?.(answer))
      return answer
    },
    choose: async ({ message }) => (await next(message)) as never,
    search: async ({ message }) => (await next(message)) as never,
    confirm: () => Promise.resolve(true),
  }
  return { prompts, asked, faults }
}

describe('questions on the terminal', () => {
  test('are asked one by one; what is not known is passed over', async () => {
    const { prompts, asked, faults } = typist('a robot', '', 'yes')
    expect(await askQuestions(prompts, QUESTIONS, 'ann')).toEqual({
      answers: { need: 'a robot', cloud: 'yes' },
      is_interrupted: false,
    })
    expect(asked).toHaveLength(3)
    expect(faults).toEqual([true, true])
  })
  test('are checked at once', async () => {
    const { prompts, faults } = typist('x', 'a lot', '')
    await askQuestions(prompts, QUESTIONS, 'ann')
    expect(faults[1]).toBe('"a lot" is not a number, such as 20000')
  })
  test('Ctrl-C keeps what was answered', async () => {
    const { prompts } = typist('a robot', CUT)
    expect(await askQuestions(prompts, QUESTIONS, 'ann')).toEqual({
      answers: { need: 'a robot' },
      is_interrupted: true,
    })
  })
  test('Ctrl-C before the first answer is an interruption', async () => {
    await expect(askQuestions(typist(CUT).prompts, QUESTIONS, 'ann')).rejects.toThrow('interrupted')
  })
})
