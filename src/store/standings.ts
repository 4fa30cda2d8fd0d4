/** What the standing of a person follows from: statements about stages, contact, customers' lists. */
import type Database from 'better-sqlite3'
import { IS_OPEN } from './activities.ts'
import type { EventKind } from '../model/fact-kinds.ts'

/** The value of a decision of the kind `stage`. */
export interface StageValue {
  by: 'hand' | 'rule'
  /** Null: what was said by hand before counts no longer. */
  stage: string | null
  /** ISO day. */
  on: string
  /** The condition of the rule that said so. */
  rule?: string
}

export interface StageDecision {
  run_id: number
  value: string
  because: string | null
  decided_by: string | null
}

/** Something that a person did on a day, however often. */
export interface Contact {
  kind: EventKind
  on: string
  run_id: number
}

/** The columns of `person` that follow from these. */
export interface Standing {
  lifecycle: string
  buying_stage: string | null
  /** The day on which we were last in touch, either way. */
  last_touch: string | null
  /** When the first of the open steps is due. */
  next_step_on: string | null
  /** JSON object: question → the newest answer. */
  answers: string | null
}

/** Which of the tables hold anything. */
export interface Sources {
  stages: boolean
  events: boolean
  activities: boolean
  steps: boolean
  answers: boolean
  customers: boolean
}

export const STANDING_COLUMNS = [
  'lifecycle',
  'buying_stage',
  'last_touch',
  'next_step_on',
  'answers',
] as const satisfies (keyof Standing)[]

/** Events by which somebody makes contact with us. */
const CONTACT_KINDS = ['reply', 'meeting', 'sign_up', 'form', 'purchase'] as const satisfies EventKind[]

/** Events that where somebody stands follows from: visits, opens and clicks are not meant for us. */
export const TOUCHING_KINDS = ['sent', 'delivered', ...CONTACT_KINDS] as const satisfies EventKind[]

const oneOf = (kinds: readonly string[]): string => `(${kinds.map((kind) => `'${kind}'`).join(', ')})`

export const standings = (db: Database.Database) => {
  const has = db.prepare<[], Record<keyof Sources, 0 | 1>>(
    `SELECT EXISTS (SELECT 1 FROM decision WHERE kind = 'stage') AS stages, EXISTS (SELECT 1 FROM event) AS events,
            EXISTS (SELECT 1 FROM activity) AS activities, EXISTS (SELECT 1 FROM step) AS steps,
            EXISTS (SELECT 1 FROM answer) AS answers, EXISTS (SELECT 1 FROM batch WHERE kind = 'customers') AS customers`,
  )
  const stagesOf = db.prepare<[string], StageDecision>(
    `SELECT d.run_id, d.value, d.because, d.decided_by FROM record r CROSS JOIN decision d ON d.record_id = r.id
      WHERE r.person_id = ? AND r.active = 1 AND d.kind = 'stage' AND d.active = 1 ORDER BY d.id`,
  )
  const contactsOf = db.prepare<[string], Contact>(
    `SELECT kind, substr(at, 1, 10) AS "on", min(run_id) AS run_id FROM event
      WHERE person_id = ? AND active = 1 AND machine = 0
        AND kind IN ${oneOf(CONTACT_KINDS)}
      GROUP BY 1, 2 ORDER BY 2, 1`,
  )
  const metOf = db.prepare<[string], { kind: string; on: string; run_id: number }>(
    `SELECT a.kind, substr(a.at, 1, 10) AS "on", a.run_id FROM record r CROSS JOIN activity a ON a.record_id = r.id
      WHERE r.person_id = ? AND r.active = 1 AND a.active = 1 AND (a.kind = 'meeting' OR a.answered = 1)
      ORDER BY a.at, a.id`,
  )
  // Notes and steps that are ticked off touch nobody.
  const lastLogged = db
    .prepare<[string], string | null>(
      `SELECT substr(max(a.at), 1, 10) FROM record r CROSS JOIN activity a ON a.record_id = r.id
        WHERE r.person_id = ? AND r.active = 1 AND a.active = 1 AND a.kind NOT IN ('note', 'done')`,
    )
    .pluck()
  const lastEvent = db
    .prepare<[string], string | null>(
      `SELECT substr(max(at), 1, 10) FROM event
        WHERE person_id = ? AND active = 1 AND machine = 0 AND kind IN ${oneOf(TOUCHING_KINDS)}`,
    )
    .pluck()
  const nextStep = db
    .prepare<[string], string | null>(
      `SELECT min(s.due_on) FROM record r CROSS JOIN step s ON s.record_id = r.id
        WHERE r.person_id = ? AND r.active = 1 AND s.active = 1 AND ${IS_OPEN}`,
    )
    .pluck()
  const customerSince = db.prepare<[string], { on: string; run_id: number }>(
    `SELECT u.as_of AS "on", u.id AS run_id
       FROM record r CROSS JOIN sighting s ON s.record_id = r.id CROSS JOIN batch b ON b.id = s.batch_id
      CROSS JOIN run u ON u.id = b.run_id
      WHERE r.person_id = ? AND r.active = 1 AND b.kind = 'customers' AND b.active = 1
      ORDER BY u.as_of, u.id LIMIT 1`,
  )
  const set = db.prepare<Standing & { id: string }>(
    `UPDATE person SET ${STANDING_COLUMNS.map((name) => `${name} = @${name}`).join(', ')} WHERE id = @id`,
  )
  return {
    /** Where there is something to look for at all: asked once for many people. */
    has: (): Sources => {
      const { stages, events, activities, steps, answers, customers } = has.get()!
      return {
        ...{ stages: stages === 1, events: events === 1, activities: activities === 1 },
        ...{ steps: steps === 1, answers: answers === 1, customers: customers === 1 },
      }
    },
    /** In the order in which they were said. */
    stagesOf: (person: string): StageDecision[] => stagesOf.all(person),
    /** By day. */
    contactsOf: (person: string): Contact[] => contactsOf.all(person),
    /** Meetings, and what was answered, as they were logged; by day. */
    metOf: (person: string) => metOf.all(person),
    /** The day of what was logged last. */
    lastLogged: (person: string): string | null => lastLogged.get(person) ?? null,
    /** The day of the last event by which we were in touch. */
    lastEvent: (person: string): string | null => lastEvent.get(person) ?? null,
    nextStep: (person: string): string | null => nextStep.get(person) ?? null,
    /** The run that first read the person in a list of customers, and its day. */
    customerSince: (person: string): { on: string; run_id: number } | undefined => customerSince.get(person),
    set: (id: string, standing: Standing): void => void set.run({ ...standing, id }),
  }
}

export type StandingStore = ReturnType<typeof standings>
