/** Where a person stands: lifecycle and buying stage, as they follow from what was said and what happened. */
import { foldStages, type Stage, type Stages, type Statement } from '../../model/stages.ts'
import type { EventKind } from '../../model/fact-kinds.ts'
import type { Answer } from '../../store/activities.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { Sources, Standing, StageValue } from '../../store/standings.ts'

/** Whether where people stand may follow from more than records. */
export const anyStanding = ({ stages, events, activities, steps, answers }: Sources): boolean =>
  stages || events || activities || steps || answers

/** What makes a prospect of a suspect, in words. Opens, clicks and visits do not: nobody has spoken to us yet. */
const CONTACT: Partial<Record<EventKind, string>> = {
  reply: 'replied',
  meeting: 'met us',
  sign_up: 'signed up',
  form: 'sent a form',
  purchase: 'bought',
}

/** Everything that is said of this person's stages, in the order in which it was said. */
export const statementsOf = (
  { standings }: ProspectFile,
  person: string,
  has: Sources = standings.has(),
): Statement[] => {
  const fact = (on: string, stage: Stage, because: string, run_id: number): Statement => ({
    ...{ on, by: 'fact', stage, because, who: null, run_id },
  })
  const since = has.customers ? standings.customerSince(person) : undefined
  const listed = since ? [fact(since.on, 'customer', 'stands in a list of customers', since.run_id)] : []
  const met = (has.events ? standings.contactsOf(person) : []).flatMap(({ kind, on, run_id }) => {
    const because = CONTACT[kind] ?? kind
    return kind === 'purchase'
      ? [fact(on, 'customer', because, run_id), fact(on, 'purchase', because, run_id)]
      : [fact(on, 'prospect', because, run_id)]
  })
  const talked = (has.activities ? standings.metOf(person) : []).map(({ kind, on, run_id }) =>
    fact(on, 'prospect', kind === 'meeting' ? CONTACT.meeting! : `answered (${kind})`, run_id),
  )
  const said = (has.stages ? standings.stagesOf(person) : []).map(
    ({ run_id, value, because, decided_by }): Statement => {
      const { by, stage, on } = JSON.parse(value) as StageValue
      return { on, by, stage: stage as Stage | null, because, who: decided_by, run_id }
    },
  )
  return [...listed, ...met, ...talked, ...said]
}

/** The stages of a person, with their history. */
export const stagesOf = (file: ProspectFile, person: string): Stages => foldStages(statementsOf(file, person))

const typed = ({ type, value }: Answer): string | number | boolean | null =>
  value === null ? null : type === 'number' ? Number(value) : type === 'boolean' ? value === 'true' : value

/** @param answers newest first */
const newestAnswers = (answers: readonly Answer[]): string | null => {
  const newest = new Map<string, Answer>()
  for (const answer of answers) if (!newest.has(answer.question)) newest.set(answer.question, answer)
  const known = [...newest.values()].filter(({ value }) => value !== null)
  known.sort((a, b) => (a.question < b.question ? -1 : 1))
  if (known.length === 0) return null
  return JSON.stringify(Object.fromEntries(known.map((answer) => [answer.question, typed(answer)])))
}

/**
 * The columns of `person` that follow.
 *
 * @param has what there is to look for in this file
 */
export const standingOf = (file: ProspectFile, person: string, has: Sources): Standing => {
  const { lifecycle, buying_stage } = foldStages(statementsOf(file, person, has))
  const { lastLogged, lastEvent, nextStep } = file.standings
  const logged = has.activities ? lastLogged(person) : null
  const event = has.events ? lastEvent(person) : null
  return {
    lifecycle,
    buying_stage,
    last_touch: logged !== null && (event === null || logged > event) ? logged : event,
    next_step_on: has.steps ? nextStep(person) : null,
    answers: has.answers ? newestAnswers(file.activities.answersOf(person)) : null,
  }
}
