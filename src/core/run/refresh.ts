/**
 * What is to be done every month: what is collected regularly comes in, addresses that were checked too long ago are
 * checked again, the configured enrichers are asked again, and the addresses that they found are checked; then stages and
 * scores follow, and what has changed is told. One parent run holds the steps, so that it is
 * undone as one.
 */
import type { OnProgress } from '../../model/progress.ts'
import { PrmError } from '../../model/errors.ts'
import type { Collection, Config } from '../config/config.ts'
import { readMailLists } from '../config/mail-lists.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { SLOTS } from '../derive/survivorship.ts'
import { enrichPeople, type EnrichInput, type EnrichResult } from '../enrich/enrich.ts'
import { changesOf, type ChangesResult, type News } from '../look/changes.ts'
import { scorePeople, type ScoreResult } from '../score/score.ts'
import { applyStageRules, type StageRulesResult } from '../stage/stage-rules.ts'
import { validateAddresses, type ValidateInput, type ValidateResult } from '../validate/validate.ts'
import { collectAndImport, type CollectAndImportInput, type CollectResult } from './collect.ts'
import { closeParent, openParent } from './parent.ts'

/** A collection of the config, with the service that is to be asked. */
export type RegularCollection = Pick<CollectAndImportInput, 'service' | 'agent' | 'launch' | 'limit'> & {
  as: Collection['as']
}

export interface RefreshInput {
  config: Config
  collect?: readonly RegularCollection[]
  /** Days: what was checked or read longer ago is looked at again. */
  older_than: number
  /** Those of the config, and limits of money. */
  enrich: Pick<EnrichInput, 'services' | 'max_cost' | 'max_calls' | 'max_cost_each' | 'clock'>
  /** Asked about addresses. */
  check: Pick<ValidateInput, 'services' | 'online'>
  dry_run?: boolean
}

/** One collection; the others go on where it fails. */
export interface CollectStep {
  service: string
  title: string
  agent: string
  result: CollectResult | null
  failed: { message: string; hint: string | null } | null
}

export interface RefreshResult extends Result {
  counts: Record<'changes' | 'collected' | 'checked' | 'questions' | 'fields', number>
  steps: {
    collect: CollectStep[]
    validate: ValidateResult
    enrich: EnrichResult
    /** Of the addresses that enriching found; null where it found none. */
    validate_found: ValidateResult | null
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

const ADDRESSES: readonly string[] = [...SLOTS.email, ...SLOTS.phone]

export const refreshFile = async (
  deps: Deps,
  input: RefreshInput,
  on: OnProgress = () => undefined,
): Promise<RefreshResult> => {
  if (input.dry_run !== true) return refresh(deps, input, on)
  const asked = await askAgain(deps, input, on)
  return resultOf(input, { ...asked, stages: null, score: null }, null, [])
}

type Asked = Pick<RefreshResult['steps'], 'collect' | 'validate' | 'enrich' | 'validate_found'>

/** The steps that ask the world. */
const askAgain = async (deps: Deps, input: RefreshInput, on: OnProgress): Promise<Asked> => {
  const { config, older_than, dry_run = false } = input
  const collect = await collectAll(deps, input, on)
  const { extra_tlds, max_age, resolver } = config.validate
  const shared = { country: config.country, dry_run }
  const check = (limits: Limits): Promise<ValidateResult> =>
    validateAddresses(
      deps,
      {
        ...{ ...shared, extra_tlds, max_age, resolver, ...readMailLists(config), stale: older_than },
        ...{ ...input.check, max_cost: limits.max_cost, max_calls: limits.max_calls },
      },
      on,
    )
  // First, for an address that has died is one to be found anew.
  const validate = await check(input.enrich)
  const left = limitsAfter(input.enrich, validate.services)
  // Money that is left after the addresses goes to those who complete people and companies.
  const enrich = await enrichPeople(
    deps,
    {
      ...{ ...shared, ...input.enrich, ...left, refresh: true, older_than },
      need: config.enrich.need.length === 0 ? undefined : config.enrich.need,
      ...{ not_found: config.enrich.not_found, stop_if: config.enrich.stop_if },
      trusted: config.import.sources,
    },
    on,
  )
  const hasFound = ADDRESSES.some((field) => (enrich.filled[field] ?? 0) > 0)
  const validate_found = hasFound && !dry_run ? await check(limitsAfter(left, enrich.services)) : null
  return { collect, validate, enrich, validate_found }
}

const collectAll = async (
  deps: Deps,
  { collect = [], config, dry_run, enrich: { clock } }: RefreshInput,
  on: OnProgress,
): Promise<CollectStep[]> => {
  const { on_match, sources, map, ignore } = config.import
  const how = { on_match, trusted: sources, country: config.country, usual: { map, ignore } }
  const steps: CollectStep[] = []
  for (const { as, ...given } of collect) {
    const { name, title } = given.service.connector
    const step = { service: name, title, agent: given.agent, result: null, failed: null }
    try {
      const input = { ...given, dry_run, clock, import: { ...how, kind: as } }
      steps.push({ ...step, result: await collectAndImport(deps, input, on) })
    } catch (error) {
      if (!(error instanceof PrmError) || error.kind === 'interrupted') throw error
      steps.push({ ...step, failed: { message: error.message, hint: error.hint ?? null } })
    }
  }
  return steps
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
  const { collect, validate, enrich, validate_found } = steps
  const asked = [validate.services, enrich.services, validate_found?.services ?? null]
  const spent = asked.map((one) => (one === null ? 0 : one.spent))
  return {
    ...{ schemaVersion: SCHEMA_VERSION, run, steps, changes, kinds, dry_run },
    counts: {
      collected: collect.reduce((sum, { result }) => sum + (result?.counts.collected ?? 0), 0),
      ...{ changes: told.changes, checked: validate.counts.checked + (validate_found?.counts.checked ?? 0) },
      ...{ questions: enrich.counts.questions, fields: enrich.counts.fields },
    },
    spent: spent.includes(null) ? null : spent.reduce<number>((sum, cost) => sum + cost!, 0),
    currency: config.prices.currency,
  }
}

type Limits = Pick<EnrichInput, 'max_cost' | 'max_calls'>

/** One purse for all. */
const limitsAfter = (
  { max_cost, max_calls }: Limits,
  asked: { spent: number | null; services: readonly { calls: number }[] } | null,
): Limits => {
  const calls = (asked?.services ?? []).reduce((sum, one) => sum + one.calls, 0)
  return {
    max_cost: max_cost === undefined ? undefined : Math.max(0, max_cost - (asked?.spent ?? 0)),
    max_calls: max_calls === undefined ? undefined : Math.max(0, max_calls - calls),
  }
}
