/**
 * Brings home what happened in a CRM: who became a customer, whose record it is now, who answered, who opted out. Each page
 * is taken in in one transaction with the place where the next begins, so a pull that is killed goes on after the last one.
 */
import type { RemoteChange } from '../../connectors/target.ts'
import { ServiceTrouble } from '../../connectors/trouble.ts'
import type { Clock } from '../../lib/clock.ts'
import { PrmError } from '../../model/errors.ts'
import type { OnProgress } from '../../model/progress.ts'
import { breathe, SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import {
  checkConnection,
  openTarget,
  openTargetService,
  remoteError,
  type OpenTarget,
} from '../engine/open-target.ts'
import { noteSeen } from '../engine/seen.ts'
import { loadConnector, type Surroundings } from '../engine/services.ts'
import type { Service } from '../engine/types.ts'
import { PullJournal } from './journal.ts'
import { takeCompany, takePerson, takeStranger } from './take.ts'
import type { Taking } from './taking.ts'
import { CAME, type Came, type Pulled, type PullCounts } from './types.ts'
import { whomOf } from './whom.ts'

export interface PullInput {
  service: Service
  dry_run?: boolean
  clock?: Clock | undefined
}

export interface PullResult extends Result {
  counts: PullCounts
  /** As in `--from`. */
  target: string
  title: string
  /** The account there. */
  account: string
  /** Those of whom something came, in the order in which it was first told. */
  pulled: Pulled[]
  /** Opt-outs of people who are not here: their addresses are suppressed all the same. */
  opted_out_strangers: number
  /** A pull that had broken off was gone on with. */
  resumed: boolean
  /** Why the service told nothing more; what came before is kept. */
  stopped: { kind: ServiceTrouble['kind']; message: string } | null
  dry_run: boolean
}

const checkPulls = ({ connector }: Pick<Service, 'connector'>): void => {
  if (connector.target?.pull !== undefined) return
  throw new PrmError('usage', 'pull.cannot', `${connector.title} does not tell what happens there`, {
    hint: 'prm connectors tells what each service does',
  })
}

/**
 * The service behind a name, with its key.
 *
 * @throws PrmError `usage` (no such service), `pull.cannot` (what happens there cannot be asked for), `credential` (no key)
 */
export const openPullService = async (name: string, surroundings: Surroundings): Promise<Service> => {
  checkPulls({ connector: await loadConnector(name, surroundings.config) })
  return openTargetService(name, surroundings)
}

interface Page {
  changes: readonly RemoteChange[]
  next: string
}

/** Reads page after page, and hands each to `take`; the place where it stopped, if the service did. */
const readPages = async (
  deps: Deps,
  { target, call, title }: OpenTarget,
  since: string | null,
  take: (page: Page) => void,
  on: OnProgress,
): Promise<ServiceTrouble | null> => {
  const label = `pulling from ${title}`
  on({ kind: 'start', label })
  let read = 0
  for (let from = since; ;) {
    await breathe(deps, 'run the same command again to go on')
    let page: Awaited<ReturnType<NonNullable<typeof target.pull>>>
    try {
      page = await target.pull!(from, call)
    } catch (error) {
      if (error instanceof ServiceTrouble) return error
      throw error
    }
    if (!page.isOver && page.next === from)
      return new ServiceTrouble('malformed', `${title} sends the same page again and again`)
    take(page)
    from = page.next
    read += page.changes.length
    on({ kind: 'progress', label, done: read, unit: 'records' })
    if (page.isOver) break
  }
  on({ kind: 'done', label, done: read, unit: 'records' })
  return null
}

/**
 * @throws PrmError `pull.cannot`, `pull.busy`, `push.not_connected`, `push.other_account`, `credential`, `remote` (nothing
 *   came at all), `interrupted`
 */
export const pullChanges = async (
  deps: Deps,
  { service, dry_run = false, clock }: PullInput,
  on: OnProgress = () => undefined,
): Promise<PullResult> => {
  checkPulls(service)
  const { file } = deps
  const open = openTarget(deps, service, on, clock)
  const account = await checkConnection(deps, open)
  const journal = new PullJournal(deps, open.name, account.id)
  const resumed = journal.isResumed
  const taker = new PageTaker({ deps, journal, whom: whomOf(file, open.name) })
  const pages: Page[] = []
  const take = dry_run
    ? (page: Page): void => void pages.push(page)
    : (page: Page): void => file.write(() => taker.take(page))
  let trouble: ServiceTrouble | null
  try {
    trouble = await readPages(deps, open, journal.next, take, on)
  } catch (error) {
    if (!dry_run && isInterrupted(error)) journal.end('interrupted')
    throw error
  }
  if (trouble !== null && taker.pages + pages.length === 0) {
    if (!dry_run) journal.end('interrupted')
    throw remoteError(open.title, trouble)
  }
  if (dry_run)
    await file.rehearse(() => {
      for (const page of pages) taker.take(page)
      return Promise.resolve()
    })
  else {
    journal.end(trouble === null ? 'done' : 'interrupted')
    file.write(() => noteSeen(file, service, deps.now()))
  }
  return {
    ...{ schemaVersion: SCHEMA_VERSION, run: dry_run ? null : journal.run, counts: journal.counts },
    ...{ target: open.name, title: open.title, account: account.title },
    ...{ pulled: [...taker.pulled.values()], opted_out_strangers: taker.strangers, resumed },
    stopped: trouble === null ? null : { kind: trouble.kind, message: trouble.message },
    dry_run,
  }
}

const isInterrupted = (error: unknown): boolean =>
  (error instanceof PrmError && error.kind === 'interrupted') ||
  (error instanceof Error && error.name === 'AbortError')

class PageTaker {
  readonly pulled = new Map<string, Pulled>()
  readonly #taking: Taking
  pages = 0
  strangers = 0

  constructor(taking: Taking) {
    this.#taking = taking
  }

  /** Inside a write. */
  take({ changes, next }: Page): void {
    const { journal } = this.#taking
    journal.enter()
    for (const change of changes) this.#change(change)
    journal.leave(next, changes.length === 0)
    this.pages++
  }

  #change(change: RemoteChange): void {
    const { journal, whom } = this.#taking
    const { counts } = journal
    counts.read++
    const id = whom.find(change)
    if (id === null) {
      counts.not_ours++
      if (takeStranger(this.#taking, change)) this.strangers++
      return
    }
    const came =
      change.kind === 'person' ? takePerson(this.#taking, change, id) : takeCompany(this.#taking, change, id)
    if (came.length === 0) {
      counts.known++
      return
    }
    counts.news++
    for (const { kind } of came) counts[CAME[kind]]++
    this.#note(change.kind, id, came)
  }

  #note(type: Pulled['type'], id: string, came: readonly Came[]): void {
    const known = this.pulled.get(id)
    if (known !== undefined) {
      known.came.push(...came)
      return
    }
    const { file } = this.#taking.deps
    const { counts } = this.#taking.journal
    if (type === 'person') counts.people++
    else counts.companies++
    const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
    // By the tables themselves: for one person at a time the view `lead` takes milliseconds.
    const person = type === 'person' ? file.people.get(id) : undefined
    const row = file.companies.get(type === 'company' ? id : String(person?.company_id))
    const company = text(row?.company) ?? text(row?.domain)
    const name = type === 'person' ? (text(person?.full_name) ?? text(person?.email)) : company
    this.pulled.set(id, { type, id, name, company: type === 'person' ? company : null, came: [...came] })
  }
}
