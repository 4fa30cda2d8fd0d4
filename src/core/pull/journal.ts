/**
 * The run of a pull, begun with the first page that brings something. How far it is stands in its batch, written together
 * with what came: a pull that was killed goes on in the same run, after the last page that was taken in.
 */
import { sha256 } from '../../lib/hash.ts'
import { PrmError } from '../../model/errors.ts'
import type { PullPlace } from '../../store/pulls.ts'
import { Derivation } from '../derive/derive.ts'
import { finishRun, isAtWork, startRun, type Deps } from '../derive/run.ts'
import { CAME, type CameKind, type PullCounts } from './types.ts'

export interface PullBatch {
  id: number
  kind: 'people' | 'customers'
  trust: number
  lines: number
}

interface Reading {
  by: 'pull'
  /** Whose ids `external_id` are, were there any. */
  namespace: string
  account: string
  next: string | null
  counts: PullCounts
}

export const noCounts = (): PullCounts => ({
  ...{ read: 0, news: 0, known: 0, not_ours: 0, people: 0, companies: 0 },
  ...(Object.fromEntries(Object.values(CAME).map((name) => [name, 0])) as Record<(typeof CAME)[CameKind], 0>),
})

export class PullJournal {
  readonly target: string
  readonly signature: string
  readonly #deps: Deps
  readonly #account: string
  readonly #place: PullPlace | undefined
  #run: number | null = null
  #main: PullBatch | null = null
  #customers: PullBatch | null = null
  #derivation: Derivation | null = null
  #next: string | null
  /** Of the whole run, what came before a kill included. */
  counts = noCounts()

  /** @throws PrmError `pull.busy` */
  constructor(deps: Deps, target: string, account: string) {
    this.#deps = deps
    this.target = target
    this.signature = sha256(`pull ${target}`)
    this.#account = account
    this.#place = deps.file.pulls.last(target, account)
    this.#next = this.#place?.next ?? null
    if (this.#place !== undefined) this.#takeUp(this.#place)
  }

  #takeUp({ batch_id, run_id, reading }: PullPlace): void {
    const run = this.#deps.file.runs.get(run_id)!
    if (run.status === 'done') return
    if (isAtWork(this.#deps, run)) throw busy(this.target)
    this.#run = run_id
    this.#main = this.#opened(batch_id, 'people')
    const other = this.#deps.file.batches.ofRun(run_id).find(({ kind }) => kind === 'customers')
    if (other !== undefined) this.#customers = this.#opened(other.id, 'customers')
    this.counts = (JSON.parse(reading) as Reading).counts
  }

  #opened(id: number, kind: PullBatch['kind']): PullBatch {
    const { rows, source_id } = this.#deps.file.batches.get(id)!
    return { id, kind, trust: this.#deps.file.batches.trust(source_id), lines: rows }
  }

  /** Where the next page begins; null: at the very beginning. */
  get next(): string | null {
    return this.#next
  }

  get run(): number | null {
    return this.#run
  }

  /** It was begun by a process that is no more. */
  get isResumed(): boolean {
    return this.#run !== null && this.#run === this.#place?.run_id
  }

  /** Before anything of a page is written. Inside a write. @throws PrmError `pull.busy` */
  enter(): void {
    const { pulls, runs } = this.#deps.file
    // Another process that pulls the same pages would write everything down a second time.
    if ((pulls.last(this.target, this.#account)?.next ?? null) !== this.#next) throw busy(this.target)
    if (this.isResumed) runs.reopen(this.#run!, this.#deps.pid, this.#deps.host)
    this.#derivation?.refresh()
  }

  /** The run, begun now if it was not. Inside a write. */
  begin(): number {
    return (this.#run ??= startRun(this.#deps, 'pull', `--from ${this.target}`))
  }

  derivation(): Derivation {
    return (this.#derivation ??= new Derivation(this.#deps.file, { run_id: this.begin(), why: 'newer' }))
  }

  /** What people of the CRM say. */
  main(): PullBatch {
    return (this.#main ??= this.#open('people'))
  }

  /** Companies that are customers there: a list of customers that grows. */
  customers(): PullBatch {
    return (this.#customers ??= this.#open('customers'))
  }

  #open(kind: PullBatch['kind']): PullBatch {
    const { batches } = this.#deps.file
    const source_id = batches.source(this.target, 'service', 1000, this.#deps.now().toISOString())
    const id = batches.create({
      ...{ run_id: this.begin(), source_id, kind, file: this.target, sha256: null, on_match: 'overwrite' },
      ...{ reading: this.#reading(null), signature: this.signature },
    })
    return { id, kind, trust: batches.trust(source_id), lines: 0 }
  }

  #reading(next: string | null): string {
    const { target: namespace, counts } = this
    return JSON.stringify({ by: 'pull', namespace, account: this.#account, next, counts } satisfies Reading)
  }

  /**
   * After all of a page is written. Inside a write.
   *
   * @param isEmpty the page told of nothing
   */
  leave(next: string, isEmpty: boolean): void {
    const { batches, pulls } = this.#deps.file
    this.#derivation?.flush()
    if (this.#run === null) {
      if (isEmpty && this.#place === undefined) return
      // Nothing came: the place of the pull before moves on.
      if (this.#place !== undefined) {
        const before = JSON.parse(this.#place.reading) as Reading
        pulls.keep(this.#place.batch_id, JSON.stringify({ ...before, next }))
        this.#next = next
        return
      }
    }
    for (const batch of [this.main(), this.#customers])
      if (batch !== null) batches.progress(batch.id, batch.lines, true)
    pulls.keep(this.main().id, this.#reading(next))
    this.#next = next
  }

  end(status: 'done' | 'interrupted'): void {
    const run = this.#run
    if (run !== null) this.#deps.file.write(() => finishRun(this.#deps, run, status, this.counts))
  }
}

const busy = (target: string): PrmError =>
  new PrmError('store', 'pull.busy', `another prm is pulling from ${target}`, {
    hint: 'wait for it to finish, then run the same command again',
  })
