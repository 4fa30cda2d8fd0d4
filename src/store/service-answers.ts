/**
 * What services answered: the newest answer of each service to each question about a subject. Bought things: no run owns
 * them, and undo leaves them.
 */
import type Database from 'better-sqlite3'

export interface ServiceAnswerRow {
  service: string
  /** What was asked: `email`, `phone`. */
  question: string
  /** About whom or what: an address. */
  subject: string
  kind: 'answer' | 'none' | 'unknown'
  /** JSON. */
  answer: string
  charged: 0 | 1
  cost: number | null
  currency: string | null
  asked_at: string
  /** ISO time; null: it is for the asker to say how old it may be. */
  good_until: string | null
}

export const serviceAnswers = (db: Database.Database) => {
  const get = db.prepare<[string, string, string], ServiceAnswerRow>(
    'SELECT * FROM service_answer WHERE subject = ? AND question = ? AND service = ?',
  )
  const put = db.prepare<ServiceAnswerRow>(
    `INSERT OR REPLACE INTO service_answer
       (service, question, subject, kind, answer, charged, cost, currency, asked_at, good_until)
     VALUES (@service, @question, @subject, @kind, @answer, @charged, @cost, @currency, @asked_at, @good_until)`,
  )
  return {
    get: (service: string, question: string, subject: string): ServiceAnswerRow | undefined =>
      get.get(subject, question, service),
    put: (row: ServiceAnswerRow): void => void put.run(row),
  }
}

export type ServiceAnswerStore = ReturnType<typeof serviceAnswers>
