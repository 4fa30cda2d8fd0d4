/**
 * Completes people and companies: first what follows from what is known, then by services, one after the other, each
 * asked only about those who still lack a field worth having. What they answer becomes records of theirs. A second run
 * asks nothing, a killed one is gone on with by the next.
 */
import type { OnProgress } from '../../model/progress.ts'
import { SCHEMA_VERSION, type Deps } from '../derive/run.ts'
import {
  enrichWithServices,
  planEnrichment,
  type EnrichOptions,
  type EnrichSummary,
} from '../engine/index.ts'
import { AnswerRecords } from './answer-records.ts'
import { deriveFields } from './derive-fields.ts'
import { openJournal, type Journal } from './journal.ts'
import { findTargets, type Given } from './targets.ts'
import type { EnrichInput, EnrichResult } from './types.ts'

export { NEED, type EnrichInput, type EnrichResult } from './types.ts'

/** Days for which an answer serves, and for which "has nothing" does. */
const MAX_AGE = { found: 90, none: 30 }

/**
 * @throws PrmError `usage` (no price for a limit of money), `interrupted`; AbortError after Ctrl-C: what was answered is
 *   kept, and the next run goes on from there
 */
export const enrichPeople = async (
  deps: Deps,
  input: EnrichInput = {},
  on: OnProgress = () => undefined,
): Promise<EnrichResult> => {
  const act = (): Promise<EnrichResult> => enrich(deps, input, on)
  if (!input.dry_run) return act()
  return { ...(await deps.file.rehearse(act)), run: null, dry_run: true }
}

const optionsOf = ({
  max_cost,
  max_calls,
  max_cost_each,
  stop_if,
  older_than,
  not_found,
  clock,
}: EnrichInput) =>
  ({
    ...{ max_cost, max_calls, max_cost_each, stop_if: stop_if ?? undefined },
    ...(clock !== undefined && { clock }),
    max_age: { found: older_than ?? MAX_AGE.found, none: not_found ?? MAX_AGE.none },
  }) satisfies EnrichOptions

const enrich = async (deps: Deps, input: EnrichInput, on: OnProgress): Promise<EnrichResult> => {
  const { services } = input
  deps.file.setClock(deps.asOf.toISOString().slice(0, 10))
  const journal = openJournal(deps, journalled(input))
  let status: 'done' | 'interrupted' = 'interrupted'
  let summary: EnrichSummary | null = null
  let plan: EnrichResult['plan'] = null
  try {
    await deriveFields(deps, journal, on)
    if (services !== undefined && services.person.length + services.company.length > 0) {
      const given: Given = new Map()
      const options = optionsOf(input)
      const tasks = findTargets(deps, input, services, options.max_age, given)
      if (input.dry_run === true) plan = planEnrichment(deps, services, tasks, options)
      else {
        const records = new AnswerRecords(deps, journal, input, given)
        const take: Parameters<typeof enrichWithServices>[4] = (enriched) =>
          deps.file.write(() => records.take(enriched))
        summary = await enrichWithServices(deps, services, tasks, options, take, on)
        await deriveFields(deps, journal, on)
      }
    }
    status = 'done'
  } finally {
    journal.end(status, summary && { spent: summary.spent ?? 0, currency: summary.currency })
  }
  const result = resultOf(journal, summary, plan)
  on({ kind: 'done', label: 'enriching', done: result.counts.fields, unit: 'fields filled' })
  return result
}

/** What the journal tells of the question: names, no keys. */
const journalled = ({
  services,
  need,
  refresh,
  where,
  limit,
  max_cost,
  max_calls,
}: EnrichInput): unknown => ({
  ...(services !== undefined && {
    company: services.company.map(({ connector }) => connector.name),
    person: services.person.map(({ connector }) => connector.name),
  }),
  ...{ need, refresh, where, limit, max_cost, max_calls },
})

const resultOf = (
  journal: Journal,
  services: EnrichResult['services'],
  plan: EnrichResult['plan'],
): EnrichResult => {
  const sum = (of: 'tasks' | 'found' | 'none' | 'unknown' | 'failed' | 'not_asked'): number =>
    (services?.enrichers ?? []).reduce((all, tally) => all + tally[of], 0)
  return {
    schemaVersion: SCHEMA_VERSION,
    run: journal.run,
    counts: {
      ...journal.counts,
      ...journal.changed(),
      ...{ questions: sum('tasks'), found: sum('found'), none: sum('none'), unknown: sum('unknown') },
      ...{ failed: sum('failed'), not_asked: sum('not_asked') },
    },
    filled: journal.filled(),
    services,
    plan,
    dry_run: false,
  }
}
