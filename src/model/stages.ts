/**
 * Lifecycle and buying stage: how the statements about a person, each with its day, make the stages of today.
 *
 * The newest statement wins; by hand wins on the same day. What is said by hand may go in any direction. Facts and rules
 * only lead forward, and never undo a disqualification or a farewell that was said by hand.
 */

/** A person who made no contact with us is a suspect, however good the list. */
export const LIFECYCLES = ['suspect', 'prospect', 'customer', 'disqualified', 'former_customer'] as const
/** After Engel, Kollat and Blackwell. */
export const BUYING_STAGES = ['need', 'search', 'evaluation', 'purchase', 'post_purchase'] as const

export type Lifecycle = (typeof LIFECYCLES)[number]
export type BuyingStage = (typeof BUYING_STAGES)[number]
export type Stage = Lifecycle | BuyingStage
export type Track = 'lifecycle' | 'buying_stage'

/** All names; the two tracks share none, so that one command sets either. */
export const STAGES: readonly Stage[] = [...LIFECYCLES, ...BUYING_STAGES]

/** Where rules may lead: nobody is led back to the beginning. */
export type RuleStage = Exclude<Stage, 'suspect'>
export const RULE_STAGES = STAGES.filter((stage): stage is RuleStage => stage !== 'suspect')

export const trackOf = (stage: Stage): Track =>
  (LIFECYCLES as readonly Stage[]).includes(stage) ? 'lifecycle' : 'buying_stage'

export interface Statement {
  /** ISO day. */
  on: string
  by: 'hand' | 'rule' | 'fact'
  /** Null, by hand: what was said by hand before counts no longer. */
  stage: Stage | null
  because: string | null
  /** Who said it; null for facts. */
  who: string | null
  run_id: number | null
}

/** A statement that changed or confirmed a stage. */
export interface StageStep extends Statement {
  stage: Stage
  track: Track
  /** The stage before. */
  from: Stage | null
}

export interface Stages {
  lifecycle: Lifecycle
  buying_stage: BuyingStage | null
  /** Oldest first. */
  steps: StageStep[]
}

/** Whence facts and rules lead to each stage of the lifecycle. */
export const LEADS_FROM: Readonly<Record<Lifecycle, readonly Lifecycle[]>> = {
  suspect: [],
  prospect: ['suspect'],
  customer: ['suspect', 'prospect', 'disqualified', 'former_customer'],
  disqualified: ['suspect', 'prospect'],
  former_customer: ['customer'],
}

/** The buying stages from which facts and rules lead to this one. */
export const buyingStagesBefore = (stage: BuyingStage): readonly BuyingStage[] =>
  BUYING_STAGES.slice(0, BUYING_STAGES.indexOf(stage))

const leadsForward = (stage: Stage, from: Stage | null): boolean => {
  if (trackOf(stage) === 'lifecycle') return LEADS_FROM[stage as Lifecycle].includes(from as Lifecycle)
  return from === null || buyingStagesBefore(stage as BuyingStage).includes(from as BuyingStage)
}

const isFinal = (step: StageStep | undefined): boolean =>
  step?.by === 'hand' && (step.stage === 'disqualified' || step.stage === 'former_customer')

/**
 * The stages that follow from these statements.
 *
 * @param statements in the order in which they were made; sorted here by day
 */
export const foldStages = (statements: readonly Statement[]): Stages => {
  const cleared = statements.findLastIndex(({ by, stage }) => by === 'hand' && stage === null)
  const counted = statements.filter(
    (said, i): said is Statement & { stage: Stage } =>
      said.stage !== null && (said.by !== 'hand' || i > cleared),
  )
  const byDay = [...counted].sort((a, b) =>
    a.on === b.on ? Number(a.by === 'hand') - Number(b.by === 'hand') : a.on < b.on ? -1 : 1,
  )
  const now: { lifecycle: Stage | null; buying_stage: Stage | null } = {
    lifecycle: 'suspect',
    buying_stage: null,
  }
  const last: Partial<Record<Track, StageStep>> = {}
  const steps: StageStep[] = []
  for (const said of byDay) {
    const track = trackOf(said.stage)
    const from = now[track]
    if (said.by !== 'hand' && (isFinal(last[track]) || !leadsForward(said.stage, from))) continue
    const step = { ...said, track, from }
    now[track] = said.stage
    last[track] = step
    steps.push(step)
  }
  return {
    lifecycle: now.lifecycle as Lifecycle,
    buying_stage: now.buying_stage as BuyingStage | null,
    steps,
  }
}
