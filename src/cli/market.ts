/** Reads how people say whom they sell to. */

export interface Market {
  /** The words themselves. */
  sells_to: string
  industries: string[]
  /** Head count, both ends included; null for an open end. */
  employees: { from: number; to: number | null } | null
}

const NUMBER = String.raw`(\d[\d.,]*)\s*(k)?`
const PEOPLE = String.raw`(?:\s*(?:people|employees|staff|heads?|fte|seats|persons?|mitarbeiter))?`
const RANGE = new RegExp(`${NUMBER}\\s*(?:-|–|—|to|bis)\\s*${NUMBER}${PEOPLE}`, 'i')
const AT_LEAST = new RegExp(
  `(?:(?:more than|over|from|at least|>=?|ab)\\s*${NUMBER}|${NUMBER}\\s*\\+)${PEOPLE}`,
  'i',
)
const AT_MOST = new RegExp(`(?:up to|under|less than|below|at most|<=?|bis)\\s*${NUMBER}${PEOPLE}`, 'i')
/** What is left of "companies with 50-500 people in retail" once the size is out. */
const LOOSE_ENDS =
  /^(?:companies|firms|businesses)?\s*(?:with|of|and|in|,|;)*\s*|\s*(?:companies|firms|businesses)?\s*(?:with|of|and|in)?$/gi

const count = (digits: string, thousands: string | undefined): number =>
  Number(digits.replace(/[.,](?=\d{3})/g, '').replace(/[.,]+$/, '')) * (thousands === undefined ? 1 : 1000)

/** The items of a list as people type it: separated by commas or semicolons. */
export const splitList = (text: string): string[] =>
  text
    .split(/[,;\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== '')

/** Industries and a company size out of "logistics, retail, 50-500 people". What is not understood as a size is an industry. */
export const readMarket = (text: string): Market => {
  let employees: Market['employees'] = null
  let rest = text
  const take = (pattern: RegExp, read: (groups: (string | undefined)[]) => Market['employees']): void => {
    const found = employees === null ? pattern.exec(rest) : null
    if (found === null) return
    employees = read(found.slice(1))
    rest = `${rest.slice(0, found.index)},${rest.slice(found.index + found[0].length)}`
  }
  take(RANGE, ([a = '', ak, b = '', bk]) => {
    const [from, to] = [count(a, ak), count(b, bk)]
    return { from: Math.min(from, to), to: Math.max(from, to) }
  })
  take(AT_LEAST, ([a, ak, b, bk]) => ({ from: count(a ?? b ?? '', ak ?? bk), to: null }))
  take(AT_MOST, ([a = '', ak]) => ({ from: 1, to: count(a, ak) }))
  const industries = splitList(rest.replaceAll(/\s+and\s+/gi, ','))
    .map((item) => item.replace(LOOSE_ENDS, '').trim())
    .filter((item) => item !== '')
  return { sells_to: text, industries, employees }
}
