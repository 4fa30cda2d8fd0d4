/** Signals noted by hand. One that is known already leaves no trace; one about a company that is not here waits for it. */
import { didYouMean } from '../../lib/text.ts'
import { isDay } from '../../lib/day.ts'
import { emailKey, extractEmails } from '../../model/email.ts'
import { PrmError } from '../../model/errors.ts'
import { signalKind, SIGNAL_KINDS, type SignalKind } from '../../model/fact-kinds.ts'
import { companyDomain } from '../../model/url.ts'
import type { ProspectFile } from '../../store/index.ts'
import { Derivation } from '../derive/derive.ts'
import { signalHash } from '../derive/signal-hash.ts'
import { finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { findCompany } from '../derive/which-company.ts'
import { findPerson } from '../derive/who.ts'
import { openBatch } from './hand.ts'

export interface AddSignalInput {
  /** A domain or the name of a company, or a person as `findPerson` reads them. */
  about: string
  /** As lists write it: "funding", "Series B". */
  kind: string
  /** ISO date; by default the day of the clock. */
  on?: string | undefined
  detail?: string | undefined
  url?: string | undefined
  dry_run?: boolean
}

export interface AddSignalResult extends Result {
  counts: Record<'created' | 'unchanged', number>
  signal: { about: string; kind: SignalKind; observed_on: string; detail: string | null; url: string | null }
  /** Whom it is tied to; null while nobody here has to do with it. */
  tied: { type: 'person' | 'company'; id: string; name: string | null } | null
  dry_run: boolean
}

/** @throws PrmError `signal.unknown_kind`, `signal.no_day`, `who.unknown`, `who.ambiguous`; nothing is changed then */
export const addSignal = async (deps: Deps, input: AddSignalInput): Promise<AddSignalResult> => {
  const plan = await deps.file.rehearse(() => Promise.resolve(apply(deps, input)))
  if (input.dry_run || plan.counts.created === 0)
    return { ...plan, run: null, dry_run: input.dry_run ?? false }
  return deps.file.write(() => apply(deps, input))
}

const apply = (deps: Deps, input: AddSignalInput): AddSignalResult => {
  const { file } = deps
  const kind = kindOf(input.kind)
  const on = input.on ?? deps.asOf.toISOString().slice(0, 10)
  if (!isDay(on)) throw new PrmError('usage', 'signal.no_day', `"${on}" is no day such as 2026-10-01`)
  const isSame = input.kind.toLowerCase().replaceAll(/[\s-]+/g, '_') === kind
  const signal = {
    about: aboutOf(file, input.about),
    kind,
    observed_on: on,
    detail: input.detail ?? (isSame ? null : input.kind),
    url: input.url ?? null,
  }
  const run = startRun(deps, 'signal', { ...input })
  const batch = openBatch(deps, run, undefined, 'signals')
  const derivation = new Derivation(file, { run_id: run, why: 'hand' })
  const hash = signalHash(signal)
  const evidence = { batch_id: batch.id, line: 1, record_id: null }
  const { id, isNew } = file.facts.addSignal({ ...signal, run_id: run, hash }, evidence)
  if (isNew) derivation.tie('signal', id)
  derivation.flush()
  file.batches.sight({
    ...{ batch_id: batch.id, line: 1, record_id: null, reason: null, changed: null },
    ...{
      outcome: isNew ? 'created' : 'repeat',
      cells: JSON.stringify(Object.values(signal).map((v) => v ?? '')),
    },
  })
  const tied = tiedTo(file, id)
  const counts = { created: Number(isNew), unchanged: Number(!isNew) }
  finishRun(deps, run, 'done', counts)
  return { schemaVersion: SCHEMA_VERSION, run, counts, signal, tied, dry_run: false }
}

const kindOf = (word: string): SignalKind => {
  const kind = signalKind(word)
  if (kind !== null) return kind
  const near = didYouMean(word, SIGNAL_KINDS)
  throw new PrmError('usage', 'signal.unknown_kind', `"${word}" is no kind of signal`, {
    hint: near === null ? `kinds are ${SIGNAL_KINDS.join(', ')}` : `did you mean ${near}?`,
  })
}

const nobody = (who: string): PrmError =>
  new PrmError('usage', 'who.unknown', `no company and nobody here goes by "${who}"`, {
    hint: 'give a domain, an e-mail address, an id from prm list or the full name',
  })

/** The key of whom it is about: of a person the address where there is one, else their first record. */
const aboutOf = (file: ProspectFile, text: string): string => {
  const known = findCompany(file, text)
  if (known !== undefined) return String(known.key)
  const [address] = extractEmails(text)
  const isWritten = address !== undefined || text.includes('linkedin.com/in/')
  const domain = isWritten ? null : companyDomain(text)
  if (domain !== null && /^\S+\.\S+$/.test(text.trim())) return `d:${domain}`
  let person: string
  try {
    person = findPerson(file, text)
  } catch (error) {
    if (!(error instanceof PrmError) || error.code !== 'who.unknown') throw error
    // Somebody who is not here yet may come with this address.
    if (address !== undefined) return `e:${emailKey(address)}`
    throw nobody(text)
  }
  const email = file.people.get(person)?.email
  if (typeof email === 'string') return `e:${emailKey(email)}`
  return `r:${file.records.activeOfPerson(person)[0]!.id}`
}

const tiedTo = (file: ProspectFile, id: number): AddSignalResult['tied'] => {
  const row = file.facts.signal.get(id)
  if (row?.person_id != null) {
    const name = file.people.get(row.person_id)?.full_name
    return { type: 'person', id: row.person_id, name: nameOf(name) }
  }
  if (row?.company_id == null) return null
  return { type: 'company', id: row.company_id, name: nameOf(file.companies.get(row.company_id)?.company) }
}

const nameOf = (name: unknown): string | null => (typeof name === 'string' ? name : null)
