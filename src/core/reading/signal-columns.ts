/**
 * Dated evidence in lists of people and companies: columns of known exports that tell of a signal. They are known by
 * their headers, which are telling enough, whichever tool or CRM the list went through; the columns stay the list's own.
 */
import type { SignalKind } from '../../model/fact-kinds.ts'
import type { DateOrder } from '../../model/value.ts'
import type { ColumnMapping } from './mapping.ts'
import { headerWords } from './mapping-header.ts'

export interface SignalSource {
  kind: SignalKind
  about: 'person' | 'company'
  /** The words of the header with the day; null: the list tells none, and the day of the import stands for it. */
  date: string | null
  /** The columns that say what happened; without a date the first must not be blank. */
  detail: readonly string[]
  /** Only in these exports. */
  presets?: readonly string[]
}

const APOLLO = ['apollo_people', 'apollo_accounts']

export const SIGNAL_SOURCES: readonly SignalSource[] = [
  // Apollo, and CRMs that took it over
  {
    kind: 'funding',
    about: 'company',
    date: 'last raised at',
    detail: ['latest funding', 'latest funding amount'],
  },
  { kind: 'research', about: 'company', date: null, detail: ['primary intent topic'], presets: APOLLO },
  { kind: 'research', about: 'company', date: null, detail: ['secondary intent topic'], presets: APOLLO },
  // ZoomInfo
  { kind: 'job_change', about: 'person', date: 'last job change date', detail: ['last job change type'] },
  {
    kind: 'funding',
    about: 'company',
    date: 'recent funding date',
    detail: ['recent funding round', 'recent funding amount in 000s usd'],
  },
]

/** One source of signals in one list: where its cells stand. Plain data. */
export interface SignalColumns {
  kind: SignalKind
  about: 'person' | 'company'
  date: number | null
  order?: DateOrder
  detail: { index: number; scale: number }[]
}

/** The sources of signals that a list has. */
export const signalColumns = (
  header: readonly string[],
  preset: string | null,
  columns: readonly ColumnMapping[],
): SignalColumns[] => {
  const words = header.map(headerWords)
  return SIGNAL_SOURCES.flatMap(({ kind, about, date, detail, presets }): SignalColumns[] => {
    if (presets !== undefined && !presets.includes(preset ?? '')) return []
    const at = date === null ? null : words.indexOf(date)
    const found = detail
      .map((name) => ({ index: words.indexOf(name), scale: name.endsWith('in 000s usd') ? 1000 : 1 }))
      .filter(({ index }) => index >= 0)
    if (at === -1 || (at === null && found.length === 0)) return []
    const order = at === null ? undefined : columns.find(({ index }) => index === at)?.date_order
    return [{ kind, about, date: at, detail: found, ...(order && { order }) }]
  })
}
