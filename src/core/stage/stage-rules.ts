/**
 * The rules of the config that move people: conditions over `lead`. A rule speaks once of each person, on the day on
 * which it is first seen to hold; it only leads forward, and it says nothing against a word by hand until there is an
 * event, a touch or a signal after that word.
 */
import type { OnProgress } from '../../model/progress.ts'
import { buyingStagesBefore, LEADS_FROM, trackOf } from '../../model/stages.ts'
import type { BuyingStage, Lifecycle, Stage, Statement } from '../../model/stages.ts'
import { compileCondition, quoteText } from '../../store/condition.ts'
import type { StageValue } from '../../store/standings.ts'
import type { Config, StageRule } from '../config/config.ts'
import { Derivation } from '../derive/derive.ts'
import { breathe, finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { statementsOf } from '../derive/standing.ts'
import { recordOf } from '../derive/who.ts'

export interface StageRulesInput {
  config: Pick<Config, 'stages'>
  dry_run?: boolean
}

export interface StageRulesResult extends Result {
  counts: Record<'moved', number>
  /** Of each rule, in the order of the config. */
  rules: { when: string; stage: Stage; because: string; moved: number }[]
  dry_run: boolean
}

/**
 * Lets each rule speak, in their order.
 *
 * @throws PrmError `condition.…`, `interrupted`
 */
export const applyStageRules = async (
  deps: Deps,
  { config, dry_run = false }: StageRulesInput,
  on: OnProgress = () => undefined,
): Promise<StageRulesResult> => {
  on({ kind: 'start', label: 'stages' })
  await breathe(deps, 'run the same command again')
  const act = (): StageRulesResult => apply(deps, config.stages)
  const result = dry_run
    ? { ...(await deps.file.rehearse(() => Promise.resolve(act()))), run: null, dry_run }
    : deps.file.write(act)
  on({ kind: 'done', label: 'stages', done: result.counts.moved, unit: 'people' })
  return result
}

const apply = (deps: Deps, rules: readonly StageRule[]): StageRulesResult => {
  const run = startRun(deps, 'stage', { rules: rules.length })
  const told = rules.map((rule, i) => ({ ...rule, moved: speak(deps, run, rule, i) }))
  const counts = { moved: told.reduce((sum, { moved }) => sum + moved, 0) }
  const result = { schemaVersion: SCHEMA_VERSION, counts, rules: told, dry_run: false } as const
  if (counts.moved === 0) {
    deps.file.runs.remove(run)
    return { ...result, run: null }
  }
  finishRun(deps, run, 'done', counts)
  return { ...result, run }
}

/** SQL of our own: who can be led to this stage from where they stand. */
const canBeLed = (stage: Stage): string => {
  const among = (names: readonly string[]): string => names.map(quoteText).join(', ')
  return trackOf(stage) === 'lifecycle'
    ? `lifecycle IN (${among(LEADS_FROM[stage as Lifecycle])})`
    : `(buying_stage IS NULL OR buying_stage IN (${among(buyingStagesBefore(stage as BuyingStage))}))`
}

const speak = (deps: Deps, run: number, rule: StageRule, i: number): number => {
  const { file } = deps
  const { sql } = compileCondition(rule.when, { where: `rule ${i + 1} of stages` })
  const found = file.leads.select({
    columns: [{ name: 'id', sql: 'lead.id' }],
    where: `${canBeLed(rule.stage)} AND (${sql})`,
  })
  const ids = found.map(({ id }) => String(id)).filter((id) => maySpeak(deps, id, rule))
  const value: StageValue = {
    ...{ by: 'rule', stage: rule.stage, on: deps.asOf.toISOString().slice(0, 10), rule: rule.when },
  }
  const derivation = new Derivation(file, { run_id: run, why: 'rule' })
  for (const id of ids) {
    file.decisions.add({
      ...{ run_id: run, kind: 'stage', record_id: recordOf(file, id), other_id: null },
      ...{ value: JSON.stringify(value), because: rule.because, decided_by: 'prm' },
      decided_at: deps.now().toISOString(),
    })
    derivation.stand(id)
  }
  derivation.flush()
  return ids.length
}

const maySpeak = ({ file }: Deps, id: string, rule: StageRule): boolean => {
  const said = file.standings.stagesOf(id).map(({ value }) => JSON.parse(value) as StageValue)
  if (said.length === 0) return true
  if (said.some(({ by, stage, rule: when }) => by === 'rule' && stage === rule.stage && when === rule.when))
    return false
  const statements = statementsOf(file, id)
  const cleared = statements.findLastIndex(({ by, stage }) => by === 'hand' && stage === null)
  const words = statements.filter(
    ({ by, stage }, n): boolean =>
      by === 'hand' && n > cleared && stage !== null && trackOf(stage) === trackOf(rule.stage),
  )
  if (words.length === 0) return true
  return newestEvidence(file, id) > lastDay(words)
}

const lastDay = (statements: readonly Statement[]): string =>
  statements.reduce((latest, { on }) => (on > latest ? on : latest), '')

/** The day of the last event or signal, and of the last time that we were in touch; '' where there is none. */
const newestEvidence = (file: Deps['file'], id: string): string =>
  Object.entries(file.leads.get(id) ?? {}).reduce(
    (latest, [name, value]) =>
      name.startsWith('last_') && name !== 'last_name' && typeof value === 'string' && value > latest
        ? value
        : latest,
    '',
  )
