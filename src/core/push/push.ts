/**
 * Gives the people who pass a gate to a target: first the plan, then the act, which does what the plan says and no more.
 *
 * A CSV target is a snapshot of all who pass, written whole or not at all. It is written before the ledger: a run
 * killed in between finds its own file again and only catches up the ledger.
 */
import { existsSync, readFileSync, renameSync } from 'node:fs'
import { writeAtomically } from '../../lib/atomic-write.ts'
import { isSpecial, placeOf } from '../../lib/write-place.ts'
import { sha256 } from '../../lib/hash.ts'
import { plural } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import type { Config } from '../config/config.ts'
import { finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { contentOf } from './file-content.ts'
import type { FileKind } from './file-kinds.ts'
import type { PresetName } from './presets.ts'
import { planPush, type PlannedPerson, type PushAction, type PushPlan, type Values } from './plan.ts'

/** Where to. `path` is absolute; null is stdout. */
export interface FileTarget {
  kind: FileKind
  path: string | null
}

export interface PushInput {
  target: FileTarget
  gate: string
  /** Only people on this route. */
  route?: string | null
  columns: string[]
  /** The header in the words of a tool. */
  preset?: PresetName | undefined
  /** Only those whom the target has not been given as they are now. */
  only_new?: boolean
  config: Config
  dry_run?: boolean
  /** Carry out this plan; refused where it no longer fits. */
  plan?: PushPlan | undefined
}

export interface PushResult extends Result {
  counts: Record<PushAction, number>
  target: string
  gate: string
  route: string | null
  unmeasured: string[]
  people: PlannedPerson[]
  plan: PushPlan
  /** The file that was written; null where there was none to write or it was the same already. */
  written: string | null
  /** A file of that name that somebody had changed, moved aside. */
  kept: string | null
  /** For stdout: the rows. */
  content: string | null
  dry_run: boolean
}

const targetName = (target: FileTarget): string => `${target.kind}:${target.path ?? '-'}`

/**
 * @throws PrmError `push.stale_plan`: the file has moved on since the plan was made
 * @throws PrmError `push.unknown_gate`, `push.unknown_column`, `write.failed`
 */
export const pushPeople = async (deps: Deps, input: PushInput): Promise<PushResult> => {
  const target = targetName(input.target)
  const plan = planPush(deps, {
    target,
    gate: input.gate,
    route: input.route ?? null,
    columns: input.columns,
    preset: input.preset,
    only_new: input.only_new ?? false,
    config: input.config,
  })
  if (input.plan) checkStillFits(input.plan, plan)
  const result: PushResult = {
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts: plan.counts,
    target,
    gate: plan.gate,
    route: plan.route,
    unmeasured: plan.unmeasured,
    people: plan.people,
    plan,
    written: null,
    kept: null,
    content: null,
    dry_run: input.dry_run ?? false,
  }
  if (!input.dry_run) {
    const content = await contentOf(input.target.kind, plan)
    carryOut(deps, input.target, plan, content, result)
  }
  return result
}

const checkStillFits = (saved: PushPlan, now: PushPlan): void => {
  const stale = (what: string): never => {
    throw new PrmError('input', 'push.stale_plan', `this plan no longer fits: ${what}`, {
      hint: 'make a new one with prm push --dry-run -o plan.json',
    })
  }
  if (saved.file_id !== now.file_id) stale('it was made from another prospect file')
  const terms = ({ target, gate, route, only_new, columns, preset }: PushPlan): string =>
    JSON.stringify([target, gate, route, only_new, columns, preset])
  if (terms(saved) !== terms(now)) stale('it is for another target, gate or route, or other columns')
  const before = new Map(saved.people.map((person) => [person.id, person]))
  const moved = now.people.filter((person) => !fits(before.get(person.id), person))
  const gone = saved.people.length - now.people.filter((person) => before.has(person.id)).length
  const count = moved.length + gone
  if (count > 0) stale(`${plural(count, 'person has', 'people have')} changed since`)
}

/** The same is to be done, or it has been done already: a plan that is carried out twice changes nothing. */
const fits = (planned: PlannedPerson | undefined, now: PlannedPerson): boolean => {
  if (planned === undefined) return false
  const isDone = (planned.action === 'create' || planned.action === 'update') && now.action === 'unchanged'
  const isRemoved = planned.removed && !now.removed
  return (
    (planned.action === now.action || isDone) &&
    (planned.removed === now.removed || isRemoved) &&
    JSON.stringify(planned.values) === JSON.stringify(now.values)
  )
}

const carryOut = (
  deps: Deps,
  target: FileTarget,
  plan: PushPlan,
  content: string | Uint8Array,
  result: PushResult,
): void => {
  if (target.path === null) result.content = String(content)
  // With nothing new the last difference stays: another one would be empty, and cover it.
  else if (!plan.only_new || plan.counts.create + plan.counts.update > 0) {
    writeSnapshot(deps, target.path, plan.target, content, result)
  }
  const news = plan.people.filter(
    ({ action, removed }) => action === 'create' || action === 'update' || removed,
  )
  if (news.length + plan.gone.length === 0) return
  deps.file.write(() => {
    const run = startRun(deps, 'push', {
      ...{ target: plan.target, gate: plan.gate, only_new: plan.only_new },
      ...(plan.route !== null && { route: plan.route }),
    })
    const add = (person_id: string, outcome: 'created' | 'updated' | 'removed', values: Values): void =>
      deps.file.pushes.add({
        target: plan.target,
        person_id,
        run_id: run,
        outcome,
        remote_id: null,
        content: JSON.stringify(values),
        pushed_at: deps.now().toISOString(),
      })
    for (const { id, action, removed, values } of news) {
      add(id, removed ? 'removed' : action === 'create' ? 'created' : 'updated', values)
    }
    for (const id of plan.gone) add(id, 'removed', {})
    finishRun(deps, run, 'done', plan.counts)
    result.run = run
  })
}

const writeSnapshot = (
  deps: Deps,
  path: string,
  name: string,
  content: string | Uint8Array,
  result: PushResult,
): void => {
  if (isSpecial(path)) {
    writeAtomically(path, [content])
    result.written = path
    return
  }
  const key = `pushed:${name}`
  const found = existsSync(path) ? readFileSync(path) : null
  if (found?.equals(Buffer.from(content)) !== true) {
    // What somebody has written into our last snapshot is theirs: moved aside, not lost.
    if (found !== null && sha256(found) !== deps.file.meta.get(key)) {
      const { path: real } = placeOf(path)
      result.kept = freeName(real)
      renameSync(real, result.kept)
    }
    writeAtomically(path, [content])
    result.written = path
  }
  const hash = sha256(content)
  if (deps.file.meta.get(key) !== hash) deps.file.write(() => deps.file.meta.set(key, hash))
}

const freeName = (path: string): string => {
  const [, stem = path, ending = ''] = /^(.*?)(\.[^./\\]+)?$/s.exec(path) ?? []
  for (let i = 1; ; i++) {
    const name = `${stem}.kept-${i}${ending}`
    if (!existsSync(name)) return name
  }
}
