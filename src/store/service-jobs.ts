/** Jobs that services work on by themselves: written down before they are sent, and their ids before they are asked for. */
import type Database from 'better-sqlite3'

export interface ServiceJob {
  id: number
  service: string
  question: string
  /** The service's own id; null while it is being sent. */
  job: string | null
  state: 'sending' | 'open' | 'done' | 'failed' | 'lost'
  subjects: number
  /** JSON; null once the job has ended. */
  inputs: string | null
  /** Of the process that sent it. */
  pid: number | null
  host: string | null
  sent_at: string
  ended_at: string | null
}

type NewJob = Pick<ServiceJob, 'service' | 'question' | 'subjects' | 'inputs' | 'pid' | 'host' | 'sent_at'>

export const serviceJobs = (db: Database.Database) => {
  const insert = db.prepare<NewJob>(
    `INSERT INTO service_job (service, question, state, subjects, inputs, pid, host, sent_at)
     VALUES (@service, @question, 'sending', @subjects, @inputs, @pid, @host, @sent_at)`,
  )
  const accept = db.prepare<[string, number]>("UPDATE service_job SET job = ?, state = 'open' WHERE id = ?")
  const note = db.prepare<[string, number, number]>(
    'UPDATE service_job SET inputs = ?, subjects = ? WHERE id = ?',
  )
  const take = db.prepare<[number | null, string | null, number]>(
    'UPDATE service_job SET pid = ?, host = ? WHERE id = ?',
  )
  const end = db.prepare<[string, string, number]>(
    'UPDATE service_job SET state = ?, ended_at = ?, inputs = NULL WHERE id = ?',
  )
  const open = db.prepare<[string, string], ServiceJob>(
    `SELECT * FROM service_job WHERE service = ? AND question = ? AND state IN ('sending', 'open') ORDER BY id`,
  )
  return {
    /** Before it is sent. */
    begin: (job: NewJob): number => Number(insert.run(job).lastInsertRowid),
    /** The service has taken it under this id. */
    accept: (id: number, job: string): void => void accept.run(job, id),
    /** What has come of it so far. */
    note: (id: number, inputs: string, subjects: number): void => void note.run(inputs, subjects, id),
    /** Another process goes on with it. */
    take: (id: number, pid: number | null, host: string | null): void => void take.run(pid, host, id),
    end: (id: number, state: 'done' | 'failed' | 'lost', at: string): void => void end.run(state, at, id),
    /** Those that have not ended, oldest first. */
    open: (service: string, question: string): ServiceJob[] => open.all(service, question),
  }
}

export type ServiceJobStore = ReturnType<typeof serviceJobs>
