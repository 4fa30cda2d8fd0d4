/** Relationships between people that a CRM has not been told of yet. */
import { breathe, type Deps } from '../derive/run.ts'
import type { OpenTarget } from '../engine/open-target.ts'
import { portions } from './lookup.ts'
import type { PlannedTie, TargetPlan } from './target-plan.ts'

const keyOf = ({ from, to, relationship }: PlannedTie): string => `${from} ${to} ${relationship}`

/** Of people who are there or will be, once the plan is carried out. */
export const planTies = (
  { file }: Pick<Deps, 'file'>,
  { target, name }: OpenTarget,
  plan: Pick<TargetPlan, 'people'>,
): PlannedTie[] => {
  if (target.relate === undefined) return []
  const isThere = new Set(plan.people.filter(({ action }) => action !== 'held_back').map(({ id }) => id))
  const told = new Set(
    file.pushes
      .ties(name)
      .map((tie) => keyOf({ from: tie.from_id, to: tie.to_id, relationship: tie.relationship })),
  )
  const ties = new Map<string, PlannedTie>()
  for (const { person_id: from, other_person_id: to, kind: relationship } of file.relationships.all()) {
    if (to === null || !isThere.has(from) || !isThere.has(to)) continue
    const tie = { from, to, relationship }
    if (!told.has(keyOf(tie))) ties.set(keyOf(tie), tie)
  }
  return [...ties.values()]
}

/**
 * Tells the CRM, as far as both people are there.
 *
 * @param remoteIdOf the CRM's id of a person; undefined: not there
 * @returns how many it was told of, and how many it would not take
 */
export const tellTies = async (
  deps: Deps,
  { target, call, name }: OpenTarget,
  ties: readonly PlannedTie[],
  remoteIdOf: (id: string) => string | undefined,
  run: () => number,
): Promise<{ tied: number; failed: number }> => {
  const counts = { tied: 0, failed: 0 }
  const ready = ties.flatMap((tie) => {
    const [from, to] = [remoteIdOf(tie.from), remoteIdOf(tie.to)]
    return from === undefined || to === undefined
      ? []
      : [{ tie, remote: { from, to, relationship: tie.relationship } }]
  })
  for (const some of portions(ready, target.batch.write)) {
    await breathe(deps, 'run the same command again to go on')
    const outcomes = await target.relate!(
      some.map(({ remote }) => remote),
      call,
    )
    deps.file.write(() => {
      some.forEach(({ tie: { from, to, relationship } }, i) => {
        const isTied = outcomes[i]?.kind === 'answer'
        counts[isTied ? 'tied' : 'failed']++
        if (isTied)
          deps.file.pushes.addTie({ target: name, from_id: from, to_id: to, relationship, run_id: run() })
      })
    })
  }
  return counts
}
