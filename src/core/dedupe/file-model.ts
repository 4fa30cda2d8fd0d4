/**
 * The model that a file is matched with. How often values occur is most of it by far, and kept by itself: to match a few
 * people, only their values are looked up.
 */
import { once } from '../../lib/once.ts'
import type { ProspectFile } from '../../store/index.ts'
import { COUNTED, type Counted, type NewModel } from '../../store/matching.ts'
import type { Frequencies } from './frequencies.ts'
import { MODEL_VERSION, type PeopleModel } from './people-model.ts'
import type { Dictionaries } from './people-table.ts'

/** A model for matching a few people. */
export interface ModelForFew {
  /** All of it but, where it is a file's, how often values occur. */
  head: PeopleModel
  /** As much of it as the values of a table need. */
  of: (texts: Pick<Dictionaries, 'names' | 'companies'>) => PeopleModel
}

export interface FileModel extends ModelForFew {
  id: number
  /** Units that were in the file when it was fitted. */
  units: number
  whole: () => PeopleModel
}

/** One that is at hand whole. */
export const modelAtHand = (model: PeopleModel): ModelForFew => ({ head: model, of: () => model })

/** From this growth on a new fit is proposed. */
const GROWTH = 1.25
/** Small files change their nature with every list: fitting takes no time there. */
const SMALL = 2_000

/** From so many values on, reading all counts is quicker than looking each of them up. */
const MANY = 10_000

const withCounts = (
  model: PeopleModel,
  countsOf: (kind: Counted) => Iterable<readonly [value: string, count: number]>,
): PeopleModel => {
  const filled = (kind: Counted): Frequencies => ({
    ...model.frequencies[kind],
    counts: Object.fromEntries(countsOf(kind)),
  })
  return {
    ...model,
    frequencies: { given: filled('given'), family: filled('family'), company: filled('company') },
  }
}

/** What was read of a file's model last: a process that stays asks for the same one each time. */
const read = new WeakMap<ProspectFile['matching'], { text: string; head: PeopleModel }>()

const headOf = (matching: ProspectFile['matching'], text: string): PeopleModel => {
  const known = read.get(matching)
  if (known?.text === text) return known.head
  const head = JSON.parse(text) as PeopleModel
  read.set(matching, { text, head })
  return head
}

/** The model in force; undefined before the first run, and after an update that compares in another way. */
export const fileModel = ({ matching }: Pick<ProspectFile, 'matching'>): FileModel | undefined => {
  const row = matching.model()
  if (row === undefined) return undefined
  const head = headOf(matching, row.model)
  if ((head.version as number) !== MODEL_VERSION) return undefined
  const whole = once(() => withCounts(head, (kind) => matching.counts(row.id, kind)))
  return {
    ...{ id: row.id, units: row.units, head, whole },
    of: ({ names, companies }) => {
      if (names.size + companies.size > MANY) return whole()
      return withCounts(head, (kind) =>
        (kind === 'company' ? companies : names).values.flatMap((value) => {
          const count = matching.countOf(row.id, kind, value)
          return count === undefined ? [] : [[value, count] as const]
        }),
      )
    },
  }
}

/** Puts a model into the file. Call inside a write. @returns its number */
export const keepModel = (
  { matching }: Pick<ProspectFile, 'matching'>,
  row: Omit<NewModel, 'about' | 'model'>,
  model: PeopleModel,
): number => {
  const head = withCounts(model, () => [])
  const id = matching.addModel({ ...row, about: 'person', model: JSON.stringify(head) })
  for (const kind of COUNTED) matching.addCounts(id, kind, Object.entries(model.frequencies[kind].counts))
  return id
}

export const hasOutgrown = (units: number, fitted: number): boolean => units >= fitted * GROWTH

/** Where the model is to be fitted anew without being asked. */
export const isFittedAnew = (units: number, fitted: number): boolean =>
  fitted < SMALL && hasOutgrown(units, fitted)
