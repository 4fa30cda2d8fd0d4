/**
 * Checks the addresses in the file, each once however many people share it: offline on all cores, then, if asked to, by
 * the DNS, and by services about what is open then. Without a service the best verdict is `plausible`. A verdict is
 * written only where it says something new, so a second run changes nothing and asks nobody; a killed one is gone on
 * with by the next.
 */
import { emailDomain } from '../../model/email.ts'
import type { OnProgress } from '../../model/progress.ts'
import { breathe, finishRun, SCHEMA_VERSION, type Deps } from '../derive/run.ts'
import type { Tally } from './check-job.ts'
import { createCheckPool, type CheckPool } from './check-pool.ts'
import { openDomains, type Domains } from './domains.ts'
import { DEPTH, dueAddresses, settledAt, type Task } from './due.ts'
import { count, saysSomethingNew, suggest, writeVerdicts, type Check, type Found } from './found.ts'
import { inOrder } from './in-order.ts'
import { noVerdicts, outcomesOf } from './outcomes.ts'
import { askServices, isOpen } from './paid.ts'
import type { ValidateInput, ValidateResult } from './types.ts'
import { withDomain } from './with-domain.ts'

export type { AddressKind, ValidateInput, ValidateResult } from './types.ts'

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
  there: 0,
  outcomes: [],
  suggestions: [],
  dns: input.online === true ? { domains: 0, unanswered: 0 } : null,
  services: null,
  plan: null,
  dry_run: false,
})

const validate = async (deps: Deps, input: ValidateInput, on: OnProgress): Promise<ValidateResult> => {
  const { file } = deps
  const { max_age: ages = {} } = input
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
  result.there = due.total
  const open: Found[] = []
  let done = 0
  let status: 'done' | 'interrupted' = 'interrupted'
  try {
    for await (const page of inOrder(due.pages, pool.ahead, (tasks) => checkPage(tasks, pool, names.check))) {
      await breathe(deps, 'run prm validate again to go on')
      for (const found of page) {
        count(result, tally, found)
        suggest(result, found)
        if (isOpen(deps, input, found)) open.push(found)
      }
      const news = page.filter(saysSomethingNew)
      if (news.length > 0 || names.hasNews())
        file.write(() => {
          names.keep()
          if (news.length > 0) writeVerdicts(deps, input, result, news)
        })
      done += page.length
      on({ kind: 'progress', label: 'checking', done, total: Math.max(done, due.total), unit: 'addresses' })
    }
    on({ kind: 'done', label: 'checking', done, unit: 'addresses' })
    await askServices(deps, input, open, result, tally, on)
    status = 'done'
  } finally {
    names.close()
    await pool.close()
    if (result.dns !== null) result.dns.domains = names.asked()
    if (result.run !== null) file.write(() => finishRun(deps, result.run!, status, result.counts))
    file.setAges(ages)
  }
  result.outcomes = outcomesOf(tally)
  return result
}

const youngest = (ages: NonNullable<ValidateInput['max_age']>, days: number): typeof ages => ({
  syntax: Math.min(days, ages.syntax ?? days),
  domain: Math.min(days, ages.domain ?? days),
  mailbox: Math.min(days, ages.mailbox ?? days),
  number: Math.min(days, ages.number ?? days),
  line: Math.min(days, ages.line ?? days),
})

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
