/**
 * Writes what matching decided: links made and links ended, and the people who follow. Very many links are written in
 * portions, each a transaction with all that follows from it: a kill leaves some people merged and others not yet, and
 * the next run goes on.
 */
import { inSteps } from '../../lib/steps.ts'
import { breathe, type Deps } from '../derive/run.ts'
import { Derivation } from '../derive/derive.ts'
import { foresee, type Foresight } from '../derive/foresee.ts'
import type { OnProgress } from '../../model/progress.ts'
import type { ReasonedLink } from './because.ts'
import type { Decided } from './scope.ts'
import type { NewLink } from './reconcile.ts'

/** Links a transaction: most pages are written once in each. */
const A_WRITE = 200_000

/** Megabytes of the file in memory where links touch most of its pages, and from how many links on they do. */
const LARGE = 256
const MANY = 10_000

/** What progress says while people are merged. */
export const MERGING = 'merging duplicates'
const GO_ON = 'run prm dedupe again to go on'

/** Links to be made and to be ended. */
export interface Planned extends Pick<Decided, 'ended'> {
  added: ReasonedLink[]
}

export interface Applied {
  /** People who became part of another, and who came out of one. */
  merged: number
  parted: number
}

/** By the oldest unit: the people who stay are then written in the order of the table. */
const inOrder = <L extends NewLink>(links: readonly L[]): L[] =>
  [...links].sort((x, y) => Math.min(x.a, x.b) - Math.min(y.a, y.b))

/**
 * Lets the second core begin with what will follow from these links, once they are decided.
 *
 * @param portion links a transaction
 */
export const foreseeLinks = (
  { file }: Pick<Deps, 'file'>,
  { added, ended }: Pick<Decided, 'added' | 'ended'>,
  portion = A_WRITE,
): Foresight | null => (ended.length > 0 ? null : foresee(file, inOrder(added), portion))

/**
 * @param last done in the transaction of the last portion
 * @param how links a transaction, and what the second core has begun
 */
export const applyLinks = async (
  deps: Deps,
  run: number,
  { added, ended }: Planned,
  last: (applied: Applied) => void,
  on: OnProgress,
  {
    portion: portionSize = A_WRITE,
    foresight,
  }: { portion?: number | undefined; foresight: Foresight | null },
): Promise<Applied> => {
  const { file } = deps
  const applied: Applied = { merged: 0, parted: 0 }
  const decided_at = deps.now().toISOString()
  const isLarge = added.length > MANY
  if (isLarge) file.setCache(LARGE)
  const links = inOrder(added)
  // Within a portion, too: whoever stops it does not wait, and none of the portion is done.
  const pause = async (merged: number, done: number): Promise<void> => {
    if (done >= links.length) return
    const share = done / links.length
    on({
      kind: 'progress',
      label: MERGING,
      done: applied.merged + merged,
      share,
      unit: 'merged',
    })
    await breathe(deps, GO_ON)
  }
  try {
    for (let from = 0; from === 0 || from < links.length; from += portionSize) {
      const portion = links.slice(from, from + portionSize)
      await file.writeAcross(async () => {
        foresight?.next()
        const derivation = new Derivation(file, { run_id: run, why: 'merge' })
        if (from === 0 && ended.length > 0) {
          for (const { id } of ended) file.decisions.end(id, run)
          derivation.refold(ended.flatMap(({ a, b }) => [a, b]))
        }
        file.decisions.addAll(
          portion.map((link) => ({
            ...{ run_id: run, kind: 'must_link', record_id: link.a, other_id: link.b, value: null },
            ...{ because: link.because, decided_by: 'prm', decided_at },
          })),
        )
        await breathe(deps, GO_ON)
        derivation.unite(portion, foresight)
        await breathe(deps, GO_ON)
        const { people } = await inSteps(derivation.flushing(), async ({ removed, share }) => {
          if (share < 1) await pause(removed, from + share * portion.length)
        })
        applied.merged += people.removed
        applied.parted += people.created
        if (from + portionSize >= links.length) last(applied)
      })
      await pause(0, from + portionSize)
    }
  } finally {
    if (isLarge) file.setCache()
  }
  return applied
}
