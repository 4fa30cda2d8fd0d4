/**
 * What is to be done every month: addresses that were checked too long ago are checked again, the configured enrichers are
 * asked again, then stages and scores follow, and what has changed is told. One parent run holds the steps, so that it is
 * undone as one.
 */
import type { OnProgress } from '../../model/progress.ts'
import type { Config } from '../config/config.ts'
import { readMailLists } from '../config/mail-lists.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { enrichPeople, type EnrichInput, type EnrichResult } from '../enrich/enrich.ts'
import { changesOf, type ChangesResult, type News } from '../look/changes.ts'
import { scorePeople, type ScoreResult } from '../score/score.ts'
import { applyStageRules, type StageRulesResult } from '../stage/stage-rules.ts'
import { validateAddresses, type ValidateInput, type ValidateResult } from '../validate/validate.ts'
import { closeParent, openParent } from './parent.ts'

export interface RefreshInput {
  config: Config
  /** Days: what was checked or read longer ago is looked at again. */
  older_than: number
  /** Those of the config, and limits of money. */
  enrich: Pick<EnrichInput, 'services' | 'max_cost' | 'max_calls' | 'max_cost_each' | 'clock'>
  /** Asked about addresses. */
  check: Pick<ValidateInput, 'services' | 'online'>
  dry_run?: boolean
}

export interface RefreshResult extends Result {
  counts: Record<'changes' | 'checked' | 'questions' | 'fields', number>
  steps: {
    validate: ValidateResult
    enrich: EnrichResult
    /** Null where the config has no rules for stages, and in a dry run. */
    stages: StageRulesResult | null
    /** Null in a dry run. */
    score: ScoreResult | null
  }
  /** What has changed by it, the latest first. */
  changes: ChangesResult['changes']
  kinds: ChangesResult['kinds']
  /** Spent on services; null: a price is not known. */
  spent: number | null
  currency: string
  dry_run: boolean
}

export const refreshFile = async (
  deps: Deps,
  input: RefreshInput,
  on: OnProgress = () => undefined,
): Promise<RefreshResult> => {
  if (input.dry_run !== true) return refresh(deps, input, on)
  const asked = await askAgain(deps, input, on)
  return resultOf(input, { ...asked, stages: null, score: null }, null, [])
}

/** The two steps that ask the world. */
const askAgain = async (
  deps: Deps,
  input: RefreshInput,
  on: OnProgress,
): Promise<Pick<RefreshResult['steps'], 'validate' | 'enrich'>> => {
  const { config, older_than, dry_run = false } = input
  const { extra_tlds, max_age, resolver } = config.validate
  const shared = { country: config.country, dry_run }
  const { max_cost, max_calls } = input.enrich
  const validate = await validateAddresses(
    deps,
    {
      ...{ ...shared, extra_tlds, max_age, resolver, ...readMailLists(config), stale: older_than },
      ...{ ...input.check, max_cost, max_calls },
    },
    on,
  )
  // Money that is left after the addresses goes to those who complete people and companies.
  const enrich = await enrichPeople(
    deps,
    {
      ...{ ...shared, ...input.enrich, ...limitsAfter(input, validate), refresh: true, older_than },
      need: config.enrich.need.length === 0 ? undefined : config.enrich.need,
      ...{ not_found: config.enrich.not_found, stop_if: config.enrich.stop_if },
      trusted: config.import.sources,
    },
    on,
  )
  return { validate, enrich }
}

const refresh = async (outer: Deps, input: RefreshInput, on: OnProgress): Promise<RefreshResult> => {
  const { config, older_than } = input
  const parent = outer.file.write(() => openParent(outer, 'refresh', { older_than }))
  const deps: Deps = { ...outer, parent }
  try {
    const asked = await askAgain(deps, input, on)
    const stages = config.stages.length === 0 ? null : await applyStageRules(deps, { config }, on)
    const score = await scorePeople(deps, { config }, on)
    const news = deps.file.news.list({ since: null, after: parent - 1 })
    const result = resultOf(input, { ...asked, stages, score }, null, news)
    return { ...result, run: closeParent(deps, parent, 'done', result.counts) }
  } catch (error) {
    closeParent(deps, parent, deps.signal.aborted ? 'interrupted' : 'failed', {})
    throw error
  }
}

const resultOf = (
  { config, dry_run = false }: RefreshInput,
  steps: RefreshResult['steps'],
  run: number | null,
  news: readonly News[],
): RefreshResult => {
  const { counts: told, changes, kinds } = changesOf(news, null)
  const { validate, enrich } = steps
  const spent = [validate.services, enrich.services].map((asked) => (asked === null ? 0 : asked.spent))
  return {
    ...{ schemaVersion: SCHEMA_VERSION, run, steps, changes, kinds, dry_run },
    counts: {
      ...{ changes: told.changes, checked: validate.counts.checked },
      ...{ questions: enrich.counts.questions, fields: enrich.counts.fields },
    },
    spent: spent.includes(null) ? null : spent.reduce<number>((sum, cost) => sum + cost!, 0),
    currency: config.prices.currency,
  }
}

/** One purse for both. */
const limitsAfter = (
  { enrich: { max_cost, max_calls } }: RefreshInput,
  { services }: ValidateResult,
): Pick<EnrichInput, 'max_cost' | 'max_calls'> => {
  const calls = (services?.services ?? []).reduce((sum, one) => sum + one.calls, 0)
  return {
    max_cost: max_cost === undefined ? undefined : Math.max(0, max_cost - (services?.spent ?? 0)),
    max_calls: max_calls === undefined ? undefined : Math.max(0, max_calls - calls),
  }
}
