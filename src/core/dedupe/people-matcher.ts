/**
 * The door to matching people: units in, scored pairs and clusters out. Pure; knows no file. Without a model it fits one;
 * with a frozen model it only scores, and gives a pair the same weight whether the whole file is at hand or two units.
 */
import { buildBlocks, type Blocks, type Split } from './blocking.ts'
import { eachPair } from './block-pairs.ts'
import { Candidates } from './candidates.ts'
import { cluster, type Clustering, type ClusterOptions, type Edges } from './cluster.ts'
import { createComparePeople, type ComparePeople } from './compare-people.ts'
import { createDistances } from './distances.ts'
import { repeatsIn } from './equal-rows.ts'
import { explainPair } from './explain.ts'
import { fitPeopleModel } from './fit.ts'
import { frequenciesOf, fullNameCounts } from './frequencies.ts'
import { mergeCut } from './merge-cut.ts'
import { decode, histogramOf, patternCount } from './mixture.ts'
import { createNameLikeness } from './name-likeness.ts'
import { MODEL_VERSION, type PeopleModel } from './people-model.ts'
import { PeopleTableBuilder, type PeopleTable } from './people-table.ts'
import { createApart, createBand, createMayBeApart } from './person-apart.ts'
import { personKeys, personRules } from './person-keys.ts'
import { COMPARISONS, LEVELS } from './person-levels.ts'
import { once } from '../../lib/once.ts'
import { seeded } from '../../lib/random.ts'
import { markShared, type SharedElsewhere, type SharedKind } from './sharing.ts'
import type { Band, PairEvidence, PersonFacts, Refusal } from './types.ts'
import { createWeights, type Weights } from './weights.ts'

export interface PeopleOptions {
  /** A model fitted before: nothing is fitted now. */
  model?: PeopleModel
  /** Blocks larger than this are parted (100). */
  cap?: number
  /** Candidates from this weight on are edges (0 bits: likelier one than two). */
  floor?: number
  /** The share of unasked merges that must be right (0.995); sets the cut when a model is fitted. */
  precision?: number
  /** Only pairs in which at least one unit, by its place in the input, is so marked. */
  only?: Uint8Array
  /**
   * Of a look-up, whom it is about, by place in the input: pairs of others serve for fitting alone. All who could be meant
   * are at hand then.
   */
  asked?: Uint8Array
  /** Lists in which everybody stands once. */
  cleanSources?: Iterable<string>
  /** What is known of shared lines and inboxes where the units at hand are not all of the file. */
  isShared?: SharedElsewhere
}

/** Edges with what the comparisons found: see `pattern` of the matcher. */
export type PeopleEdges = Edges & { pattern: Uint16Array }

export interface PeopleMatcher {
  model: PeopleModel
  /** The units as they are compared. */
  table: PeopleTable
  units: number
  /** By place in the input, a < b; in an order that follows the content. */
  edges: PeopleEdges
  /** Pairs compared. */
  candidates: number
  /** Blocks that were too large. */
  splits: readonly Split[]
  /** Values held by several people, as keys. */
  shared: Record<SharedKind, string[]>
  /** The weight of any two units, in bits. */
  score: (a: number, b: number) => number
  /** What the comparisons of any two units found, as one number: see mixture.ts. */
  pattern: (a: number, b: number) => number
  explain: (a: number, b: number) => PairEvidence
  /** What may be done with a pair of this weight without asking. */
  bandOf: (pattern: number, weight: number) => Band
  /** Why two units may not be one; null where they may. `edge` is the one between them, where it is at hand. */
  cannot: (a: number, b: number, edge?: number) => Refusal | null
  /** Clusters over the edges; `must` and a further `cannot` come from decisions. */
  cluster: (options?: Pick<ClusterOptions, 'must' | 'cannot' | 'threshold' | 'need'>) => Clustering
}

/** How many random pairs are compared for the levels among strangers. */
const SAMPLE = 200_000
const CAP = 100

/** Their memory is larger than all that a few people need. */
const distancesAtHand = once(createDistances)

/** People as they are compared. @param keepsSources whether the names of lists play a part */
export const tableOf = (units: Iterable<PersonFacts>, keepsSources = false): PeopleTable => {
  const builder = new PeopleTableBuilder(keepsSources)
  for (const facts of units) builder.add(facts)
  return builder.finish()
}

/** Matches people. */
export const matchPeople = (units: Iterable<PersonFacts>, options: PeopleOptions = {}): PeopleMatcher => {
  const cleanSources = new Set(options.cleanSources)
  return matchTable(tableOf(units, cleanSources.size > 0), cleanSources, options)
}

/** The phones and mailboxes, as keys, that people of several names in this table have. */
export const sharedIn = (table: PeopleTable): Record<SharedKind, string[]> => {
  const likeness = createNameLikeness(table.texts.names, distancesAtHand(), table.units)
  return valuesOf(table, markShared(table, likeness))
}

const valuesOf = (
  { texts }: PeopleTable,
  shared: Record<SharedKind, Uint8Array>,
): Record<SharedKind, string[]> => ({
  phones: texts.phones.values.filter((_, id) => shared.phones[id] === 1),
  mailboxes: texts.mailboxes.values.filter((_, id) => shared.mailboxes[id] === 1),
})

/** The block keys of one person under a model: two people are candidates when they share one. */
export const personKeysOf = (model: PeopleModel): ((facts: PersonFacts) => number[]) => {
  const parted = new Set(model.parted)
  // One for all: it keeps what it has read of each text.
  const builder = new PeopleTableBuilder(false)
  return (facts) => {
    builder.add(facts)
    return personKeys(builder.finish(Int32Array.of(builder.size - 1)), parted)
  }
}

/** Matches the rows of a table. */
export const matchTable = (
  table: PeopleTable,
  cleanSources: ReadonlySet<string>,
  options: PeopleOptions,
): PeopleMatcher => {
  const { inputOf, rowOf } = table
  const distances = distancesAtHand()
  const likeness = createNameLikeness(table.texts.names, distances, table.units)
  const shared = markShared(table, likeness, options.isShared)
  const compare = createComparePeople(table, likeness, distances, shared)
  const cap = options.model?.cap ?? options.cap ?? CAP
  const parted = options.model === undefined ? undefined : new Set(options.model.parted)
  const byRow = (marks: Uint8Array | undefined): Uint8Array | undefined =>
    marks && Uint8Array.from(inputOf, (input) => marks[input]!)
  const asked = byRow(options.asked)
  const blocks = buildBlocks(personRules(table), table.units, cap, parted, asked)
  const only = byRow(options.only) ?? (options.model === undefined ? undefined : asked)
  const candidates = compareAll(blocks, compare, only)
  const model = options.model ?? fitTable(table, compare, candidates, cap, blocks)
  const weights = createWeights(model, table)
  const apart = createApart(table, cleanSources)
  const mayBeApart = createMayBeApart(table, cleanSources)
  const score = (a: number, b: number): number => {
    const [x, y] = [rowOf[a]!, rowOf[b]!]
    return weights.of(compare(x, y), x, y)
  }
  const edges = edgesOf(candidates, weights, table, options.floor ?? 0)
  const cannot = (a: number, b: number, edge?: number): Refusal | null => {
    const [x, y] = [rowOf[a]!, rowOf[b]!]
    return mayBeApart(x, y) ? apart(edge === undefined ? compare(x, y) : edges.pattern[edge]!, x, y) : null
  }
  if (options.model === undefined) model.thresholds.merge = mergeCut(edges.weight, options.precision)
  return {
    ...{ model, table, units: table.units, edges, candidates: candidates.count, score, cannot },
    bandOf: createBand(model),
    splits: blocks.splits.map((split) => ({ ...split, unit: inputOf[split.unit]! })),
    shared: valuesOf(table, shared),
    pattern: (a, b) => compare(rowOf[a]!, rowOf[b]!),
    explain: (a, b) => {
      const [x, y] = [rowOf[a]!, rowOf[b]!]
      return explainPair(model, table, weights, compare(x, y), x, y)
    },
    cluster: ({ cannot: decided, ...rest } = {}) =>
      cluster(edges, {
        ...{ ...rest, units: table.units, score, rank: rowOf },
        cannot: decided === undefined ? cannot : (a, b, edge) => decided(a, b, edge) ?? cannot(a, b, edge),
      }),
  }
}

const compareAll = (blocks: Blocks, compare: ComparePeople, only: Uint8Array | undefined): Candidates => {
  const candidates = new Candidates()
  const add = (a: number, b: number): void => {
    candidates.add(a, b, compare(a, b))
  }
  eachPair(blocks, add, only === undefined ? {} : { only })
  return candidates
}

const edgesOf = (
  candidates: Candidates,
  weights: Weights,
  { inputOf }: PeopleTable,
  floor: number,
): PeopleEdges => {
  const weight = new Float32Array(candidates.count).fill(-Infinity)
  let [kept, e] = [0, 0]
  candidates.each((a, b, pattern) => {
    const at = e++
    if (weights.most(pattern) < floor) return
    weight[at] = weights.of(pattern, a, b)
    if (weight[at] >= floor) kept++
  })
  const edges = {
    ...{ a: new Int32Array(kept), b: new Int32Array(kept), weight: new Float32Array(kept) },
    pattern: new Uint16Array(kept),
  }
  let at = 0
  e = 0
  candidates.each((a, b, pattern) => {
    const bits = weight[e++]!
    if (bits < floor) return
    const [x, y] = [inputOf[a]!, inputOf[b]!]
    edges.a[at] = Math.min(x, y)
    edges.b[at] = Math.max(x, y)
    edges.pattern[at] = pattern
    edges.weight[at++] = bits
  })
  return edges
}

/** The value that each comparison needs. */
const COMPARED = ['given', 'mailbox', 'phone', 'profile', 'company', 'title'] as const

const knownIn = (column: Int32Array): number => {
  let known = 0
  const { length } = column
  for (let unit = 0; unit < length; unit++) if (column[unit] !== 0) known++
  return known
}

/**
 * The rows that a model is fitted to: all but those that repeat others with whom they could not be compared. A crowd of
 * them would pass for strangers who are alike in everything.
 */
const fittingRows = (
  table: PeopleTable,
  blocks: Blocks,
): { rows: Int32Array; columns: PeopleTable['columns'] } => {
  const repeats = repeatsIn(table, blocks)
  const all = new Int32Array(table.units)
  let count = 0
  for (let row = 0; row < table.units; row++) if (repeats[row] === 0) all[count++] = row
  const rows = all.subarray(0, count)
  if (count === table.units) return { rows, columns: table.columns }
  const columns = Object.entries(table.columns).map(([name, column]) => [
    name,
    rows.map((row) => column[row]!),
  ])
  return { rows, columns: Object.fromEntries(columns) as PeopleTable['columns'] }
}

/** Fits a model to the candidates of a table. */
const fitTable = (
  table: PeopleTable,
  compare: ComparePeople,
  candidates: Candidates,
  cap: number,
  blocks: Blocks,
): PeopleModel => {
  const { texts } = table
  const { rows, columns } = fittingRows(table, blocks)
  const { given, family, company } = columns
  const countOf = new Float64Array(patternCount(LEVELS))
  candidates.each((_, __, pattern) => {
    countOf[pattern]!++
  })
  const fullNames = fullNameCounts(given, family, texts.names)
  const { classes } = fitPeopleModel({
    units: rows.length,
    histogram: histogramOf(LEVELS, countOf),
    sample: sampleLevels(rows, compare),
    known: COMPARED.map((name) => knownIn(columns[name])),
    oneName: fullNames.pairs,
  })
  return {
    ...{ version: MODEL_VERSION, units: rows.length, pairs: candidates.count },
    ...{ cap, parted: [...blocks.parted] },
    classes: classes.map(({ share, tables }) => ({ share, tables: tables.map((table) => [...table]) })),
    frequencies: {
      given: frequenciesOf(given, texts.names, 0.005),
      family: frequenciesOf(family, texts.names, 0.001),
      company: frequenciesOf(company, texts.companies, 0.001),
    },
    full_names: fullNames.often,
    thresholds: { merge: mergeCut([]), review: 0 },
  }
}

/** What random pairs of rows show: [comparison][level]. All pairs, where there are no more than the sample. */
const sampleLevels = (rows: Int32Array, compare: ComparePeople): Float64Array[] => {
  const countOf = new Float64Array(patternCount(LEVELS))
  const { length } = rows
  if ((length * (length - 1)) / 2 <= SAMPLE) {
    for (let a = 0; a < length; a++)
      for (let b = a + 1; b < length; b++) countOf[compare(rows[a]!, rows[b]!)]!++
  } else {
    const random = seeded(7)
    for (let n = 0; n < SAMPLE; n++) {
      const a = Math.floor(random() * length)
      const b = Math.floor(random() * length)
      if (a !== b) countOf[compare(rows[a]!, rows[b]!)]!++
    }
  }
  const seen = COMPARISONS.map(({ words }) => new Float64Array(words.length))
  const digits = new Uint8Array(LEVELS.length)
  for (const [pattern, count] of countOf.entries()) {
    if (count === 0) continue
    decode(LEVELS, pattern, digits)
    for (const [k, levels] of seen.entries()) levels[digits[k]!]! += count
  }
  return seen
}
