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

/** The value as a cell would have it, several of them separated by semicolons; '' where there is none. */
export const textAt = (value: Json, path: Path): string =>
  reach(value, path)
    .flatMap((found) => (Array.isArray(found) ? found : [found]))
    .filter(isPlain)
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
