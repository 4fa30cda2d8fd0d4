/**
 * What was begun is written down before it is asked for: a launch before it is sent, its number before it is waited for.
 */
import type { Call, Collector } from '../../connectors/contract.ts'
import { ServiceTrouble } from '../../connectors/trouble.ts'
import type { Clock } from '../../lib/clock.ts'
import { PrmError } from '../../model/errors.ts'
import type { OnProgress } from '../../model/progress.ts'
import type { ServiceJob } from '../../store/service-jobs.ts'
import type { Deps } from '../derive/run.ts'
import type { Line } from '../engine/call.ts'
import type { CollectInput } from './collect.ts'

/** Clocks differ: a run that began so long before our launch may still be ours. */
const SKEW = 120_000

export interface Round {
  deps: Deps
  input: CollectInput
  collector: Collector
  call: Call
  line: Line
  clock: Clock
  on: OnProgress
  notes: string[]
}

export type Open = ServiceJob & { job: string }

/** What the journal of jobs calls it. */
export const questionOf = ({ agent }: CollectInput): string => `collect ${agent}`

const at = (deps: Deps): string => deps.now().toISOString()

export const begin = ({ deps, input }: Round): Open => {
  const row = {
    ...{ service: input.service.connector.name, question: questionOf(input), subjects: 0, inputs: '{}' },
    ...{ pid: deps.pid, host: deps.host, sent_at: at(deps) },
  }
  const id = deps.file.write(() => deps.file.serviceJobs.begin(row))
  return { id, state: 'sending', ended_at: null, ...row, job: '' }
}

export const accept = ({ deps }: Round, row: ServiceJob, job: string): Open => {
  deps.file.write(() => deps.file.serviceJobs.accept(row.id, job))
  return { ...row, state: 'open', job }
}

export const end = ({ deps }: Round, id: number, state: 'done' | 'failed' | 'lost'): void =>
  deps.file.write(() => deps.file.serviceJobs.end(id, state, at(deps)))

/** What an earlier process left, as long as none is still at it. */
export const leftOver = async (round: Round): Promise<Open | null> => {
  const { deps, input, collector, call, notes } = round
  const { title, name } = input.service.connector
  const [row] = deps.file.serviceJobs.open(name, questionOf(input))
  if (row === undefined) return null
  const { pid, host, sent_at } = row
  if (pid !== null && host !== null && pid !== deps.pid && deps.isAlive?.(pid, host) === true)
    throw new PrmError('store', 'service.busy', `another prm is collecting this from ${title}`, {
      hint: 'wait for it to finish, then run the same command again',
    })
  deps.file.write(() => deps.file.serviceJobs.take(row.id, deps.pid, deps.host))
  if (row.job !== null) {
    const what = collector.runs === undefined ? 'the search' : `run ${row.job}`
    notes.push(`took up ${what} at ${title} of ${sent_at.slice(0, 10)}`)
    return { ...row, job: row.job }
  }
  // It broke off before the number came back: whether the launch arrived is for the service to say.
  const last = await collector.runs!.latest(input.agent, call)
  if (last !== null && last.at >= Date.parse(sent_at) - SKEW) {
    notes.push(`a launch at ${title} had broken off, but had arrived: took up run ${last.id}`)
    return accept(round, row, last.id)
  }
  notes.push(`a launch at ${title} broke off before it arrived`)
  end(round, row.id, 'lost')
  return null
}

export const launched = async (round: Round): Promise<Open> => {
  const { input, collector, call, line } = round
  const row = begin(round)
  const before = line.sent
  try {
    return accept(round, row, await collector.runs!.launch(input.agent, call))
  } catch (error) {
    const isUnsure = error instanceof ServiceTrouble ? error.kind === 'lost' : line.sent > before
    // Where nobody knows whether it arrived, whoever comes next asks.
    if (!isUnsure) end(round, row.id, 'failed')
    throw error
  }
}
