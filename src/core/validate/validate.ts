/**
 * Checks the addresses in the file, each once however many people share it: offline on all cores, then, if asked to, by
 * the DNS. Without a service the best verdict is `plausible`. A verdict is written only where it says something new, so a
 * second run changes nothing and asks nobody; a killed one is gone on with by the next.
 */
import { createDnsClient, parseServer } from '../../lib/dns/client.ts'
import { emailDomain } from '../../model/email.ts'
import { DOMAIN_REASONS, type DomainFinding } from '../../model/mail-domain.ts'
import type { OnProgress } from '../../model/progress.ts'
import type { AddressCheck } from '../../model/verdict.ts'
import { Derivation } from '../derive/derive.ts'
import { breathe, finishRun, SCHEMA_VERSION, startRun, type Deps } from '../derive/run.ts'
import { createDomainCheck, type DomainCheck } from './ask-domain.ts'
import { outcomeKey, type Tally } from './check-job.ts'
import { createCheckPool, type CheckPool } from './check-pool.ts'
import { DEPTH, dueAddresses, settledAt, type Task } from './due.ts'
import { inOrder } from './in-order.ts'
import { noVerdicts, outcomesOf } from './outcomes.ts'
import type { ValidateInput, ValidateResult } from './types.ts'
import { withDomain } from './with-domain.ts'

export type { AddressKind, ValidateInput, ValidateResult } from './types.ts'

type Check = Pick<AddressCheck, 'verdict' | 'level' | 'reason' | 'suggestion'>

/** What a run found out about an address; `by` is null where it only repeats what is known. */
interface Found {
  task: Task
  check: Check
  by: 'prm' | 'dns' | null
  evidence: string | null
}

/** Checks every e-mail address and phone number in the file. */
export const validateAddresses = async (
  deps: Deps,
  input: ValidateInput = {},
  on: OnProgress = () => undefined,
): Promise<ValidateResult> => {
  const act = (): Promise<ValidateResult> => validate(deps, input, on)
  if (!input.dry_run) return act()
  return { ...(await deps.file.rehearse(act)), run: null, dry_run: true }
}

const noResult = (input: ValidateInput): ValidateResult => ({
  schemaVersion: SCHEMA_VERSION,
  run: null,
  counts: { checked: 0, new: 0, ...noVerdicts() },
  email: { verdicts: noVerdicts(), reasons: {} },
  phone: { verdicts: noVerdicts(), reasons: {} },
  outcomes: [],
  suggestions: [],
  dns: input.online === true ? { domains: 0, unanswered: 0 } : null,
  dry_run: false,
})

const validate = async (deps: Deps, input: ValidateInput, on: OnProgress): Promise<ValidateResult> => {
  const { file } = deps
  const ages = input.max_age ?? {}
  file.setClock(deps.asOf.toISOString().slice(0, 10))
  file.setAges(input.stale === undefined ? ages : youngest(ages, input.stale))
  const result = noResult(input)
  const tally: Tally = {}
  const pool = createCheckPool({
    extra_tlds: input.extra_tlds ?? [],
    disposable: input.disposable ?? [],
    not_disposable: input.not_disposable ?? [],
  })
  const names = openDomains(deps, input)
  const due = dueAddresses(file, input)
  let done = 0
  let status: 'done' | 'interrupted' = 'interrupted'
  try {
    for await (const page of inOrder(due.pages, pool.ahead, (tasks) => checkPage(tasks, pool, names.check))) {
      await breathe(deps, 'run prm validate again to go on')
      for (const found of page) count(result, tally, found)
      const news = page.filter(saysSomethingNew)
      if (news.length > 0 || names.hasNews())
        file.write(() => {
          names.keep()
          if (news.length > 0) writeVerdicts(deps, ages, result, news)
        })
      done += page.length
      on({ kind: 'progress', label: 'checking', done, total: Math.max(done, due.total), unit: 'addresses' })
    }
    status = 'done'
  } finally {
    names.close()
    await pool.close()
    if (result.dns !== null) result.dns.domains = names.asked()
    if (result.run !== null) file.write(() => finishRun(deps, result.run!, status, result.counts))
    file.setAges(ages)
  }
  result.outcomes = outcomesOf(tally)
  on({ kind: 'done', label: 'checking', done, unit: 'addresses' })
  return result
}

const youngest = (ages: NonNullable<ValidateInput['max_age']>, days: number): typeof ages => ({
  syntax: Math.min(days, ages.syntax ?? days),
  domain: Math.min(days, ages.domain ?? days),
  mailbox: Math.min(days, ages.mailbox ?? days),
  number: Math.min(days, ages.number ?? days),
  line: Math.min(days, ages.line ?? days),
})

interface Domains {
  /** Null: the DNS is not to be asked. */
  check: ((domain: string) => Promise<DomainFinding>) | null
  asked(): number
  /** Whether there is something to keep for later runs. */
  hasNews(): boolean
  /** Inside a write. */
  keep(): void
  close(): void
}

const NOBODY: Domains = {
  check: null,
  asked: () => 0,
  hasNews: () => false,
  keep: () => undefined,
  close: () => undefined,
}

const PLAUSIBLE: DomainFinding = { verdict: 'plausible', reason: null, evidence: '' }

const openDomains = (deps: Deps, { online, resolver, dry_run }: ValidateInput): Domains => {
  if (online !== true) return NOBODY
  const { dns } = deps.file
  const remembered = (name: string): DomainFinding | undefined => {
    const reply = dns.get(name, deps.now().toISOString())
    return reply === undefined ? undefined : (JSON.parse(reply) as DomainFinding)
  }
  if (dry_run === true) {
    // A plan asks nobody: it counts who would be asked.
    const names = new Set<string>()
    const plan = async (name: string): Promise<DomainFinding> => {
      const known = remembered(name)
      if (known === undefined) names.add(name)
      return Promise.resolve(known ?? PLAUSIBLE)
    }
    return { ...NOBODY, check: plan, asked: () => names.size }
  }
  const servers = resolver?.flatMap((text) => parseServer(text) ?? [])
  const client = createDnsClient({
    ...(servers === undefined || servers.length === 0 ? {} : { servers }),
    signal: deps.signal,
  })
  let news: { name: string; finding: DomainFinding; until: string }[] = []
  const check: DomainCheck = createDomainCheck(client, {
    get: remembered,
    put: (name, finding, seconds) => {
      news.push({ name, finding, until: new Date(deps.now().getTime() + seconds * 1000).toISOString() })
    },
  })
  return {
    check,
    asked: check.asked,
    hasNews: () => news.length > 0,
    keep: () => {
      dns.clear(deps.now().toISOString())
      for (const { name, finding, until } of news) dns.put(name, JSON.stringify(finding), until)
      news = []
    },
    close: client.close,
  }
}

const checkPage = async (
  tasks: readonly Task[],
  pool: CheckPool,
  ask: Domains['check'],
): Promise<Found[]> => {
  const done = await pool.run({
    kind: 'stored',
    what: tasks[0]!.kind,
    addresses: tasks.map(({ address }) => address),
    countries: tasks.map(({ country }) => country),
  })
  if (done.kind !== 'stored') throw new Error('verdicts were asked for')
  const { checks } = done
  return Promise.all(tasks.map((task, i) => settle(task, checks[i]!, ask)))
}

/** The verdict on one address: what is known and still holds, unless this run can say more. */
const settle = async (task: Task, check: Check, ask: Domains['check']): Promise<Found> => {
  const offline: Found = { task, check, by: 'prm', evidence: null }
  const deeper = settledAt(task.known, DEPTH[check.level] + 1)
  // What the grammar forbids needs no question; and a weaker check never overrides a stronger one.
  if (check.verdict === 'invalid' || ask === null || task.kind === 'phone')
    return deeper === undefined ? offline : { task, check: deeper, by: null, evidence: null }
  const settled = settledAt(task.known, DEPTH.domain)
  if (settled !== undefined) return { task, check: settled, by: null, evidence: null }
  const finding = await ask(emailDomain(task.address))
  const { suggestion } = check
  return { task, check: { ...withDomain(check, finding), suggestion }, by: 'dns', evidence: finding.evidence }
}

const count = (result: ValidateResult, tally: Tally, { task, check }: Found): void => {
  const { kind, address } = task
  const { verdict, reason, suggestion } = check
  const { verdicts, reasons } = result[kind]
  result.counts.checked++
  result.counts[verdict]++
  verdicts[verdict]++
  if (reason !== null) reasons[reason] = (reasons[reason] ?? 0) + 1
  if (suggestion !== null) result.suggestions.push({ address, suggestion })
  if (result.dns !== null && verdict === 'unknown' && reason !== null && reason in DOMAIN_REASONS)
    result.dns.unanswered++
  const key = outcomeKey({ kind, verdict, reason })
  tally[key] = (tally[key] ?? 0) + 1
}

const saysSomethingNew = ({ task, check, by }: Found): boolean => {
  if (by === null) return false
  const last = task.known.filter(({ level }) => level === check.level).sort((a, b) => b.id - a.id)[0]
  return (
    last?.verdict !== check.verdict || last.reason !== check.reason || last.suggestion !== check.suggestion
  )
}

const writeVerdicts = (
  deps: Deps,
  ages: NonNullable<ValidateInput['max_age']>,
  result: ValidateResult,
  news: readonly Found[],
): void => {
  const { file } = deps
  result.run ??= startRun(deps, 'validate', {})
  file.verdicts.keepAges(ages)
  const checked_at = deps.now().toISOString()
  for (const { task, check, by, evidence } of news) {
    const { verdict, level, reason, suggestion } = check
    file.verdicts.add({
      run_id: result.run,
      kind: task.kind,
      address: task.address,
      verdict,
      level,
      reason,
      suggestion,
      checked_by: by ?? 'prm',
      checked_at,
      evidence,
    })
  }
  const { people } = file
  const derivation = new Derivation(file, { run_id: result.run, why: 'verdict' })
  for (const { kind, address } of news.map(({ task }) => task)) {
    const owners = kind === 'email' ? people.idsByAddress(address) : people.idsByNumber(address)
    for (const person of owners) derivation.judge(person)
  }
  derivation.flush()
  result.counts.new += news.length
}
