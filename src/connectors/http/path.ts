/** Where a value is in a reply: `data.headcount`, `results[0].name`, `tags[]`, `tech[].name`. */
import { isObject, scalar, type Json } from '../../lib/table/json-flatten.ts'

/** Every member of a list. */
const EACH: unique symbol = Symbol('each')

type Step = string | number | typeof EACH
export type Path = readonly Step[]

const STEP = /([^.[\]]+)|\[(\d*)\]/g

/** @throws Error with a sentence for people */
export const parsePath = (text: string): Path => {
  const isWritten = /^(?:[^.[\]]+|\[\d*\])(?:\.[^.[\]]+|\[\d*\])*$/.test(text)
  if (!isWritten) throw new Error(`"${text}" is no path to a value: write data.headcount or results[0].name`)
  return [...text.matchAll(STEP)].map(([, name, index]): Step => {
    if (name !== undefined) return name
    return index === '' ? EACH : Number(index)
  })
}

/** All that stands at the path: several values where it goes through a list. */
const reach = (value: Json | undefined, [step, ...rest]: Path): Json[] => {
  if (value === undefined) return []
  if (step === undefined) return [value]
  if (step === EACH) return Array.isArray(value) ? value.flatMap((each) => reach(each, rest)) : []
  if (typeof step === 'number') return Array.isArray(value) ? reach(value[step], rest) : []
  return isObject(value) && Object.hasOwn(value, step) ? reach(value[step], rest) : []
}

const isPlain = (value: Json): value is string | number | boolean =>
  value !== null && typeof value !== 'object'

/** Plain values at the path. */
export const plainAt = (value: Json, path: Path): (string | number | boolean)[] =>
  reach(value, path)
    .flatMap((found) => (Array.isArray(found) ? found : [found]))
    .filter(isPlain)

/** The first thing at the path, whatever it is. */
export const partAt = (value: Json, path: Path): Json | undefined => reach(value, path)[0]

/** Whether it leads to one place, where something can be put. */
export const isPlace = (path: Path): boolean => path.every((step) => step !== EACH)

/** The same with a value put at the path; what is missing on the way is made. Nothing in a list is an empty list. */
export const put = (into: Json | undefined, [step, ...rest]: Path, value: Json): Json => {
  if (step === undefined || step === EACH) return value
  if (typeof step === 'string') {
    const object = into !== undefined && isObject(into) ? into : {}
    return { ...object, [step]: put(object[step], rest, value) }
  }
  if (rest.length === 0 && value === null) return []
  const list = Array.isArray(into) ? [...into] : []
  list[step] = put(list[step], rest, value)
  return list
}

/** The value as a cell would have it, several of them separated by semicolons; '' where there is none. */
export const textAt = (value: Json, path: Path): string =>
  plainAt(value, path)
    .map((found) => scalar(found).trim())
    .filter((text) => text !== '')
    .join('; ')

/** Whether a reply of this form can have anything at one of these: a list has no names, an object no places. */
export const canHold = (value: Json, paths: readonly Path[]): boolean =>
  paths.some(([step]) => (typeof step === 'string' ? isObject(value) : Array.isArray(value)))

/** Nothing there, or nothing in it. */
export const isEmptyAt = (value: Json, path: Path): boolean =>
  reach(value, path).every((found) => {
    if (Array.isArray(found)) return found.length === 0
    if (isObject(found)) return Object.keys(found).length === 0
    return found === null || found === '' || found === false
  })
