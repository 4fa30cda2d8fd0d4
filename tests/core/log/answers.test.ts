import { describe, expect, test } from 'vitest'
import type { Question } from '../../../src/core/config/config.ts'
import { DEFAULT_CONFIG, loadConfig } from '../../../src/core/config/index.ts'
import { answerFault, openQuestions, readAnswer } from '../../../src/core/log/answers.ts'
import { logActivity } from '../../../src/core/log/log.ts'
import { listPeople } from '../../../src/core/look/list.ts'
import { showPerson } from '../../../src/core/look/show.ts'
import { scorePeople } from '../../../src/core/score/score.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { failure, rejection } from '../../support/failure.ts'
import { importText, personOf, world, type World } from '../../support/world.ts'

const ANN = 'ann@acme.example'
const QUESTIONS: Question[] = [
  { key: 'budget', text: 'How much?', type: 'number' },
  { key: 'start', text: 'When?', type: 'date' },
  { key: 'cloud', text: 'In the cloud?', type: 'boolean' },
  { key: 'size', text: 'Which?', type: 'text', choices: ['Small', 'Large'] },
  { key: 'arm', text: 'Which arm?', type: 'text', product: 'robot' },
]

const people = async (): Promise<World> => {
  const w = world()
  await importText(
    w,
    `Name,Email,Product Interest\nAnn Lee,${ANN},Picking Robots\nBob Roe,bob@birch.example,Conveyors`,
  )
  return w
}

const tell = (w: World, answers: Record<string, string>, more: { at?: string; dry_run?: boolean } = {}) =>
  logActivity(w.deps, { who: ANN, kind: null, answers, questions: QUESTIONS, ...more })

const answersOf = (w: World): unknown => JSON.parse(String(personOf(w, ANN).answers)) as unknown

const who = (w: World, where: string): unknown[] =>
  [...listPeople(w.deps, { where, columns: ['email'] }).people].map(({ email }) => email)

describe('an answer', () => {
  test.each([
    ['budget', '20,000', '20000'],
    ['budget', '20k', '20000'],
    ['start', '1 Dec 2026', '2026-12-01'],
    ['cloud', 'yes', 'true'],
    ['size', 'large', 'Large'],
    ['arm', ' the long one ', 'the long one'],
    ['budget', '', null],
  ])('%s=%s is kept as %s', (key, text, value) => {
    expect(readAnswer(QUESTIONS, key, text).value).toBe(value)
  })

  test.each([
    ['budget', 'a lot', '"a lot" is not a number, such as 20000'],
    ['start', 'soon', '"soon" is not a date, such as 2026-12-01'],
    ['cloud', 'perhaps', '"perhaps" is not yes or no'],
    ['size', 'huge', '"huge" is not one of Small, Large'],
  ])('%s=%s is refused', (key, text, fault) => {
    const question = QUESTIONS.find((candidate) => candidate.key === key)!
    expect(answerFault(question, text)).toBe(fault)
    expect(failure(() => readAnswer(QUESTIONS, key, text)).code).toBe('answer.unreadable')
  })

  test('to no question is refused', async () => {
    const w = await people()
    expect(await rejection(tell(w, { budgett: '1' }))).toMatchObject({ code: 'answer.unknown' })
    expect(w.file.runs.list(9)).toHaveLength(1)
  })

  test('is a field of lead, with its type', async () => {
    const w = await people()
    await tell(w, { budget: '9', start: '2026-12-01', cloud: 'no' })
    expect(answersOf(w)).toEqual({ budget: 9, start: '2026-12-01', cloud: false })
    expect(who(w, 'answer.budget < 20000')).toEqual([ANN])
    expect(who(w, 'answer.budget is null')).toEqual(['bob@birch.example'])
    expect(who(w, 'answer.start between today and today + 30')).toEqual([ANN])
    expect(who(w, 'not answer.cloud')).toEqual([ANN])
    const listed = listPeople(w.deps, { columns: ['answer.*'], sort: ['-answer.budget'], limit: 1 })
    expect([...listed.people]).toMatchObject([{ 'answer.budget': 9, 'answer.start': '2026-12-01' }])
    expect(failure(() => who(w, 'answer.bugdet > 1')).message).toContain('did you mean answer.budget?')
  })

  test('counts in scores, gates and routes', async () => {
    const w = await people()
    await tell(w, { budget: '30000' })
    const config = await loadConfig(
      `model: {dimensions: {person: {rules: [{when: answer.budget > 20000, points: 40, because: rich}]}}}
routes: [{route: call, when: answer.budget > 1}]
gates: {mvl: {budget: answer.budget > 1}}`,
      { path: null },
    )
    expect(await scorePeople(w.deps, { config })).toMatchObject({
      counts: { mvl: 1 },
      routes: { call: 1, none: 1 },
    })
    expect(personOf(w, ANN)).toMatchObject({ score: 40, route: 'call', mvl: 1 })
  })

  test('the newest wins, history is kept, and undo brings the one before back', async () => {
    const w = await people()
    await tell(w, { budget: '10' }, { at: '2026-11-10' })
    await tell(w, { budget: '20' })
    await tell(w, { budget: '5' }, { at: '2026-11-01' })
    expect(answersOf(w)).toEqual({ budget: 20 })
    expect(showPerson(w.deps, ANN).answers.map(({ value, is_current }) => [value, is_current])).toEqual([
      ['20', true],
      ['10', false],
      ['5', false],
    ])
    await undoRun(w.deps, { run: 3 })
    expect(answersOf(w)).toEqual({ budget: 10 })
  })

  test('said twice is written once; an empty one takes it back', async () => {
    const w = await people()
    await tell(w, { budget: '10' })
    expect(await tell(w, { budget: '10.0' })).toMatchObject({ run: null, counts: { answers: 0 } })
    expect(await tell(w, { budget: '' })).toMatchObject({ counts: { answers: 1 } })
    expect(personOf(w, ANN).answers).toBeNull()
    expect(await tell(w, { budget: '' })).toMatchObject({ run: null })
  })
})

test('open are the questions without an answer, and those of a product only where it is of interest', async () => {
  const w = await people()
  const open = (email: string) =>
    openQuestions(w.file, String(personOf(w, email).id), QUESTIONS).map(({ key }) => key)
  await tell(w, { budget: '10', cloud: 'no' })
  expect(open(ANN)).toEqual(['start', 'size', 'arm'])
  expect(open('bob@birch.example')).toEqual(['budget', 'start', 'cloud', 'size'])
})

describe('discovery in prm.yaml', () => {
  const load = (text: string) => loadConfig(text, { path: '/home/ada/prm.yaml' })
  test('replaces the five that are built in', async () => {
    expect(DEFAULT_CONFIG.discovery.map(({ key }) => key)).toEqual([
      'need',
      'budget',
      'use',
      'timing',
      'decides',
    ])
    const { discovery } = await load('discovery: [{key: seats, text: How many seats?, type: number}]')
    expect(discovery).toEqual([{ key: 'seats', text: 'How many seats?', type: 'number' }])
  })
  test.each([
    ['[{key: a, text: x}, {key: a, text: y}]', 'the question a stands here twice'],
    ['[{key: A b, text: x}]', 'a question is named with a–z, 0–9 and _'],
    ['[{key: a, text: x, type: number, choices: ["1", "2"]}]', 'a has choices: its type is text'],
  ])('%s is refused', async (text, told) => {
    expect((await rejection(load(`discovery: ${text}`))).message).toContain(told)
  })
})
