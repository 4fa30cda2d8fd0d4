/**
 * What somebody does, for counting stakeholders: people of different functions have a different stake in a purchase, five
 * engineers have one. The function is the department, as a list names it, else as the title tells it. Unknown functions
 * count as one together, since they may all be the same.
 */
import { DEPARTMENTS, type Department } from './title-kinds.ts'
import { classifyTitle } from './title.ts'

const BITS: ReadonlyMap<string, number> = new Map(DEPARTMENTS.map((name, i) => [name, 2 ** (i + 1)]))
const UNKNOWN = 1

/** The function as one bit, so that a company can keep a set of them in a number. */
export const functionBit = (department: unknown, title: unknown): number => {
  const found = departmentIn(department) ?? departmentIn(title)
  return found === null ? UNKNOWN : BITS.get(found)!
}

const departmentIn = (text: unknown): Department | null => {
  if (typeof text !== 'string' || text === '') return null
  return BITS.has(text) ? (text as Department) : classifyTitle(text).department
}

/** How many functions a set holds. */
export const functionCount = (bits: number): number => {
  let count = 0
  for (let rest = bits; rest > 0; rest >>= 1) count += rest & 1
  return count
}

/** The bits that a set may have. */
export const FUNCTION_BITS = DEPARTMENTS.length + 1
