/** Answers to the questions of discovery: read by the type of the question, as the columns of lists are. */
import { didYouMean, fold } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import { parseBoolean, parseDate, parseNumber } from '../../model/value.ts'
import type { Answer } from '../../store/activities.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { Question } from '../config/config.ts'

export interface ReadAnswer {
  question: string
  type: Question['type']
  /** Null takes the answer back. */
  value: string | null
}

const LIKE: Readonly<Record<Exclude<Question['type'], 'text'>, string>> = {
  number: 'a number, such as 20000',
  date: 'a date, such as 2026-12-01',
  boolean: 'yes or no',
}

/** The answer as it is kept; undefined where it is none to this question. */
const parseAnswer = ({ type, choices }: Question, text: string): string | undefined => {
  const word = text.trim()
  switch (type) {
    case 'number':
      return parseNumber(word)?.toString()
    case 'date':
      return parseDate(word) ?? undefined
    case 'boolean':
      return parseBoolean(word)?.toString()
    case 'text':
      return choices === undefined ? word : choices.find((choice) => fold(choice) === fold(word))
  }
}

/** Half a sentence on what is wrong with an answer; null where nothing is. */
export const answerFault = (question: Question, text: string): string | null => {
  if (text.trim() === '' || parseAnswer(question, text) !== undefined) return null
  const like = question.type === 'text' ? `one of ${question.choices?.join(', ') ?? ''}` : LIKE[question.type]
  return `"${text.trim()}" is not ${like}`
}

/**
 * An answer by the key of its question; an empty one takes it back.
 *
 * @throws PrmError `answer.unknown`, `answer.unreadable`
 */
export const readAnswer = (questions: readonly Question[], key: string, text: string): ReadAnswer => {
  const question = questions.find((candidate) => candidate.key === key)
  if (!question) {
    const keys = questions.map((candidate) => candidate.key)
    const near = didYouMean(key, keys)
    const all =
      keys.length === 0 ? 'discovery: in the configuration has none' : `there are ${keys.join(', ')}`
    throw new PrmError('usage', 'answer.unknown', `there is no question "${key}"`, {
      hint: near ? `did you mean ${near}?` : all,
    })
  }
  const fault = answerFault(question, text)
  if (fault !== null) throw new PrmError('usage', 'answer.unreadable', `${key}: ${fault}`)
  const { type } = question
  return { question: key, type, value: text.trim() === '' ? null : parseAnswer(question, text)! }
}

/** The newest answer to each question, those that were taken back left out. */
export const answersInForce = (file: ProspectFile, person: string): Map<string, Answer> => {
  const newest = new Map<string, Answer>()
  for (const answer of file.activities.answersOf(person))
    if (!newest.has(answer.question)) newest.set(answer.question, answer)
  return new Map([...newest].filter(([, { value }]) => value !== null))
}

/** Questions that nobody has answered for this person yet, and that concern what they want. */
export const openQuestions = (
  file: ProspectFile,
  person: string,
  questions: readonly Question[],
): Question[] => {
  const known = answersInForce(file, person)
  const interest = fold(String(file.people.get(person)?.product_interest ?? ''))
  return questions.filter(
    ({ key, product }) => !known.has(key) && (product === undefined || interest.includes(fold(product))),
  )
}
