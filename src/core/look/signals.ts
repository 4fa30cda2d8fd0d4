/** Signals as a list, the latest first, those marked that are too old to say anything of today. */
import { signalKind, SIGNAL_KINDS, type SignalKind } from '../../model/fact-kinds.ts'
import { SIGNAL_LIFETIMES } from '../../model/data/signal-lifetimes.ts'
import { PrmError } from '../../model/errors.ts'
import type { ListedSignal } from '../../store/facts.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'
import { findCompany } from '../derive/which-company.ts'
import { findPerson } from '../derive/who.ts'

export interface ListSignalsInput {
  /** A company, or a person, whose company's signals are theirs too; by default everybody. */
  about?: string | undefined
  kind?: string | undefined
  /** ISO date. */
  since?: string | undefined
  limit?: number | undefined
}

export interface SignalListResult extends Result {
  counts: Record<'signals' | 'expired' | 'shown', number>
  signals: (ListedSignal & { expires_on: string; expired: boolean })[]
}

/** @throws PrmError `signal.unknown_kind`, `who.unknown`, `who.ambiguous` */
export const listSignals = (deps: Pick<Deps, 'file' | 'asOf'>, input: ListSignalsInput): SignalListResult => {
  const kind = input.kind === undefined ? null : signalKind(input.kind)
  if (input.kind !== undefined && kind === null) {
    throw new PrmError('usage', 'signal.unknown_kind', `"${input.kind}" is no kind of signal`, {
      hint: `kinds are ${SIGNAL_KINDS.join(', ')}`,
    })
  }
  const today = deps.asOf.toISOString().slice(0, 10)
  const found = deps.file.facts.list({ ...whom(deps, input.about), kind, since: input.since ?? null })
  const all = found.map((signal) => {
    const expires_on = expiry(signal.kind, signal.observed_on)
    return { ...signal, expires_on, expired: expires_on < today }
  })
  const signals = all.slice(0, input.limit)
  return {
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts: {
      signals: all.length,
      expired: all.filter(({ expired }) => expired).length,
      shown: signals.length,
    },
    signals,
  }
}

/** The last day on which a signal says something of the present. */
const expiry = (kind: SignalKind, on: string): string =>
  new Date(Date.parse(on) + SIGNAL_LIFETIMES[kind] * 86_400_000).toISOString().slice(0, 10)

const whom = (
  { file }: Pick<Deps, 'file'>,
  about: string | undefined,
): { person: string | null; company: string | null } => {
  if (about === undefined) return { person: null, company: null }
  const company = findCompany(file, about)
  if (company !== undefined) return { person: null, company: String(company.id) }
  const person = findPerson(file, about)
  const employer = file.people.get(person)?.company_id
  return { person, company: typeof employer === 'string' ? employer : null }
}
