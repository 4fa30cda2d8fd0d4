/**
 * The pipeline as a crontab starts it: one at a time in a file, over the lists of an inbox, for a limited time. Stopped at
 * any moment and started again, it goes on.
 */
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { realClock, type Clock } from '../../lib/clock.ts'
import { writeAtomically } from '../../lib/atomic-write.ts'
import { PrmError } from '../../model/errors.ts'
import type { OnProgress } from '../../model/progress.ts'
import { SCHEMA_VERSION, type Deps } from '../derive/run.ts'
import type { FileResult, ImportFile } from '../import/import.ts'
import { openLists } from '../import/open-lists.ts'
import { writeRejects, type RejectsFile } from '../import/rejects.ts'
import { lookInto, madeFolder, moveInto } from './inbox.ts'
import { withLease } from './lease.ts'
import { runPipeline, type RunInput, type RunResult } from './run.ts'

export interface RegularInput extends RunInput {
  /** A folder, absolute, whose lists are imported; then there are no `files`. */
  inbox: string | null
  /** After so long the work is left for the next run. */
  max_minutes?: number | undefined
  clock?: Clock | undefined
}

/** What became of the files of an inbox. */
export interface InboxResult {
  /** Imported, and where each is now; in a dry run where it was. */
  taken: { name: string; path: string }[]
  /** Still being written: for the next run. */
  growing: string[]
  /** Not to be read as a list at all: moved to the rejects, with the reason beside it. */
  unreadable: { name: string; path: string; reason: string }[]
}

interface Common {
  inbox: InboxResult | null
  /** Of lists of the inbox. */
  rejects_files: RejectsFile[]
}

/** The time was up: what was done is kept. */
export interface StoppedRun {
  schemaVersion: typeof SCHEMA_VERSION
  /** Which run it was; it can be undone. */
  run: number | null
  counts: Record<'people' | 'companies', number>
  stopped: { after_minutes: number; during: string }
}

export type RegularResult = Common & (({ stopped: null } & RunResult) | StoppedRun)

/**
 * @throws PrmError `run.busy`: another run is at work in the file; `run.no_inbox`; as `runPipeline`
 */
export const runRegularly = (
  deps: Deps,
  input: RegularInput,
  on: OnProgress = () => undefined,
): Promise<RegularResult> => {
  const clock = input.clock ?? realClock
  const work = (inner: Deps): Promise<RegularResult> => limited(inner, input, clock, on)
  return input.dry_run ? work(deps) : withLease(deps, 'run', clock, work)
}

const isInterruption = (error: unknown): boolean =>
  error instanceof PrmError
    ? error.kind === 'interrupted'
    : error instanceof Error && error.name === 'AbortError'

const MINUTE = 60_000

const limited = async (
  deps: Deps,
  input: RegularInput,
  clock: Clock,
  on: OnProgress,
): Promise<RegularResult> => {
  const { max_minutes } = input
  const limit = new AbortController()
  const timer =
    max_minutes === undefined ? undefined : setTimeout(() => limit.abort(), max_minutes * MINUTE).unref()
  const common: Common = { inbox: null, rejects_files: [] }
  let during = 'looking into the inbox'
  try {
    const inner = { ...deps, signal: AbortSignal.any([deps.signal, limit.signal]) }
    const result = await work(inner, input, clock, common, (event) => {
      if (event.kind === 'start') during = event.label
      on(event)
    })
    return { ...result, ...common, stopped: null }
  } catch (error) {
    if (!limit.signal.aborted || deps.signal.aborted || !isInterruption(error)) throw error
    const { file } = deps
    const [last] = file.runs.top(1)
    return {
      ...{ schemaVersion: SCHEMA_VERSION, run: last?.status === 'interrupted' ? last.id : null },
      counts: { people: file.people.count(), companies: file.companies.count() },
      ...common,
      stopped: { after_minutes: max_minutes!, during },
    }
  } finally {
    clearTimeout(timer)
  }
}

const work = async (
  deps: Deps,
  input: RegularInput,
  clock: Clock,
  common: Common,
  on: OnProgress,
): Promise<RunResult> => {
  const { inbox: folder } = input
  if (folder === null) return runPipeline(deps, input, on)
  const { ready, growing } = await lookInto(folder, clock, deps.signal)
  const inbox: InboxResult = { taken: [], growing, unreadable: [] }
  common.inbox = inbox
  const { files, paths } = await openEach(folder, ready, input, inbox)
  const imported = (lists: readonly FileResult[]): void => {
    // The rejects first: a list that is found again after a kill gives the same ones.
    if (input.dry_run !== true && lists.some(({ rejects }) => rejects.length > 0))
      common.rejects_files = writeRejects(deps, lists, { folder: madeFolder(join(folder, REJECTS)) })
    for (const { name } of lists) takeAway(folder, paths.get(name)!, input, inbox)
  }
  return runPipeline(deps, { ...input, files, imported }, on)
}

const DONE = 'done'
const REJECTS = 'rejects'

/** What has been read needs no reading again. */
const takeAway = (folder: string, path: string, { dry_run }: RegularInput, inbox: InboxResult): void => {
  const name = basename(path)
  const place = dry_run === true ? path : (moveInto(join(folder, DONE), path, name) ?? path)
  inbox.taken.push({ name, path: place })
}

/** The lists, opened; one that cannot be read does not keep the others waiting. */
const openEach = async (
  folder: string,
  ready: readonly string[],
  input: RegularInput,
  inbox: InboxResult,
): Promise<{ files: ImportFile[]; paths: Map<string, string> }> => {
  const files: ImportFile[] = []
  const paths = new Map<string, string>()
  for (const path of ready) {
    const name = `${basename(folder)}/${basename(path)}`
    try {
      files.push(
        ...(await openLists({ ...input.import, files: [{ name, source: { path } }], kind: 'people' })),
      )
      paths.set(name, path)
    } catch (error) {
      if (!(error instanceof PrmError) || (error.kind !== 'input' && error.kind !== 'usage')) throw error
      // An export of nobody is no mishap.
      if (error.code === 'import.no_rows') takeAway(folder, path, input, inbox)
      else if (existsSync(path)) inbox.unreadable.push(putAside(folder, path, error, input))
    }
  }
  return { files, paths }
}

const putAside = (
  folder: string,
  path: string,
  error: PrmError,
  { dry_run }: RegularInput,
): InboxResult['unreadable'][number] => {
  const name = basename(path)
  const reason = error.message.replaceAll(path, name)
  if (dry_run === true) return { name, path, reason }
  const place = moveInto(join(folder, REJECTS), path, name) ?? path
  writeAtomically(`${place}.reason.txt`, [`${[reason, error.hint ?? ''].join('\n').trim()}\n`])
  return { name, path: place, reason }
}
