/** The shape of a checked config: what operations may rely on. Conditions are texts that were seen to compile. */
import { dirname, resolve } from 'node:path'
import type { Declaration } from '../../connectors/http/index.ts'
import type { EntityKind, Use } from '../../connectors/contract.ts'
import type { EventKind, SignalKind } from '../../model/fact-kinds.ts'
import type { OnMatch } from '../../model/record.ts'
import type { RuleStage } from '../../model/stages.ts'

/** Dimensions are kept apart; the first three make the fit, the last two the heat. */
export const DIMENSIONS = ['firmographic', 'technographic', 'person', 'behavioural', 'intent'] as const
export type DimensionName = (typeof DIMENSIONS)[number]
export const FIT_DIMENSIONS: readonly DimensionName[] = ['firmographic', 'technographic', 'person']
export const HEAT_DIMENSIONS: readonly DimensionName[] = ['behavioural', 'intent']

/** A column of push targets beside those of `lead`: why somebody is worth calling, the rules that gave most. */
export const REASONS_COLUMN = 'reasons'

export interface Rule {
  when: string
  points: number
  because: string
  /** Rules of one group count at most the group's cap together. */
  group?: string | undefined
}

export interface Dimension {
  /** The most that the dimension counts, 0 to 100; it never counts less than 0. */
  cap: number
  /** Group → the most that its rules count together. */
  groups?: Record<string, number> | undefined
  rules: Rule[]
}

/** What one kind of signal or event is worth: `points` on its day, half of that after `half_life` days, and so on. */
export interface Fading {
  points: number
  /** Days. */
  half_life: number
  /** The most that repeats of this kind count together; without it, only the saturation limits them. */
  cap?: number | undefined
}

/**
 * How dated facts count. Kinds that are not named count nothing. Signals are points of `intent`, events points of
 * `behavioural`; signals about a company count for everybody who works there. Nothing is stored faded: the day of the
 * run decides.
 */
export interface Decay {
  signals: Partial<Record<SignalKind, Fading>>
  events: Partial<Record<EventKind, Fading>>
  /** E points of all kinds together count S × (1 − e^(−E / S)), which comes near S and never passes it; null: E itself. */
  saturation: { signals: number | null; events: number | null }
}

/**
 * What a learned model says beside its rules. Its rules have no negative points and no cap that bites, so that the log
 * odds of the outcome are `intercept + per_point × score`. The rest is for the record.
 */
export interface Learned {
  intercept: number
  per_point: number
  /** False where too few people had the outcome to speak of probabilities. */
  probabilities: boolean
  /** Outcome, training window, n, positives, hash of the data, evaluation …: written and shown, not used in scoring. */
  [more: string]: unknown
}

/**
 * A model: what `model:` in prm.yaml holds, and alone in a file what `--model` and `model_file:` name.
 *
 * The score is the sum of the dimensions, at most 100. A dimension is the sum of its rules, groups and dated facts, at
 * most its cap and at least 0: the caps are the weights of the dimensions.
 */
export interface Model {
  dimensions: Record<DimensionName, Dimension>
  decay: Decay
  /** A grade is given from its score on; below the last: D. */
  grades: { A: number; B: number; C: number }
  /** Points of the fit dimensions from which on, A, B and so on; below the last: the next letter. */
  fit: Record<string, number>
  /** Points of the heat dimensions from which on; below the last: 3. */
  heat: { 1: number; 2: number }
  learned?: Learned | undefined
}

export interface Route {
  route: string
  when: string
}

/** Somebody on our side who looks after people. */
export interface TeamMember {
  /** As it stands in `owner`. */
  name: string
  /** Only people for whom this condition holds. */
  territory?: string | undefined
  /** Only people whose `product_interest` names one of these. */
  products?: string[] | undefined
  /** Companies, and people without one, that prm may assign in a week; none: as many as come. */
  capacity?: number | undefined
  /** The share among those who are equally fit: who has 2 gets twice as many as who has 1. */
  weight: number
  /** Days without new people, both included. ISO dates. */
  away: { from: string; until: string }[]
}

export interface Requirement {
  name: string
  when: string
}

/** Moves people for whom the condition holds. */
export interface StageRule {
  when: string
  stage: RuleStage
  because: string
}

export interface Segment {
  name: string
  when: string
}

/** `people` and `qualified` count as of now; the others whom it came true of since the objective began. */
export const METRICS = ['people', 'qualified', 'pushed', 'replied', 'meeting', 'won'] as const
export type Metric = (typeof METRICS)[number]

/** What is to be reached, for a segment, an account or a person. */
export interface Objective {
  about: 'segment' | 'account' | 'person'
  /** Name of the segment; domain or name of the account; address or id of the person. */
  name: string
  metric: Metric
  target: number
  /** ISO dates, both included; without `from`, from the day on which it was seen first. */
  from: string | null
  by: string
  owner: string | null
}

/** A question of discovery; its answer is `answer.<key>` in conditions. */
export interface Question {
  key: string
  text: string
  type: 'text' | 'number' | 'date' | 'boolean'
  /** The only answers there are. */
  choices?: string[] | undefined
  /** Asked only of those whose `product_interest` names this. */
  product?: string | undefined
}

export interface ServiceConfig {
  /** A file that holds the key, readable by its owner alone; the environment wins over it. */
  key_file?: string | undefined
  /** Requests under way at once. */
  concurrency?: number | undefined
  /** Seconds. */
  timeout?: number | undefined
  /** Requests that one's contract allows, in place of the usual ones. */
  rate?: { per_second?: number | undefined; per_minute?: number | undefined } | undefined
}

/** What is collected regularly. */
export interface Collection {
  /** A service that collects. */
  from: string
  agent: string
  launch: boolean
  as: 'people' | 'companies'
  /** Rows at most. */
  limit?: number | undefined
}

/** Another such column: the signals of a person, as text. */
export const SIGNALS_COLUMN = 'signals'

/** How a CRM is given to. */
export interface TargetConfig {
  /** In place of `push.gate`. */
  gate?: string | undefined
  /** Column → field of the CRM, beside the usual ones; null: that column is not sent. */
  fields: Record<EntityKind, Record<string, string | null>>
  /** Fields that are written whatever stands there; all others are left where somebody else has written. */
  overwrite: string[]
}

export interface Config {
  /** True where no config file was read. */
  builtIn: boolean
  /** The config file; paths in it are relative to its folder. */
  path: string | null
  /** Relative to the config; null: `prospects.db` in the current folder. */
  database: string | null
  /** Default country of phone numbers, ISO 3166-1 alpha-2. */
  country: string
  /** Pins the clock: an ISO date. */
  as_of: string | null
  /** Unmeasured requirements fail instead of being skipped. */
  strict: boolean
  /** A folder whose lists `prm run` imports; relative to the config. */
  inbox: string | null
  /** A file of present customers. */
  customers: string | null
  /** Addresses and domains of our own people: where chains of acquaintance begin. */
  me: string[]
  import: {
    on_match: Exclude<OnMatch, 'hand'>
    /** Column of the list → field or custom.<name>. */
    map: Record<string, string>
    ignore: string[]
    /** Names of sources, the most trusted first. */
    sources: string[]
  }
  validate: {
    extra_tlds: string[]
    /** Days after which a verdict of that level has aged out. */
    max_age: { syntax: number; domain: number; mailbox: number; number: number; line: number }
    /** DNS servers for --online, `127.0.0.1:5353`; none: those of the system. */
    resolver: string[]
  }
  enrich: {
    /** Asked about companies, and about people, in this order. */
    company: string[]
    person: string[]
    /** Fields worth asking for; none: the usual ones. */
    need: string[]
    /** Days for which an answer serves, and for which "has nothing" does. */
    older_than: number
    not_found: number
    /** A service with less than this share of finds after so many answers is given up. */
    stop_if: { fill_rate: number; after: number } | null
    /** At most so much money for a run, and for one person or company. */
    max_cost: number | null
    max_cost_each: number | null
  }
  /** Files with a domain a line: throw-away addresses beside those that prm knows, and domains that are none. */
  lists: { disposable: string | null; not_disposable: string | null }
  /** How outside services are asked, by name. */
  services: Record<string, ServiceConfig>
  /** JSON APIs that prm does not know by itself, by the names under which they are asked. */
  http: Record<string, Declaration>
  collect: Collection[]
  /** What one unit costs at each service: of whatever it is asked for, or by use. */
  prices: { currency: string; of: Record<string, number | Partial<Record<Use, number>>> }
  /** The file that holds the model, in place of `model`; relative to the config. */
  model_file: string | null
  model: Model
  /** How often a buyer buys, in days: from it follows the share of accounts that can be in the market; null: not asked. */
  in_market: { purchase_cycle: number } | null
  /** The first whose condition holds. */
  routes: Route[]
  team: TeamMember[]
  /** Who gets an owner of the team. */
  assign: { when: string }
  gates: Record<string, Requirement[]>
  /** Rules that lead people forward, beside the built-in ones (contact makes a prospect, a purchase a customer). */
  stages: StageRule[]
  /** Named conditions over `lead`, in the order of the config. */
  segments: Segment[]
  objectives: Objective[]
  /** Questions worth asking. */
  discovery: Question[]
  /** Days without a touch after which somebody has gone quiet. */
  agenda: { quiet_after: number }
  push: { to: string; gate: string; route: string | null; columns: string[] }
  /** By the name of the CRM. */
  targets: Record<string, TargetConfig>
  run: { push: string | null }
}

/** A path from the config as an absolute one; without a config file, as it stands. */
export const resolveConfigPath = (config: Pick<Config, 'path'>, file: string): string =>
  config.path === null ? file : resolve(dirname(config.path), file)
