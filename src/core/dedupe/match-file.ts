/** Matching the whole file: with the frozen model, or fitting one. */
import type { MatchEdge } from '../../store/matching.ts'
import type { Deps } from '../derive/run.ts'
import { keyEntries, valueKey } from './key-entries.ts'
import { matchTable } from './people-matcher.ts'
import type { PeopleModel } from './people-model.ts'
import { PeopleTableBuilder } from './people-table.ts'
import { readUnits, type ReadingAhead } from './read-units.ts'
import { decide, type Decided, type Scope } from './scope.ts'

/** People read so far, and which share of all that is; with all of them read they are compared. */
export interface MatchStep {
  people: number
  share: number
}

/**
 * Reads and matches all units, in steps; writes nothing.
 *
 * @param ahead what the second core has begun to read of them
 */
export function* matchFile(
  { file }: Pick<Deps, 'file'>,
  model: PeopleModel | undefined,
  ahead?: ReadingAhead,
): Generator<MatchStep, Scope> {
  const builder = new PeopleTableBuilder(false)
  for (const share of readUnits(file, builder, ahead)) yield { people: builder.size, share }
  yield { people: builder.size, share: 1 }
  const table = builder.finish(builder.byId())
  const units = Float64Array.from(table.rowOf, (row) => table.ids[row]!)
  const places = new Int32Array(file.records.lastId() + 1)
  for (let place = 0; place < units.length; place++) places[units[place]!] = place + 1
  const matcher = matchTable(table, new Set(), model === undefined ? {} : { model })
  return {
    ...{ matcher, units },
    placeOf: (unit) => {
      const place = places[unit]
      return place === undefined || place === 0 ? undefined : place - 1
    },
  }
}

/** What follows for the whole file. */
export const decideAll = ({ file }: Pick<Deps, 'file'>, scope: Scope, cut: number): Decided =>
  decide(file, scope, [...file.decisions.unitLinks()], cut)

/** Keeps keys, pairs and shared values, so that only what is new has to be matched next. Call inside a write. */
export const keepMatches = (
  { file }: Pick<Deps, 'file'>,
  { matcher, units }: Scope,
  decided: Decided,
): void => {
  const { matching } = file
  matching.keys.clear()
  matching.keys.add(keyEntries(matcher.table, matcher.model))
  matching.clearShared()
  for (const kind of ['phones', 'mailboxes'] as const)
    for (const value of matcher.shared[kind]) matching.setShared(valueKey(kind, value), true)
  matching.replaceEdges(edgesOf(matcher.edges, units, decided))
}

function* edgesOf(
  { a, b, weight }: Scope['matcher']['edges'],
  units: ArrayLike<number>,
  { refused, areOne }: Decided,
): Generator<MatchEdge> {
  const reasons = new Map(refused.map(({ a: x, b: y, reason }) => [`${x}:${y}`, reason]))
  const n = weight.length
  const low = Float64Array.from({ length: n }, (_, e) => Math.min(units[a[e]!]!, units[b[e]!]!))
  const high = Float64Array.from({ length: n }, (_, e) => Math.max(units[a[e]!]!, units[b[e]!]!))
  // In the order of the table: it then grows at its end.
  const order = Int32Array.from({ length: n }, (_, e) => e).sort(
    (x, y) => low[x]! - low[y]! || high[x]! - high[y]!,
  )
  for (const e of order) {
    const refusal = reasons.size > 0 ? reasons.get(`${low[e]!}:${high[e]!}`) : undefined
    const [x, y] = [low[e]!, high[e]!]
    yield { a: x, b: y, bits: weight[e]!, is_open: areOne(x, y) ? 0 : 1, refused: refusal ?? null }
  }
}
