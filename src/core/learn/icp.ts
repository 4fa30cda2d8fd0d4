/**
 * `prm model icp`: who is like present customers, without a single outcome. Likeness is one minus the weighted Gower
 * distance to the nearest customers; rules that any engine can run are fitted to it, so that the model is a file like
 * any other, and the nearest people are listed with what they share with whom.
 */
import { number, plural } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import type { OnProgress } from '../../model/progress.ts'
import type { Config } from '../config/config.ts'
import { renderModel } from '../config/render-model.ts'
import { breathe, SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { CANDIDATES, technologyCandidate, type Candidate } from './candidates.ts'
import { modelOfCard } from './card-model.ts'
import {
  COMPARED,
  customersOfList,
  peopleRows,
  type ComparedRow,
  type CustomerList,
} from './customer-rows.ts'
import { designOf, featureOf, type Design, type Feature } from './features.ts'
import { likenessOf, weighAttributes, type Attribute } from './gower.ts'
import { fitLinear } from './linear.ts'
import { targetOf, writeModel, type Kept, type ModelOutput } from './model-output.ts'
import { wholePoints, pointsOf, type CardFeature } from './scorecard.ts'
import { correlation } from './correlation.ts'
import { technologiesIn } from './technologies.ts'
import type { Cell, LearnColumn } from './table.ts'

export interface IcpInput {
  /** A list of customers; null: those of the file. */
  customers: CustomerList | null
  /** How many people are listed. */
  limit: number
  config: Config
  output: ModelOutput
}

export interface LikePerson {
  id: string
  full_name: string | null
  company: string | null
  /** Points of the rules, 0 to 100. */
  score: number
  /** 0 to 1. */
  likeness: number
  /** The nearest customer. */
  like: string
  /** What they share with that customer, as theirs, what weighs most first: SAP, 142 employees, Logistics. */
  shared: string[]
}

export interface IcpResult extends Result {
  run: null
  counts: Record<'customers' | 'suspects' | 'listed', number>
  /** The list of customers; null: those of the file. */
  from: string | null
  /** What customers have in common, and what it weighs, 0 to 1. */
  attributes: { column: string; weight: number }[]
  /** How closely the rules follow the likeness: 1 is exactly. */
  agreement: number
  people: LikePerson[]
  /** Null: stdout. */
  output: string | null
  /** Left alone, with the reason; the model went to another name. */
  kept: Kept | null
  /** The model, where it went to no file. */
  text?: string
}

const NEAREST = 3
/** Fewer are single cases, not a profile. */
const LEAST_CUSTOMERS = 3
/** A column of which hardly any customer is known says nothing. */
const LEAST_KNOWN = 0.3
/** What weighs no more tells customers from nobody, and gets no rule. */
const LEAST_WEIGHT = 0.05
const SUSPECTS = `lifecycle IN ('suspect', 'prospect') AND suppressed = 0`

/**
 * Writes a model of who is like customers, and lists the most alike.
 *
 * @throws PrmError `model.no_customers`, `model.few_customers`, `model.no_suspects`, `model.output_taken`, as reading a list
 */
export const modelFromCustomers = async (
  deps: Deps,
  input: IcpInput,
  on: OnProgress = () => undefined,
): Promise<IcpResult> => {
  on({ kind: 'start', label: 'comparing with customers' })
  await breathe(deps, 'run prm model icp again')
  const goal = targetOf(input.output, input.config)
  const customers =
    input.customers === null
      ? peopleRows(deps.file, `lifecycle = 'customer'`)
      : await customersOfList(input.customers)
  refuseTooFew(customers, input)
  const known = new Set(customers.flatMap(({ domain }) => domain ?? []))
  // Who works at a customer's is no suspect.
  const suspects = peopleRows(deps.file, SUSPECTS).filter(
    ({ domain }) => domain === null || !known.has(domain),
  )
  if (suspects.length === 0) {
    throw new PrmError(
      'input',
      'model.no_suspects',
      'there is nobody in the file who could be compared with customers',
      {
        hint: 'prm import reads a list of people',
      },
    )
  }
  const all = [...customers, ...suspects]
  const customerRows = customers.map((_, i) => i)
  const suspectRows = Int32Array.from(suspects, (_, i) => customers.length + i)
  const candidates = candidatesFor(customers)
  const columns = candidates.map((candidate): LearnColumn => ({
    name: candidate.name,
    values: all.map((row) => valueOf(candidate, row)),
  }))
  const attributes = weighAttributes(columns, customerRows, Array.from(suspectRows))
  const nearest = new Map(
    Array.from(suspectRows, (row) => [row, likenessOf(row, columns, attributes, customerRows, NEAREST)]),
  )
  const target = new Float64Array(all.length).fill(1)
  for (const [row, { likeness }] of nearest) target[row] = likeness
  const card = cardOfLikeness(
    columns.filter((_, i) => attributes[i]!.weight > LEAST_WEIGHT),
    target,
    suspectRows,
    customerRows,
  )
  const points = pointsOf({ features: card }, columns, suspectRows)
  const byName = new Map(candidates.map((candidate) => [candidate.name, candidate]))
  const spread = card.map((feature) => ({
    dimension: byName.get(feature.feature.name)!.dimension,
    points: pointsOf({ features: [feature] }, columns, suspectRows),
  }))
  const model = modelOfCard(
    card,
    candidates,
    ({ words, positives }) =>
      positives === 0
        ? `${words}: within the range of customers`
        : `${words}, as ${number(positives)} of ${plural(customers.length, 'customer')}`,
    spread,
  )
  const text = writeModel(`${heading(input, customers.length, deps)}\n${renderModel(model)}`, goal.path)
  const order = Array.from(suspectRows.keys()).sort(
    (a, b) =>
      points[b]! - points[a]! ||
      nearest.get(suspectRows[b]!)!.likeness - nearest.get(suspectRows[a]!)!.likeness ||
      // As they stand: by their address, which is the same in every file.
      a - b,
  )
  const people = order.slice(0, input.limit).map((i): LikePerson => {
    const row = suspectRows[i]!
    const { likeness, nearest: like } = nearest.get(row)!
    const customer = like[0]!
    return {
      id: suspects[i]!.id,
      full_name: suspects[i]!.name,
      company: suspects[i]!.company,
      score: points[i]!,
      likeness: Number(likeness.toFixed(3)),
      like: customers[customer]!.company ?? customers[customer]!.name ?? customers[customer]!.id,
      shared: sharedBy(row, customer, columns, attributes, candidates),
    }
  })
  on({ kind: 'done', label: 'comparing with customers', done: suspects.length, unit: 'people' })
  return {
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts: { customers: customers.length, suspects: suspects.length, listed: people.length },
    from: input.customers?.name ?? null,
    attributes: attributes
      .filter(({ weight }) => weight > LEAST_WEIGHT)
      .map(({ name, weight }) => ({ column: byName.get(name)!.words, weight: Number(weight.toFixed(2)) }))
      .sort((a, b) => b.weight - a.weight),
    agreement: Number(
      correlation(
        points,
        Float64Array.from(suspectRows, (row) => target[row]!),
      ).toFixed(2),
    ),
    people,
    output: goal.path,
    kept: goal.kept,
    ...(text === undefined ? {} : { text }),
  }
}

const refuseTooFew = (customers: readonly ComparedRow[], { customers: list }: IcpInput): void => {
  if (customers.length >= LEAST_CUSTOMERS) return
  const where = list === null ? 'the file knows' : `${list.name} has`
  throw new PrmError(
    'input',
    'model.few_customers',
    `${where} ${plural(customers.length, 'customer')}: ${LEAST_CUSTOMERS} are needed to tell what they have in common`,
    {
      hint:
        list === null
          ? 'prm model icp --from customers.csv takes them from a list'
          : 'add customers to the list',
    },
  )
}

/** Columns of which enough customers are known, and technologies that several of them use. */
const candidatesFor = (customers: readonly ComparedRow[]): Candidate[] => {
  const least = Math.max(2, LEAST_KNOWN * customers.length)
  const plain = CANDIDATES.filter(
    ({ name }) =>
      (COMPARED as readonly string[]).includes(name) &&
      customers.filter(({ values }) => (values.get(name) ?? null) !== null).length >= least,
  )
  const counts = new Map<string, number>()
  for (const { values } of customers)
    for (const name of new Set(technologiesIn(values.get('technologies') ?? null)))
      counts.set(name, (counts.get(name) ?? 0) + 1)
  const used = [...counts].filter(([name, count]) => count >= least && !/[%_]/.test(name))
  return [...plain, ...used.map(([name]) => technologyCandidate(name))]
}

const valueOf = ({ name, kind }: Candidate, { values }: ComparedRow): Cell => {
  if (kind !== 'flag') return values.get(name) ?? null
  const own = values.get('technologies') ?? null
  const wanted = /%; (.*);%/.exec(name)![1]!.replaceAll("''", "'").toLowerCase()
  if (own === null) return null
  return technologiesIn(own).some((technology) => technology.toLowerCase() === wanted) ? 'yes' : 'no'
}

const cardOfLikeness = (
  columns: readonly LearnColumn[],
  target: Float64Array,
  suspects: Int32Array,
  customers: readonly number[],
): CardFeature[] => {
  const rows = Int32Array.from([...customers, ...suspects])
  const leastRows = Math.max(1, Math.min(5, Math.floor(rows.length / 50)))
  const features = columns.flatMap(
    (column) => featureOf(column, rows, { most: 8, leastRows, mostTexts: 40 }) ?? [],
  )
  const design = designOf(features, columns, target.length)
  const counts = countBins(design, rows)
  const own = countBins(design, Int32Array.from(customers))
  const bins = features.map((_, f) =>
    Array.from({ length: design.offsets[f + 1]! - design.offsets[f]! }, (_, b) => design.offsets[f]! + b),
  )
  const like = features.map((feature, f) =>
    binsLikeCustomers(
      feature,
      bins[f]!.map((bin) => own[bin]!),
    ),
  )
  // All else is one bin: what the others are worth is measured from there.
  const cells = design.cells.map((bin, i) => {
    const f = i % features.length
    const from = design.offsets[f]!
    return like[f]!.has(bin - from) ? bin : from
  })
  const weights = fitLinear({ ...design, cells }, target, suspects, 1)
  const relative = bins.map((of, f) =>
    of.map((bin, b) => (like[f]!.has(b) ? Math.max(0, weights[bin]! - weights[of[0]!]!) : 0)),
  )
  const best = relative.reduce((sum, worth) => sum + Math.max(0, ...worth), 0)
  // The best possible person has about 100 points.
  const { points } = wholePoints(relative, best === 0 ? 1 : 100 / best)
  return features.map((feature, f) => ({
    feature,
    points: points[f]!,
    rows: bins[f]!.map((bin) => counts[bin]!),
    positives: bins[f]!.map((bin) => own[bin]!),
  }))
}

/**
 * The bins that may give points: those with customers in them, and of numbers those between such. What is not known of
 * somebody is no likeness, nor is a value that no customer has, however well its people do in all else.
 */
const binsLikeCustomers = ({ kind }: Feature, customers: readonly number[]): Set<number> => {
  const held = customers.flatMap((count, bin) => (bin > 0 && count > 0 ? [bin] : []))
  if (kind === 'text' || held.length === 0) return new Set(held)
  const [first, last] = [held[0]!, held.at(-1)!]
  return new Set(Array.from({ length: last - first + 1 }, (_, i) => first + i))
}

const countBins = ({ cells, features, offsets }: Design, rows: Int32Array): Float64Array => {
  const counts = new Float64Array(offsets[features.length]!)
  for (const row of rows)
    for (let f = 0; f < features.length; f++) counts[cells[row * features.length + f]!]! += 1
  return counts
}

/** Numbers this near are as good as equal. */
const NEAR = 0.15

const sharedBy = (
  row: number,
  customer: number,
  columns: readonly LearnColumn[],
  attributes: readonly Attribute[],
  candidates: readonly Candidate[],
): string[] =>
  attributes
    .map((attribute, i) => ({
      ...attribute,
      i,
      a: columns[i]!.values[row] ?? null,
      b: columns[i]!.values[customer] ?? null,
    }))
    .filter(({ a, b, distance }) => a !== null && b !== null && a !== 'no' && distance(a, b) <= NEAR)
    .sort((one, other) => other.weight - one.weight || one.i - other.i)
    .map(({ i, a }) => {
      const { words, kind } = candidates[i]!
      if (kind === 'flag') return words.replace(/^works with /, '')
      return kind === 'text' ? String(a) : words === 'employees' ? `${a} employees` : `${words} ${a}`
    })

const heading = ({ customers }: IcpInput, count: number, { version, asOf }: Deps): string =>
  [
    `# Who is like our customers: written by prm ${version} on ${asOf.toISOString().slice(0, 10)} from ${plural(count, 'customer')}${customers === null ? ' of the file' : ` (${customers.name.split(/[\\/]/).at(-1)!})`}.`,
    '# Points follow the likeness to the nearest customers. prm score --model runs it; change what you know better.',
  ].join('\n')
