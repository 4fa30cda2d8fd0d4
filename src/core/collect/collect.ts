/**
 * Brings rows together at a service: a run of an agent, launched or found there and waited for, or a search that is paged
 * through. What was begun is written down before it is asked for, and each page as it comes, so that a kill at any moment
 * costs neither a second launch nor a page that was paid for.
 */
import type { CollectedRow, Collector, JobState } from '../../connectors/contract.ts'
import { ServiceTrouble } from '../../connectors/trouble.ts'
import { realClock, type Clock } from '../../lib/clock.ts'
import { PrmError } from '../../model/errors.ts'
import type { OnProgress } from '../../model/progress.ts'
import type { ServiceJob } from '../../store/service-jobs.ts'
import type { Deps } from '../derive/run.ts'
import { openLine } from '../engine/call.ts'
import { noteSeen } from '../engine/seen.ts'
import type { Service } from '../engine/types.ts'
import { failureOf } from './failure.ts'
import { accept, begin, end, launched, leftOver, questionOf, type Open, type Round } from './journal.ts'
import { listName } from './list.ts'

export interface CollectInput {
  service: Service
  /** As the service knows it: a number, the address of a search. */
  agent: string
  /** Starts a run of the agent, unless one that was begun here is still open. */
  launch: boolean
  /** Rows at most. */
  limit?: number | undefined
  dry_run?: boolean | undefined
  clock?: Clock | undefined
}

export interface Collected {
  /** What the list of its rows is called in the file. */
  name: string
  /** Of the agent's run; null where there are none. */
  run: string | null
  /** `none`: only looked at. */
  did: 'launched' | 'resumed' | 'read' | 'searched' | 'none'
  /** Its rows are in the file already. */
  known: boolean
  rows: CollectedRow[]
  /** Written down until the rows are imported; null where nothing is left to be done. */
  job: number | null
  /** How far the run is, where it was only looked at. */
  state: JobState['state'] | null
  notes: string[]
  calls: number
}

/** Milliseconds between two looks at a run: soon at first, later every 15 seconds. */
const pollDelay = (looks: number): number => Math.min(15_000, 2000 * 1.5 ** looks)

/** @throws PrmError `usage`: it collects nothing, or has nothing to launch */
export const collectorOf = ({ service, launch }: Pick<CollectInput, 'service' | 'launch'>): Collector => {
  const { title, collects } = service.connector
  if (collects === undefined)
    throw new PrmError('usage', 'collect.cannot', `${title} does not collect`, {
      hint: 'phantombuster and captaindata do',
    })
  if (launch && collects.runs === undefined)
    throw new PrmError(
      'usage',
      'collect.no_launch',
      `${title} has nothing to launch: it searches when it is asked`,
      {
        hint: 'leave --launch out',
      },
    )
  return collects
}

/** The last run; null where its rows are in the file already. */
const found = async (round: Round): Promise<{ id: string; isKnown: boolean }> => {
  const { deps, input, collector, call } = round
  const last = await collector.runs!.latest(input.agent, call)
  if (last !== null) return { id: last.id, isKnown: deps.file.batches.wasRead(listName(input, last.id)) }
  const { name, title } = input.service.connector
  throw new PrmError('input', 'collect.never_ran', `agent ${input.agent} has never run at ${title}`, {
    hint: `prm collect ${name} ${input.agent} --launch`,
  })
}

const waitFor = async (round: Round, row: Open): Promise<void> => {
  const { deps, input, collector, call, clock, on } = round
  const { title, name } = input.service.connector
  const label = `waiting for ${title} (run ${row.job})`
  on({ kind: 'start', label })
  for (let looks = 0; ; looks++) {
    const now = await collector.runs!.state(row.job, call)
    if (now.state === 'done') break
    if (now.state === 'failed') {
      end(round, row.id, 'failed')
      throw new PrmError(
        'remote',
        'collect.failed',
        `run ${row.job} of agent ${input.agent}: ${now.message}`,
        {
          hint: `look at it at ${title}; prm collect ${name} ${input.agent} --launch starts another`,
        },
      )
    }
    on({ kind: 'progress', label, done: 0, unit: 'rows', ...(now.share !== null && { share: now.share }) })
    await clock.sleep(pollDelay(looks), deps.signal)
  }
  on({ kind: 'done', label: `run ${row.job} has ended` })
}

interface SoFar {
  from: string | null
  rows: CollectedRow[]
  isWhole: boolean
}

const soFar = ({ inputs }: ServiceJob): SoFar => ({
  ...{ from: null, rows: [], isWhole: false },
  ...(JSON.parse(inputs ?? '{}') as Partial<SoFar>),
})

/** All pages; those of a service that charges for them are written down as they come. */
const pages = async (round: Round, row: Open): Promise<CollectedRow[]> => {
  const { deps, input, collector, call, on, notes } = round
  const { title, paid } = input.service.connector
  const most = input.limit ?? Infinity
  let { from, rows, isWhole } = soFar(row)
  const isResumed = from !== null
  const label = `collecting from ${title}`
  on({ kind: 'start', label })
  while (!isWhole && rows.length < most) {
    deps.signal.throwIfAborted()
    const size = Math.min(collector.size, most - rows.length)
    try {
      const page = await collector.page(
        { agent: input.agent, run: collector.runs === undefined ? null : row.job, size },
        from,
        call,
      )
      rows = [...rows, ...page.rows]
      from = page.next
      isWhole = from === null
    } catch (error) {
      if (!(error instanceof ServiceTrouble) || error.kind !== 'refused' || !isResumed || rows.length === 0)
        throw error
      notes.push(`the search could not be gone on with after row ${rows.length}: ${error.message}`)
      isWhole = true
    }
    const text = JSON.stringify({ from, rows, isWhole } satisfies SoFar)
    if (paid) deps.file.write(() => deps.file.serviceJobs.note(row.id, text, rows.length))
    on({ kind: 'progress', label, done: rows.length, unit: 'rows' })
  }
  on({ kind: 'done', label, done: rows.length, unit: 'rows' })
  return rows.slice(0, most)
}

/** What would be done; nothing is launched, and nothing paid for. */
const look = async (round: Round): Promise<Pick<Collected, 'run' | 'known' | 'state' | 'did'>> => {
  const { deps, input, collector, call } = round
  const { name } = input.service.connector
  const [left] = deps.file.serviceJobs.open(name, questionOf(input))
  if (left !== undefined) {
    const run = collector.runs === undefined ? null : left.job
    const state = run === null ? null : (await collector.runs!.state(run, call)).state
    return { run, known: false, did: 'resumed', state }
  }
  if (collector.runs === undefined) return { run: null, known: false, did: 'searched', state: null }
  if (input.launch) return { run: null, known: false, did: 'launched', state: null }
  const { id, isKnown } = await found(round)
  const { state } = await collector.runs.state(id, call)
  return { run: id, known: isKnown, did: 'read', state }
}

const act = async (round: Round): Promise<Omit<Collected, 'notes' | 'calls'>> => {
  const { input, collector } = round
  const nothing = { name: '', rows: [], job: null, state: null }
  if (input.dry_run === true) return { ...nothing, ...(await look(round)) }
  let did: Collected['did'] = 'resumed'
  let row = await leftOver(round)
  if (row === null && collector.runs === undefined) {
    const begun = begin(round)
    row = accept(round, begun, String(begun.id))
    did = 'searched'
  }
  if (row === null && input.launch) {
    row = await launched(round)
    did = 'launched'
  }
  if (row === null) {
    const { id, isKnown } = await found(round)
    if (isKnown) return { ...nothing, name: listName(input, id), run: id, known: true, did: 'none' }
    row = accept(round, begin(round), id)
    did = 'read'
  }
  if (collector.runs !== undefined) await waitFor(round, row)
  const rows = await pages(round, row)
  const run = collector.runs === undefined ? null : row.job
  return { name: listName(input, row.job), run, did, known: false, rows, job: row.id, state: null }
}

/**
 * Collects rows; what becomes of them is the caller's, who calls `endCollection` when they are safe.
 *
 * @throws PrmError `usage` (it collects nothing), `input` (the agent never ran), `credential`, `remote` (no or no good
 *   answer, a run that failed), `store` (another prm is at it)
 */
export const collectRows = async (
  deps: Deps,
  input: CollectInput,
  on: OnProgress = () => undefined,
): Promise<Collected> => {
  const collector = collectorOf(input)
  const { service, clock = realClock } = input
  const { title } = service.connector
  const line = openLine(service, {
    ...{ clock, signal: deps.signal, version: deps.version },
    chance: () => deps.random(1)[0]! / 256,
    onPause: (milliseconds) => {
      if (milliseconds >= 5000)
        on({
          kind: 'note',
          label: `${title} is asked too often: waiting ${Math.ceil(milliseconds / 1000)} s`,
        })
    },
  })
  const notes: string[] = []
  const round: Round = { deps, input, collector, line, call: line.call(() => true), clock, on, notes }
  try {
    const done = await act(round)
    if (line.sent > 0 && input.dry_run !== true)
      deps.file.write(() => noteSeen(deps.file, service, deps.now()))
    return { ...done, notes, calls: line.sent }
  } catch (error) {
    throw error instanceof ServiceTrouble ? failureOf(error, service) : error
  }
}

/** The rows are in the file: nothing is left to be taken up. */
export const endCollection = (deps: Deps, { job }: Collected): void => {
  if (job !== null) deps.file.write(() => deps.file.serviceJobs.end(job, 'done', deps.now().toISOString()))
}
