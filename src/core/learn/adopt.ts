/**
 * `prm model adopt FILE`: puts a model in force, if it is better than calling the newest first. prm.yaml then names the
 * file; rules that stood in prm.yaml itself are moved word for word to a file of their own, comments and all.
 */
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, relative, resolve } from 'node:path'
import { isMap, isScalar, parseDocument, type Pair } from 'yaml'
import { writeAtomically } from '../../lib/atomic-write.ts'
import { PrmError } from '../../model/errors.ts'
import { readModel } from '../config/model-file.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { besideRecency, type BesideRecency } from './beside-recency.ts'
import { isLearnedRecord } from './record.ts'

export interface AdoptInput {
  /** Absolute. */
  path: string
  /** As it was given. */
  name: string
  /** Absolute; null where there is no config yet: one is written at `newConfig`. */
  config: string | null
  newConfig: string
  force: boolean
  dry_run: boolean
}

export interface AdoptResult extends Result {
  run: null
  counts: Record<string, never>
  model: string
  config: string
  /** Whether the config was made by this. */
  created: boolean
  /** Where the rules went that stood in the config. */
  moved_to: string | null
  /** The model that the config named before. */
  before: string | null
  /** How it does beside recency; null: nothing is known of that. */
  beside_recency: BesideRecency | null
  forced: boolean
  dry_run: boolean
}

/** @throws PrmError `model.not_better`, `model.already_there`, as reading a model */
export const adoptModel = (deps: Pick<Deps, 'asOf'>, input: AdoptInput): AdoptResult => {
  const { path, name, force, dry_run } = input
  const { learned } = readModel(readFileSync(path, 'utf8'), name)
  const beside = isLearnedRecord(learned)
    ? besideRecency(learned.evaluation.time ?? learned.evaluation.random)
    : null
  const isBetter = beside === null || beside.ahead.low > 0
  if (!isBetter && !force) throw notBetter(name, beside)
  const config = input.config ?? input.newConfig
  const text = input.config === null ? '' : readFileSync(input.config, 'utf8')
  const plan = planned(text, relative(dirname(config), path), dirname(config), deps)
  if (!dry_run) {
    // The old rules first: were the second file not written, nothing would be lost.
    if (plan.moved !== null) writeAtomically(plan.moved.path, [plan.moved.text])
    writeAtomically(config, [plan.text])
  }
  return {
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts: {},
    model: path,
    config,
    created: input.config === null,
    moved_to: plan.moved?.path ?? null,
    before: plan.before === relative(dirname(config), path) ? null : plan.before,
    beside_recency: beside,
    forced: !isBetter,
    dry_run,
  }
}

const notBetter = (name: string, { auc, recency, ahead }: BesideRecency): PrmError => {
  const [a, b] = [auc.toFixed(2), recency.toFixed(2)]
  return new PrmError(
    'input',
    'model.not_better',
    `${name} is not shown to be better than calling the newest first: AUC ${a} beside ${b}, ahead by ${ahead.low.toFixed(2)} to ${ahead.high.toFixed(2)}`,
    { hint: 'wait for more outcomes and learn again; --force puts it in force all the same' },
  )
}

interface Plan {
  text: string
  moved: { path: string; text: string } | null
  before: string | null
}

/** The config with the model's file in it; a `model:` section is cut out, and comes back as the text of a file. */
const planned = (text: string, file: string, folder: string, { asOf }: Pick<Deps, 'asOf'>): Plan => {
  const document = parseDocument(text)
  const root = document.contents
  const named = `model_file: ${JSON.stringify(file)}`
  const pairs = isMap(root) ? (root.items as Pair[]) : []
  const at = (key: string): Pair | undefined =>
    pairs.find((pair) => isScalar(pair.key) && pair.key.value === key)
  const old = at('model_file')
  if (old !== undefined) {
    const before = isScalar(old.value) && typeof old.value.value === 'string' ? old.value.value : null
    const [from, to] = [rangeOf(old.key)[0], rangeOf(old.value)[1]]
    return { text: `${text.slice(0, from)}${named}${text.slice(to)}`, moved: null, before }
  }
  const section = at('model')
  if (section === undefined || !isMap(section.value)) {
    const cut =
      section === undefined
        ? text
        : text.slice(0, rangeOf(section.key)[0]) + text.slice(rangeOf(section.value)[2])
    const end = cut === '' || cut.endsWith('\n') ? '' : '\n'
    return { text: `${cut}${end}${named}\n`, moved: null, before: null }
  }
  const [from, to] = [rangeOf(section.key)[0], rangeOf(section.value)[2]]
  const moved = freePath(folder, `rules-${asOf.toISOString().slice(0, 10)}`)
  const inner = text.slice(rangeOf(section.key)[1] + 1, to)
  return {
    text: `${text.slice(0, from)}${named}\n${text.slice(to)}`,
    moved: { path: moved, text: outdented(inner) },
    before: basename(moved),
  }
}

const rangeOf = (node: unknown): [number, number, number] => {
  const range = (node as { range?: [number, number, number] | null } | null)?.range
  if (!range)
    throw new PrmError(
      'config',
      'model.config_shape',
      'prm.yaml is written in a way that cannot be changed safely',
      {
        hint: 'write model_file: with the name of the model into it by hand',
      },
    )
  return range
}

/** Lines without the indent that they have in common; what stood on the line of the key goes with it. */
const outdented = (text: string): string => {
  const lines = text.split('\n').slice(1)
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)![0].length)
  const least = Math.min(...indents)
  const body = lines
    .map((line) => line.slice(least))
    .join('\n')
    .trimEnd()
  return `${body}\n`
}

const freePath = (folder: string, name: string): string => {
  for (let i = 1; ; i++) {
    const path = resolve(folder, `${name}${i === 1 ? '' : `-${i}`}.yaml`)
    if (!existsSync(path)) return path
  }
}
