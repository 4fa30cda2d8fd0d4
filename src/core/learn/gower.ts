/**
 * Weighted Gower distance between people: 0 for those who agree in everything, 1 for those who agree in nothing.
 * Numbers differ by the share of their usual range (of their logarithms where a few are very large), texts by 0 or 1,
 * and what is not known of one of the two counts half: neither like nor unlike.
 */
import type { Cell, LearnColumn } from './table.ts'

export interface Attribute {
  name: string
  weight: number
  /** How far apart two values are, from 0 to 1. */
  distance: (a: Cell, b: Cell) => number
}

const UNKNOWN = 0.5

/** @param values of everybody: from them the usual range, from the 5th to the 95th of a hundred */
export const attributeDistance = (values: readonly Cell[]): Attribute['distance'] => {
  const numbers = values.filter((value) => typeof value === 'number')
  if (numbers.length === 0 || numbers.length < values.filter((value) => value !== null).length) {
    return (a, b) => (a === null || b === null ? UNKNOWN : a === b ? 0 : 1)
  }
  const scale = isSkewed(numbers)
    ? (value: number) => Math.log1p(Math.max(0, value))
    : (value: number) => value
  const sorted = numbers.map(scale).sort((a, b) => a - b)
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))]!
  const range = at(0.95) - at(0.05) || sorted.at(-1)! - sorted[0]! || 1
  return (a, b) =>
    a === null || b === null ? UNKNOWN : Math.min(1, Math.abs(scale(Number(a)) - scale(Number(b))) / range)
}

/** A few values far above the rest: head counts, revenues. */
const isSkewed = (numbers: readonly number[]): boolean => {
  const sorted = [...numbers].sort((a, b) => a - b)
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))]!
  return at(0) >= 0 && at(0.95) > 4 * at(0.5)
}

/**
 * The attributes with their weights: how much more alike customers are in it among themselves than everybody is with
 * them. An attribute in which customers differ like all others says next to nothing, and keeps a twentieth.
 *
 * @param customers rows of the columns that are customers
 * @param others rows that are not
 */
export const weighAttributes = (
  columns: readonly LearnColumn[],
  customers: readonly number[],
  others: readonly number[],
): Attribute[] =>
  columns.map(({ name, values }) => {
    const distance = attributeDistance(values)
    const mean = (from: readonly number[], isSelf: boolean): number | null => {
      let sum = 0
      let count = 0
      for (const a of customers) {
        for (const b of from) {
          if ((isSelf && a === b) || values[a] === null || values[b] === null) continue
          sum += distance(values[a]!, values[b]!)
          count++
        }
      }
      return count === 0 ? null : sum / count
    }
    const within = mean(customers, true)
    const between = mean(others, false)
    const known = customers.filter((row) => values[row] !== null).length / Math.max(1, customers.length)
    const likeness = within === null || between === null || between === 0 ? 0 : 1 - within / between
    return { name, weight: Math.max(0.05, Math.min(1, likeness)) * known, distance }
  })

export interface Likeness {
  /** From 0 to 1: 1 − the mean distance to the nearest customers. */
  likeness: number
  /** Rows of the nearest customers, the nearest first. */
  nearest: number[]
}

/** How like the nearest `count` customers a row is. */
export const likenessOf = (
  row: number,
  columns: readonly LearnColumn[],
  attributes: readonly Attribute[],
  customers: readonly number[],
  count = 3,
): Likeness => {
  const all = attributes.reduce((sum, { weight }) => sum + weight, 0)
  const found = customers.map((customer) => {
    let sum = 0
    attributes.forEach(({ weight, distance }, i) => {
      const { values } = columns[i]!
      sum += weight * distance(values[row] ?? null, values[customer] ?? null)
    })
    return { customer, distance: all === 0 ? UNKNOWN : sum / all }
  })
  found.sort((a, b) => a.distance - b.distance || a.customer - b.customer)
  const nearest = found.slice(0, count)
  const mean = nearest.reduce((sum, { distance }) => sum + distance, 0) / Math.max(1, nearest.length)
  return { likeness: 1 - mean, nearest: nearest.map(({ customer }) => customer) }
}
