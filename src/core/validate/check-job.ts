/** A portion of addresses checked offline: pure, so that any thread can do it. */
import { csvRow, neutralise } from '../../lib/table/write.ts'
import {
  createAddressReport,
  REPORT_COLUMNS,
  type AddressKind,
  type AddressReport,
} from '../../model/address-report.ts'
import { createEmailCheck } from '../../model/email-check.ts'
import { createPhoneCheck } from '../../model/phone-check.ts'
import type { AddressCheck } from '../../model/verdict.ts'

/** Plain data: it goes to other threads. */
export interface CheckSettings {
  /** Top-level domains to accept besides the public ones. */
  extra_tlds: readonly string[]
  /** Domains of throw-away addresses, in addition to the list that comes with prm. */
  disposable: readonly string[]
  /** Domains that are none, whatever the lists say. */
  not_disposable: readonly string[]
}

/** Addresses as the file holds them; `countries` of numbers, each its own. */
export interface StoredJob {
  kind: 'stored'
  what: AddressKind
  addresses: string[]
  countries: (string | null)[]
}

/** `tsv`: cells with tabs between them, for `cut` and `awk`. */
export type LineFormat = 'ndjson' | 'csv' | 'tsv'

/** Addresses as they come from elsewhere. */
export interface TextJob {
  kind: 'text'
  /** Lines in one text, or addresses each by itself. */
  text: string | readonly string[]
  what: AddressKind | null
  country: string
  /** Rows where more is to be found out before they can be written. */
  format: LineFormat | 'rows'
}

/** How many addresses have each outcome, by `outcomeKey`. */
export type Tally = Record<string, number>

export type Done =
  | { kind: 'stored'; checks: Pick<AddressCheck, 'verdict' | 'level' | 'reason' | 'suggestion'>[] }
  | { kind: 'text'; text: string; tally: Tally }
  | { kind: 'rows'; rows: AddressReport[] }

export const outcomeKey = ({
  kind,
  verdict,
  reason,
}: Pick<AddressReport, 'kind' | 'verdict' | 'reason'>): string => `${kind} ${verdict} ${reason ?? ''}`

/** A report as a line. */
export const reportLine = (report: AddressReport, format: LineFormat): string => {
  if (format === 'ndjson') return `${JSON.stringify(report)}\n`
  const cells = REPORT_COLUMNS.map((name) => report[name])
  if (format === 'csv')
    return csvRow(cells.map((cell) => (typeof cell === 'string' ? neutralise(cell) : cell)))
  // What moves the cursor of a terminal has no place in a line.
  return `${cells.map((cell) => (cell ?? '').replace(/[\x00-\x1f\x7f]+/g, ' ')).join('\t')}\n`
}

/** The line above the others; none where each names its cells. */
export const headerLine = (format: LineFormat): string =>
  format === 'ndjson' ? '' : `${REPORT_COLUMNS.join(format === 'csv' ? ',' : '\t')}\n`

/** Lines of a text; an empty one is an empty address, so that answers stay beside their questions. */
const linesOf = (text: TextJob['text']): readonly string[] =>
  typeof text !== 'string'
    ? text
    : text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))

/** Makes the checks ready once; the answer does the jobs. */
export function createCheckJob(settings: CheckSettings): (job: StoredJob | TextJob) => Done {
  const options = {
    extraTlds: settings.extra_tlds,
    disposable: settings.disposable,
    allow: settings.not_disposable,
  }
  const checkEmail = createEmailCheck(options)
  const checkPhone = createPhoneCheck()
  const report = createAddressReport(options)

  const stored = ({ what, addresses, countries }: StoredJob): Done => ({
    kind: 'stored',
    checks: addresses.map((address, i) => {
      const check = what === 'email' ? checkEmail(address) : checkPhone(address, countries[i] ?? undefined)
      const { verdict, level, reason, suggestion } = check
      return { verdict, level, reason, suggestion }
    }),
  })
  const text = ({ text: given, what, country, format }: TextJob): Done => {
    const rows = linesOf(given).map((line) => report(line, what ?? undefined, country))
    if (format === 'rows') return { kind: 'rows', rows }
    const tally: Tally = {}
    let out = ''
    for (const row of rows) {
      const key = outcomeKey(row)
      tally[key] = (tally[key] ?? 0) + 1
      out += reportLine(row, format)
    }
    return { kind: 'text', text: out, tally }
  }
  return (job) => (job.kind === 'stored' ? stored(job) : text(job))
}
