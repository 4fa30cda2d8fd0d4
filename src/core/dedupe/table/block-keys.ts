/** By what the rows of a table are brought together: keys of the values of each column. */
import type { Column } from './columns.ts'
import { soundex } from './soundex.ts'

export interface Key {
  /** Number of the column. */
  column: number
  /** The column, and what of it. */
  name: string
  /** A value can have several keys (words of a text), and two of them make a block smaller than one. */
  isMany: boolean
  /** Keys of each value, by its number. */
  of: readonly (readonly number[])[]
}

const MOST_WORDS = 8

/** The keys of a column: the value itself first. */
export const columnKeys = (column: Column, number: number): Key[] => {
  const key = (what: string, of: (value: string, id: number) => readonly string[], isMany = false): Key => {
    const numbers = new Map<string, number>()
    const numberOf = (text: string): number => {
      const known = numbers.get(text) ?? numbers.size + 1
      numbers.set(text, known)
      return known
    }
    return {
      column: number,
      name: `${column.name} ${what}`.trim(),
      isMany,
      of: column.values.values.map((value, id) =>
        value === ''
          ? []
          : of(value, id)
              .filter((text) => text !== '')
              .map(numberOf),
      ),
    }
  }
  const whole = key('', (value) => [value])
  switch (column.kind) {
    case 'name':
      return [whole, key('(sound)', (value) => [soundex(value)])]
    case 'date':
      return [
        whole,
        key('(year and month)', (value) => [value.slice(0, 6)]),
        key('(month and day)', (value) => [value.slice(4)]),
        key('(year and day)', (value) => [value.slice(0, 4) + value.slice(6)]),
      ]
    case 'email':
      return [whole, key('(before the @)', (value) => [value.slice(0, value.lastIndexOf('@'))])]
    case 'exact':
      return [
        whole,
        key('(beginning)', (value) => [value.length > 4 ? value.slice(0, Math.ceil(value.length / 2)) : '']),
      ]
    case 'phone':
      return [key('', (value) => value.split(' '))]
    case 'number':
      return [whole]
    case 'text':
    case 'company':
    case 'address':
      return [whole, key('(word)', (_, id) => rareWords(column, id), true)]
  }
}

/** The rarest words of a value; of a single word its beginning. */
const rareWords = ({ tokens }: Column, id: number): string[] => {
  const { words, idf, texts } = tokens!
  const own = words[id]!
  if (own.length === 1) return [texts.values[own[0]!]!.slice(0, 5)]
  return [...own]
    .sort((a, b) => idf[b]! - idf[a]! || (texts.values[a]! < texts.values[b]! ? -1 : 1))
    .slice(0, MOST_WORDS)
    .map((word) => texts.values[word]!)
}
