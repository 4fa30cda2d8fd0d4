import type { PushPlan } from './plan.ts'
import type { TargetPlan } from './target-plan.ts'

const WHO = new Set(['full_name', 'name', 'company'])

/**
 * A plan as it is saved. It may be handed on to be looked at, so whoever must never leave the file stands there by their id
 * alone.
 */
export const savedPlan = (plan: PushPlan | TargetPlan): string => {
  const people = plan.people.map((person) =>
    person.reasons.includes('suppressed')
      ? Object.fromEntries(
          Object.entries(person).map(([name, value]) => [name, WHO.has(name) ? null : value]),
        )
      : person,
  )
  return `${JSON.stringify({ ...plan, people }, null, 2)}\n`
}
