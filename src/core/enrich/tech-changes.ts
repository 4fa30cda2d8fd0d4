/** What changed between two visits of one source: technologies that came and went. Pure. */
import type { FoundSignal } from '../../connectors/contract.ts'

const listOf = (cell: string): Map<string, string> =>
  new Map(
    cell
      .split(';')
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .map((name) => [name.toLowerCase(), name]),
  )

const missing = (from: ReadonlyMap<string, string>, others: ReadonlyMap<string, string>): string[] =>
  [...from].filter(([key]) => !others.has(key)).map(([, name]) => name)

/**
 * @param before the `technologies` of the last record of the same source, separated by semicolons
 * @param after those of its new answer
 * @returns at most two signals, which count from the day of the answer: one for what came, one for what went. None where
 *   one side is empty: then nothing was known before, or nothing could be seen now.
 */
export const techChanges = (before: string, after: string): FoundSignal[] => {
  const [old, now] = [listOf(before), listOf(after)]
  if (old.size === 0 || now.size === 0) return []
  const signal = (words: string, names: readonly string[]): FoundSignal[] =>
    names.length === 0
      ? []
      : [
          {
            ...{ of: 'company', kind: 'tech_change', on: null, url: null },
            detail: `${words} ${names.join(', ')}`,
          },
        ]
  return [...signal('now uses', missing(now, old)), ...signal('no longer uses', missing(old, now))]
}
