/**
 * Verdicts on addresses that stand in no file: given one by one, or streamed line by line. One verdict a line, in the
 * order of the lines, while the input is still coming.
 */
import type { AddressKind, AddressReport } from '../../model/address-report.ts'
import type { Verdict } from '../../model/verdict.ts'
import { SCHEMA_VERSION, type Result } from '../derive/run.ts'
import { createDnsClient } from '../../lib/dns/client.ts'
import { createDomainCheck, type DomainCheck, type DomainMemory } from './ask-domain.ts'
import {
  headerLine,
  outcomeKey,
  reportLine,
  type CheckSettings,
  type LineFormat,
  type Tally,
  type TextJob,
} from './check-job.ts'
import { createCheckPool } from './check-pool.ts'
import { dnsServers } from './domains.ts'
import { inOrder } from './in-order.ts'
import { noVerdicts, outcomesOf, type Outcome, type VerdictCounts } from './outcomes.ts'
import { withDomain } from './with-domain.ts'

export interface CheckAddressesInput extends CheckSettings {
  /** The addresses, or a stream of lines. */
  addresses: readonly string[] | AsyncIterable<Uint8Array>
  /** What they are; by default each is judged by its looks. */
  kind?: AddressKind | undefined
  /** Of numbers without a country code, ISO 3166-1 alpha-2. */
  country: string
  /** Asks the DNS; without it nothing leaves the machine. */
  online?: boolean
  /** DNS servers, `127.0.0.1:5353`; by default those of the system. */
  resolver?: readonly string[]
  signal?: AbortSignal
}

export interface AddressesResult extends Result {
  run: null
  counts: Record<'checked', number> & VerdictCounts
  /** Each outcome with its number of addresses; they add up to `checked`. */
  outcomes: Outcome[]
}

/** The lines of a stream, many at a time; the last line end ends a line and begins none. */
async function* portions(
  source: readonly string[] | AsyncIterable<Uint8Array>,
): AsyncGenerator<TextJob['text']> {
  if (Array.isArray(source)) {
    yield source as string[]
    return
  }
  const decoder = new TextDecoder()
  let rest = ''
  for await (const bytes of source as AsyncIterable<Uint8Array>) {
    rest += decoder.decode(bytes, { stream: true })
    const end = rest.lastIndexOf('\n')
    if (end < 0) continue
    yield rest.slice(0, end)
    rest = rest.slice(end + 1)
  }
  rest += decoder.decode()
  if (rest !== '') yield rest
}

/** The verdicts as lines of a format, in pieces; the counts are whole once all were read. */
export async function* addressLines(
  input: CheckAddressesInput,
  format: LineFormat,
  result: AddressesResult,
): AsyncGenerator<string> {
  const tally: Tally = {}
  yield headerLine(format)
  for await (const portion of checked(input, input.online === true ? 'rows' : format)) {
    if (typeof portion === 'string') {
      yield portion
      continue
    }
    if (!Array.isArray(portion)) {
      for (const [key, n] of Object.entries(portion)) tally[key] = (tally[key] ?? 0) + n
      continue
    }
    let text = ''
    for (const report of portion) {
      count(tally, report)
      text += reportLine(report, format)
    }
    yield text
  }
  settle(result, tally)
}

/** All verdicts at once. */
export async function checkAddresses(
  input: CheckAddressesInput,
): Promise<AddressesResult & { addresses: AddressReport[] }> {
  const result = noAddresses()
  const tally: Tally = {}
  const addresses: AddressReport[] = []
  for await (const portion of checked(input, 'rows')) {
    for (const report of portion as AddressReport[]) {
      count(tally, report)
      addresses.push(report)
    }
  }
  settle(result, tally)
  return { ...result, addresses }
}

export const noAddresses = (): AddressesResult => ({
  schemaVersion: SCHEMA_VERSION,
  run: null,
  counts: { checked: 0, ...noVerdicts() },
  outcomes: [],
})

const count = (tally: Tally, report: AddressReport): void => {
  const key = outcomeKey(report)
  tally[key] = (tally[key] ?? 0) + 1
}

const settle = (result: AddressesResult, tally: Tally): void => {
  result.outcomes = outcomesOf(tally)
  for (const { verdict, addresses } of result.outcomes) {
    result.counts.checked += addresses
    result.counts[verdict satisfies Verdict] += addresses
  }
}

/** Without a file nothing outlives the command. */
const NO_MEMORY: DomainMemory = { get: () => undefined, put: () => undefined }

/** Texts with their tallies, or rows, portion by portion. */
async function* checked(
  { addresses, kind, country, online: isOnline, resolver, signal, ...lists }: CheckAddressesInput,
  format: TextJob['format'],
): AsyncGenerator<string | Tally | AddressReport[]> {
  const pool = createCheckPool(lists)
  const client =
    isOnline === true ? createDnsClient({ ...dnsServers(resolver), ...(signal && { signal }) }) : null
  const ask = client === null ? null : createDomainCheck(client, NO_MEMORY)
  const begin = async (
    text: TextJob['text'],
  ): Promise<string | Tally | AddressReport[] | [string, Tally]> => {
    const done = await pool.run({ kind: 'text', text, what: kind ?? null, country, format })
    if (done.kind === 'text') return [done.text, done.tally]
    if (done.kind !== 'rows') throw new Error('rows were asked for')
    return ask === null ? done.rows : Promise.all(done.rows.map((row) => online(row, ask)))
  }
  try {
    for await (const done of inOrder(portions(addresses), pool.ahead, begin)) {
      if (Array.isArray(done) && typeof done[0] === 'string') yield* done as [string, Tally]
      else yield done as AddressReport[]
      signal?.throwIfAborted()
    }
  } finally {
    client?.close()
    await pool.close()
  }
}

const online = async (report: AddressReport, ask: DomainCheck): Promise<AddressReport> => {
  const { kind, normalized, verdict } = report
  if (kind !== 'email' || normalized === null || verdict === 'invalid') return report
  const {
    verdict: now,
    level,
    reason,
  } = withDomain(report, await ask(normalized.slice(normalized.lastIndexOf('@') + 1)))
  return { ...report, verdict: now, level, reason }
}
