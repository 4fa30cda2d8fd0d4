/** What was done with somebody, and what is next. */
import { isDay } from '../../lib/day.ts'
import { didYouMean } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import type { Activity, NewActivity, NewStep, Step } from '../../store/activities.ts'
import { Derivation } from '../derive/derive.ts'
import { finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { findPerson, recordOf } from '../derive/who.ts'
import type { Question } from '../config/config.ts'
import { readAnswer, type ReadAnswer } from './answers.ts'

/** Beside words of one's own. Notes are no touch, meetings are contact in themselves. */
export const ACTIVITY_KINDS = ['note', 'call', 'email', 'meeting', 'message'] as const

const OTHER_WORDS: Readonly<Record<string, string>> = { e_mail: 'email', mail: 'email', phone: 'call' }

export interface NextStep {
  /** ISO day. */
  due_on: string
  detail: string
}

export interface LogInput {
  who: string
  /** One of ACTIVITY_KINDS or a word of one's own; null: nothing was done, only planned. */
  kind: string | null
  detail?: string | undefined
  /** ISO day or time; by default the day of the clock. */
  at?: string | undefined
  /** The person answered: that is contact. */
  answered?: boolean
  by?: string | undefined
  next?: readonly NextStep[]
  /** Number of the step that is done with this. */
  done?: number | undefined
  shared?: boolean
  /** Key of a question → the answer as typed; an empty one takes it back. */
  answers?: Readonly<Record<string, string>>
  /** What may be answered: `discovery` of the config. */
  questions?: readonly Question[]
  dry_run?: boolean
}

export interface LogResult extends Result {
  counts: Record<'activities' | 'steps' | 'done' | 'answers', number>
  person: { id: string; full_name: string | null }
  /** What was logged now; null where it was known or there was nothing. */
  activity: Omit<Activity, 'record_id' | 'run_id'> | null
  steps: { id: number; due_on: string; detail: string; shared: boolean }[]
  done: { id: number; due_on: string; detail: string } | null
  answers: { question: string; value: string | null }[]
  lifecycle: { before: string; after: string }
  dry_run: boolean
}

/** @throws PrmError `log.kind` */
export const readKind = (text: string): string => {
  const kind = text.toLowerCase().replaceAll('-', '_')
  const known = OTHER_WORDS[kind] ?? kind
  if (ACTIVITY_KINDS.some((name) => name === known)) return known
  const near = didYouMean(kind, ACTIVITY_KINDS)
  if (near !== null || kind === 'done' || !/^[a-z][a-z0-9_]*$/.test(kind)) {
    throw new PrmError('usage', 'log.kind', `"${text}" is no kind of activity`, {
      hint: near ? `did you mean ${near}?` : `${ACTIVITY_KINDS.join(', ')}, or one word of your own`,
    })
  }
  return known
}

/** @throws PrmError `log.next` */
export const readNext = (text: string): NextStep => {
  const [, due_on = '', detail = ''] = /^\s*(\S+)\s+(\S[\s\S]*?)\s*$/.exec(text) ?? []
  if (isDay(due_on)) return { due_on, detail }
  throw new PrmError('usage', 'log.next', `a next step is a day and what to do, not "${text}"`, {
    hint: '--next "2026-12-01 send quote"',
  })
}

/**
 * Logs what was done, ticks a step off, plans the next; said twice it is written once.
 *
 * @throws PrmError `who.…`, `log.future`, `log.unknown_step`, `answer.…`
 */
export const logActivity = async (deps: Deps, input: LogInput): Promise<LogResult> => {
  const act = (): LogResult => log(deps, input)
  if (!input.dry_run) return deps.file.write(act)
  return { ...(await deps.file.rehearse(() => Promise.resolve(act()))), run: null, dry_run: true }
}

type Plan = Omit<NewActivity, 'run_id' | 'record_id'>

const log = (deps: Deps, input: LogInput): LogResult => {
  const { file } = deps
  const id = findPerson(file, input.who)
  const done = input.done === undefined ? null : stepToDo(deps, id, input.done)
  const plan = planned(deps, input, done)
  const activity = plan === null || (done === null && isKnown(deps, id, plan)) ? null : plan
  const shared = input.shared === true ? 1 : 0
  const steps = (input.next ?? []).filter(
    ({ due_on, detail }) =>
      !file.activities
        .stepsOf(id)
        .some((step) => step.is_open === 1 && step.due_on === due_on && step.detail === detail),
  )
  const answers = newAnswers(deps, id, input)
  const stage = (): string => String(file.leads.get(id)?.lifecycle)
  const before = stage()
  const result: LogResult = {
    ...{ schemaVersion: SCHEMA_VERSION, run: null, dry_run: false },
    counts: {
      activities: Number(activity !== null),
      steps: steps.length,
      done: Number(done !== null),
      answers: answers.length,
    },
    person: { id, full_name: file.people.get(id)?.full_name as string | null },
    ...{ activity: null, steps: [], answers: answers.map(({ question, value }) => ({ question, value })) },
    ...{ lifecycle: { before, after: before } },
    done: done === null ? null : { id: done.id, due_on: done.due_on, detail: done.detail },
  }
  if (activity === null && steps.length === 0 && answers.length === 0) return result
  const run_id = startRun(deps, 'log', { who: id, kind: activity?.kind, done: done?.id })
  const common = { run_id, record_id: recordOf(file, id) }
  if (activity) result.activity = { ...activity, id: file.activities.add({ ...activity, ...common }) }
  for (const { due_on, detail } of steps) {
    const step: NewStep = { ...common, due_on, detail, done_by: input.by ?? null, shared }
    result.steps.push({ id: file.activities.addStep(step), due_on, detail, shared: shared === 1 })
  }
  const [answered_on, told_by] = [dayOf(deps, input), input.by ?? null]
  for (const answer of answers) file.activities.addAnswer({ ...common, ...answer, answered_on, told_by })
  const derivation = new Derivation(file, { run_id, why: 'hand' })
  derivation.stand(id)
  derivation.flush()
  result.lifecycle.after = stage()
  finishRun(deps, run_id, 'done', result.counts)
  return { ...result, run: run_id }
}

/** Those that are news: what was known of the question on that day is something else. */
const newAnswers = (deps: Deps, person: string, input: LogInput): ReadAnswer[] => {
  const day = dayOf(deps, input)
  const known = deps.file.activities.answersOf(person).filter(({ answered_on }) => answered_on <= day)
  return Object.entries(input.answers ?? {})
    .map(([key, text]) => readAnswer(input.questions ?? [], key, text))
    .filter(
      ({ question, value }) =>
        (known.find((answer) => answer.question === question)?.value ?? null) !== value,
    )
}

/** @throws PrmError `log.future` */
const dayOf = (deps: Deps, { at }: LogInput): string => {
  const today = deps.asOf.toISOString().slice(0, 10)
  const day = (at ?? today).slice(0, 10)
  if (day <= today) return day
  throw new PrmError('usage', 'log.future', `${at} is yet to come: what was done lies behind us`, {
    hint: `plan it with --next "${day} …"`,
  })
}

const planned = (deps: Deps, input: LogInput, done: Step | null): Plan | null => {
  if (input.kind === null && done === null) return null
  const day = dayOf(deps, input)
  const at = input.at ?? day
  return {
    ...{ kind: input.kind ?? 'done', at, detail: input.detail ?? done?.detail ?? null },
    ...{ done_by: input.by ?? null, step_id: done?.id ?? null },
    ...{ answered: input.answered === true ? 1 : 0, shared: input.shared === true ? 1 : 0 },
  }
}

/** The open step; null where it is done already. */
const stepToDo = ({ file }: Deps, person: string, number: number): Step | null => {
  const steps = file.activities.stepsOf(person)
  const step = steps.find(({ id }) => id === number)
  if (step) return step.is_open === 1 ? step : null
  const open = steps.filter(({ is_open }) => is_open === 1).map(({ id, detail }) => `${id} (${detail})`)
  throw new PrmError('usage', 'log.unknown_step', `there is no step ${number} with this person`, {
    hint: open.length === 0 ? 'prm agenda lists the open steps' : `open is ${open.join(', ')}`,
  })
}

const isKnown = ({ file }: Deps, person: string, plan: Plan): boolean =>
  file.activities
    .ofPerson(person)
    .some((known) => (Object.keys(plan) as (keyof Plan)[]).every((name) => known[name] === plan[name]))
