/** Who moves, and why: scores by one model, or as a run gave them, beside those by the model in force. */
import { PrmError } from '../../model/errors.ts'
import type { ProspectFile } from '../../store/index.ts'
import type { Run } from '../../store/runs.ts'
import type { Config, Model } from '../config/config.ts'
import { dayOf, SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import type { ScorePart } from '../judge/explain.ts'
import { compileModel, scoreSql, type CompiledModel } from '../judge/model.ts'
import { receiptsOf } from '../judge/receipts.ts'
import { keptModel } from './kept-models.ts'

export interface DiffInput {
  config: Config
  /** A run of prm score, another model, or neither: the last run. */
  from: { run: number } | { name: string; model: Model } | null
  /** How many people are told of. */
  limit: number
}

export interface Standing {
  score: number
  grade: string
  fit: string
  heat: number
}

/** A part of the receipt that is not the same; one that is missing has 0 points. */
export interface PartChange {
  dimension: ScorePart['dimension']
  because: string
  from: number
  to: number
}

export interface MovedPerson {
  id: string
  full_name: string | null
  company: string | null
  email: string | null
  from: Standing
  to: Standing
  parts: PartChange[]
}

export interface DiffResult extends Result {
  counts: Record<'people' | 'moved' | 'up' | 'down' | 'same_score' | 'new', number>
  /** What is compared: a run with its day, or a file. */
  from: { run: number; as_of: string } | { model: string }
  as_of: string
  /** From grade to grade: `B → A` → people. */
  grades: Record<string, number>
  /** Those who move most. */
  people: MovedPerson[]
  /** The parts behind the run are not known: it is older than the models that are kept. */
  parts_unknown: boolean
}

interface Moved extends Standing {
  id: string
  was_score: number | null
  was_grade: string
  was_fit: string
  was_heat: number
  full_name: string | null
  company: string | null
  email: string | null
}

const runOf = ({ file }: Pick<Deps, 'file'>, id: number | undefined): Run => {
  const scored = file.scores.lastRun(id)
  const run = scored === null ? undefined : file.runs.get(scored)
  if (id !== undefined && run?.id !== id) {
    throw new PrmError('usage', 'diff.no_scores', `run ${id} gave no scores that still count`, {
      hint: 'prm history lists the runs; name one of prm score',
    })
  }
  if (run === undefined) {
    throw new PrmError('usage', 'diff.nothing', 'nobody was scored yet: there is nothing to compare with', {
      hint: 'prm score; or --from MODEL.yaml compares two models',
    })
  }
  return run
}

/** @throws PrmError `diff.no_scores`, `diff.nothing` */
export const diffModels = (deps: Deps, { config, from, limit }: DiffInput): Promise<DiffResult> => {
  const { file } = deps
  const today = dayOf(deps)
  const compiled = compileModel(config.model, [], today)
  const isModel = from !== null && 'model' in from
  const run = isModel ? null : runOf(deps, from?.run)
  const before = isModel ? scoreSql(compileModel(from.model, [], today)) : file.scores.givenSql(run!.id)
  const rows = file.scores.moved(before, scoreSql(compiled)) as unknown as Moved[]
  const moved = rows.filter(({ was_score }) => was_score !== null)
  const grades: Record<string, number> = {}
  for (const { was_grade, grade } of moved)
    if (was_grade !== grade) grades[`${was_grade} → ${grade}`] = (grades[`${was_grade} → ${grade}`] ?? 0) + 1
  const shown = moved.slice(0, limit)
  const then = isModel ? from.model : modelOf(file, run!)
  const parts = partsOf(
    deps,
    shown.map(({ id }) => id),
    compiled,
    then,
    run?.as_of ?? today,
  )
  const up = moved.filter(({ score, was_score }) => score > was_score!).length
  const down = moved.filter(({ score, was_score }) => score < was_score!).length
  return Promise.resolve({
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts: {
      people: file.people.count(),
      moved: moved.length,
      up,
      down,
      same_score: moved.length - up - down,
      new: rows.length - moved.length,
    },
    from: isModel ? { model: from.name } : { run: run!.id, as_of: run!.as_of },
    as_of: today,
    grades: Object.fromEntries(Object.entries(grades).sort()),
    people: shown.map((row): MovedPerson => {
      const { id, full_name, company, email, score, grade, fit, heat } = row
      const was = { score: row.was_score!, grade: row.was_grade, fit: row.was_fit, heat: row.was_heat }
      return {
        id,
        full_name,
        company,
        email,
        from: was,
        to: { score, grade, fit, heat },
        parts: parts?.get(id) ?? [],
      }
    }),
    parts_unknown: parts === null,
  })
}

const modelOf = (file: ProspectFile, run: Run): Model | null => {
  const { model } = JSON.parse(run.input) as { model?: string }
  return model === undefined ? null : (keptModel(file, model) ?? null)
}

/** What was said of people then, with what is known now, beside what is said now. */
const partsOf = (
  { file }: Deps,
  ids: readonly string[],
  now: CompiledModel,
  model: Model | null,
  day: string,
): Map<string, PartChange[]> | null => {
  if (model === null) return null
  const after = receiptsOf(file, now, ids)
  file.setClock(day)
  try {
    const before = receiptsOf(file, compileModel(model, [], day), ids)
    return new Map(ids.map((id) => [id, changes(before.get(id)?.parts ?? [], after.get(id)?.parts ?? [])]))
  } finally {
    file.setClock(now.asOf)
  }
}

const keyOf = ({ dimension, kind, because, on }: ScorePart): string =>
  [dimension, kind, because, on].join('\n')

const changes = (before: readonly ScorePart[], after: readonly ScorePart[]): PartChange[] => {
  const found = new Map<string, PartChange>()
  const add = (part: ScorePart, side: 'from' | 'to'): void => {
    const { dimension, because, on, points } = part
    const text = on === undefined ? because : `${because} (${on})`
    const known = found.get(keyOf(part)) ?? { dimension, because: text, from: 0, to: 0 }
    found.set(keyOf(part), { ...known, [side]: known[side] + points })
  }
  for (const part of before) add(part, 'from')
  for (const part of after) add(part, 'to')
  return [...found.values()]
    .filter(({ from, to }) => from !== to)
    .sort((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from))
}
