/** What is to be done: overdue, today, this week; and with whom nobody was in touch for long. */
import type { Step } from '../../store/activities.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'

export interface AgendaInput {
  /** It is made to leave the file, as a calendar: without steps with suppressed people. */
  leaves?: boolean
  /** Only what this one is to do, and people whom this one was last in touch with. */
  by?: string | undefined
  /** Days without a touch. */
  quiet_after: number
  /** At most so many who have gone quiet; 10 by default. */
  limit?: number | undefined
}

export interface QuietPerson {
  id: string
  full_name: string | null
  company: string | null
  score: number | null
  lifecycle: string
  last_touch: string
}

export interface AgendaStep {
  id: number
  due_on: string
  detail: string
  by: string | null
  shared: boolean
  noted_at: string
  person: { id: string; full_name: string | null; company: string | null }
}

export interface AgendaResult extends Result {
  run: null
  counts: Record<'overdue' | 'today' | 'week' | 'later' | 'quiet', number>
  today: string
  /** Open steps by the day on which they are due; `week` are the seven days after today. */
  steps: Record<'overdue' | 'today' | 'week' | 'later', AgendaStep[]>
  /** The highest score first, `counts.quiet` in all. */
  quiet: QuietPerson[]
  quiet_after: number
  /** Tells this file from every other one. */
  file: string
}

const DAY = 86_400_000
const QUIET = 10

/** The agenda as of the day of the clock. */
export const makeAgenda = (deps: Pick<Deps, 'file' | 'asOf'>, input: AgendaInput): AgendaResult => {
  const { file, asOf } = deps
  const dayFrom = (days: number): string => new Date(asOf.getTime() + days * DAY).toISOString().slice(0, 10)
  const [today, weekEnd] = [dayFrom(0), dayFrom(7)]
  const steps: AgendaResult['steps'] = { overdue: [], today: [], week: [], later: [] }
  for (const step of file.activities.openSteps('9999-12-31')) {
    if (input.by !== undefined && step.done_by !== input.by) continue
    if (input.leaves === true && file.people.get(step.person_id)?.suppressed === 1) continue
    const { due_on } = step
    const part =
      due_on < today ? 'overdue' : due_on === today ? 'today' : due_on <= weekEnd ? 'week' : 'later'
    steps[part].push(shownStep(step))
  }
  const quiet = quietPeople(deps, dayFrom(-input.quiet_after), input.by)
  return {
    ...{ schemaVersion: SCHEMA_VERSION, run: null },
    counts: {
      overdue: steps.overdue.length,
      today: steps.today.length,
      week: steps.week.length,
      later: steps.later.length,
      quiet: quiet.length,
    },
    ...{ today, steps, quiet: quiet.slice(0, input.limit ?? QUIET) },
    ...{ quiet_after: input.quiet_after, file: file.id },
  }
}

export const shownStep = (step: Step): AgendaStep => {
  const { id, due_on, detail, done_by, shared, noted_at, person_id, full_name, company } = step
  return {
    ...{ id, due_on, detail, by: done_by, shared: shared === 1, noted_at },
    person: { id: person_id, full_name, company },
  }
}

const COLUMNS = ['id', 'full_name', 'company', 'score', 'lifecycle', 'last_touch']

/** Nobody was in touch since before that day, and no step is planned. Suspects were never touched: nothing went quiet. */
const quietPeople = ({ file }: Pick<Deps, 'file'>, before: string, by: string | undefined): QuietPerson[] => {
  const rows = file.leads.select({
    columns: COLUMNS.map((name) => ({ name, sql: `lead.${name}` })),
    where: `last_touch < '${before}' AND next_step_on IS NULL AND suppressed = 0
            AND lifecycle NOT IN ('disqualified', 'former_customer')`,
    orderBy: 'lead.score DESC NULLS LAST, lead.last_touch',
  }) as unknown as QuietPerson[]
  if (by === undefined) return rows
  return rows.filter(
    ({ id }) => file.activities.ofPerson(id).find(({ kind }) => kind !== 'note')?.done_by === by,
  )
}
