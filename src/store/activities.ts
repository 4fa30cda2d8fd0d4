/** What was done with people and what is next. Both name records, never derived people. */
import type Database from 'better-sqlite3'

export interface NewActivity {
  run_id: number
  record_id: number
  kind: string
  /** ISO day or time. */
  at: string
  detail: string | null
  done_by: string | null
  answered: 0 | 1
  shared: 0 | 1
  /** The step that it completes. */
  step_id: number | null
}

export interface NewStep {
  run_id: number
  record_id: number
  due_on: string
  detail: string
  done_by: string | null
  shared: 0 | 1
}

export interface Activity extends NewActivity {
  id: number
}

export interface Step extends NewStep {
  id: number
  /** When it was written down. */
  noted_at: string
  person_id: string
  full_name: string | null
  company: string | null
  is_open: 0 | 1
}

export type AnswerType = 'text' | 'number' | 'date' | 'boolean'

export interface NewAnswer {
  run_id: number
  record_id: number
  question: string
  type: AnswerType
  /** 20000, 2026-12-01, true; null takes an answer back. */
  value: string | null
  /** ISO day. */
  answered_on: string
  told_by: string | null
}

export interface Answer extends NewAnswer {
  id: number
}

/** SQL over `step s`. */
export const IS_OPEN = 'NOT EXISTS (SELECT 1 FROM activity x WHERE x.step_id = s.id AND x.active = 1)'

const STEPS = `
  SELECT s.*, u.started_at AS noted_at, r.person_id, coalesce(p.full_name, p.email) AS full_name, c.company,
         ${IS_OPEN} AS is_open
    FROM step s JOIN run u ON u.id = s.run_id JOIN record r ON r.id = s.record_id AND r.active = 1
    JOIN person p ON p.id = r.person_id LEFT JOIN company c ON c.id = p.company_id
   WHERE s.active = 1`

export const activities = (db: Database.Database) => {
  const insert = db.prepare<NewActivity>(
    `INSERT INTO activity (run_id, record_id, kind, at, detail, done_by, answered, shared, step_id)
     VALUES (@run_id, @record_id, @kind, @at, @detail, @done_by, @answered, @shared, @step_id)`,
  )
  const insertStep = db.prepare<NewStep>(
    `INSERT INTO step (run_id, record_id, due_on, detail, done_by, shared)
     VALUES (@run_id, @record_id, @due_on, @detail, @done_by, @shared)`,
  )
  const ofPerson = db.prepare<[string], Activity>(
    `SELECT a.* FROM record r JOIN activity a ON a.record_id = r.id
      WHERE r.person_id = ? AND r.active = 1 AND a.active = 1 ORDER BY a.at DESC, a.id DESC`,
  )
  const stepsOf = db.prepare<[string], Step>(`${STEPS} AND r.person_id = ? ORDER BY s.due_on, s.id`)
  const openSteps = db.prepare<[string], Step>(
    `${STEPS} AND ${IS_OPEN} AND s.due_on <= ? ORDER BY s.due_on, s.id`,
  )
  const insertAnswer = db.prepare<NewAnswer>(
    `INSERT INTO answer (run_id, record_id, question, type, value, answered_on, told_by)
     VALUES (@run_id, @record_id, @question, @type, @value, @answered_on, @told_by)`,
  )
  const answersOf = db.prepare<[string], Answer>(
    `SELECT a.* FROM record r JOIN answer a ON a.record_id = r.id
      WHERE r.person_id = ? AND r.active = 1 AND a.active = 1 ORDER BY a.answered_on DESC, a.id DESC`,
  )
  const answerTypes = db.prepare<[], { question: string; type: AnswerType }>(
    'SELECT DISTINCT question, type FROM answer WHERE active = 1 ORDER BY question, type',
  )
  const setActive = ['activity', 'step', 'answer'].map((table) =>
    db.prepare<[number, number]>(`UPDATE ${table} SET active = ? WHERE run_id = ?`),
  )
  const recordsOfRun = db
    .prepare<{ run: number }, number>(
      `SELECT record_id FROM activity WHERE run_id = @run UNION SELECT record_id FROM step WHERE run_id = @run
        UNION SELECT record_id FROM answer WHERE run_id = @run`,
    )
    .pluck()
  return {
    add: (activity: NewActivity): number => Number(insert.run(activity).lastInsertRowid),
    addStep: (step: NewStep): number => Number(insertStep.run(step).lastInsertRowid),
    /** Latest first. */
    ofPerson: (person: string): Activity[] => ofPerson.all(person),
    /** Open and done, by the day on which they are due. */
    stepsOf: (person: string): Step[] => stepsOf.all(person),
    /** All that are due until this ISO day. */
    openSteps: (until: string): Step[] => openSteps.all(until),
    addAnswer: (answer: NewAnswer): void => void insertAnswer.run(answer),
    /** The newest first. */
    answersOf: (person: string): Answer[] => answersOf.all(person),
    /** The questions that anybody answered, each with the types of its answers. */
    answerTypes: (): { question: string; type: AnswerType }[] => answerTypes.all(),
    setActive: (run: number, active: boolean): void => {
      for (const statement of setActive) statement.run(active ? 1 : 0, run)
    },
    /** Records of those with whom something was done, or is to be done, by this run. */
    recordsOfRun: (run: number): number[] => recordsOfRun.all({ run }),
  }
}

export type ActivityStore = ReturnType<typeof activities>
