/** Values of flags of prm validate, from text. */

const DAYS = { d: 1, w: 7, y: 365 } as const

/** A length of time in days. For `parse`. */
export function days(text: string): number {
  const found = /^(\d{1,5})([dwy])$/.exec(text)
  if (found === null) throw new Error('must be a length of time such as 30d, 12w or 1y')
  return Number(found[1]) * DAYS[found[2] as keyof typeof DAYS]
}

/** An amount of money. For `parse`. */
export function money(text: string): number {
  if (!/^\d{1,9}(?:\.\d{1,4})?$/.test(text)) throw new Error('must be an amount such as 5 or 2.50')
  return Number(text)
}
