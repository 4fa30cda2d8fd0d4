/** Whether a plan that was saved can still be carried out. */
import { plural } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import type { PlannedRecord, TargetPlan } from './target-plan.ts'

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The same is to be done, or it has been done: a plan that is carried out twice changes nothing. */
const fits = (planned: PlannedRecord | undefined, now: PlannedRecord): boolean => {
  const isToDo = now.action === 'create' || now.action === 'update'
  if (planned === undefined) return !isToDo
  if (!isToDo) return planned.action !== 'held_back' || now.action === 'held_back'
  return (
    planned.action === now.action && planned.remote_id === now.remote_id && same(planned.changes, now.changes)
  )
}

/** How many would now become something else than was planned. */
const movedOf = (saved: readonly PlannedRecord[], now: readonly PlannedRecord[]): number => {
  const before = new Map(saved.map((one) => [one.id, one]))
  const isDue = ({ action }: PlannedRecord): boolean => action === 'create' || action === 'update'
  const after = new Map(now.map((one) => [one.id, one]))
  const moved = now.filter((one) => !fits(before.get(one.id), one)).length
  // Who was to be given and is held back now, or is there no more.
  const lost = saved.filter(
    (one) => isDue(one) && (after.get(one.id)?.action ?? 'held_back') === 'held_back',
  ).length
  return moved + lost
}

/** @throws PrmError `push.stale_plan` */
export const checkTargetPlan = (saved: TargetPlan, now: TargetPlan): void => {
  const stale = (what: string): never => {
    throw new PrmError('input', 'push.stale_plan', `this plan no longer fits: ${what}`, {
      hint: `make a new one with prm push --to ${now.target} --dry-run -o plan.json`,
    })
  }
  if (saved.file_id !== now.file_id) stale('it was made from another prospect file')
  if (saved.account.id !== now.account.id) stale(`it was made for the account ${saved.account.title}`)
  const terms = ({ target, gate, where, route, compare }: TargetPlan): unknown => [
    target,
    gate,
    where,
    route,
    compare,
  ]
  if (!same(terms(saved), terms(now))) stale('it is for another target, gate, route or choice of people')
  const people = movedOf(saved.people, now.people)
  if (people > 0)
    stale(`of ${plural(people, 'person', 'people')} the file or the CRM says something else now`)
  const companies = movedOf(saved.companies, now.companies)
  if (companies > 0)
    stale(`of ${plural(companies, 'company', 'companies')} the file or the CRM says something else now`)
}
