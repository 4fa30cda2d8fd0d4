/**
 * Checks the addresses in the file, each once however many people share it. Without a service the best verdict is
 * `plausible`. A verdict is written only where it says something new, so a second run changes nothing.
 */
import type { AddressCheck, Level, Verdict } from '../../model/verdict.ts'
import { createEmailCheck } from '../../model/email-check.ts'
import { createPhoneCheck } from '../../model/phone-check.ts'
import type { OnProgress } from '../../model/progress.ts'
import type { VerdictRow } from '../../store/verdicts.ts'
import { Derivation } from '../derive/derive.ts'
import { finishRun, SCHEMA_VERSION, startRun, breathe, type Deps, type Result } from '../derive/run.ts'

export type AddressKind = 'email' | 'phone'

export interface ValidateInput {
  only?: AddressKind | undefined
  /** Top-level domains to accept besides the public ones: `example`, `corp`. */
  extra_tlds?: string[]
  /** Default country for numbers without one. */
  country?: string | undefined
  /** Days after which a verdict of that level has aged out, and is given anew. */
  max_age?: Partial<Record<Level, number>> | undefined
  dry_run?: boolean
}

export type VerdictCounts = Record<Verdict, number>

export interface ValidateResult extends Result {
  /** `checked` addresses; `new` of them have a verdict they did not have before. */
  counts: Record<'checked' | 'new', number> & VerdictCounts
  /** Per kind: each verdict, and each reason, with its number of addresses. */
  email: { verdicts: VerdictCounts; reasons: Record<string, number> }
  phone: { verdicts: VerdictCounts; reasons: Record<string, number> }
  /** Addresses whose owners probably meant another. */
  suggestions: { address: string; suggestion: string }[]
  dry_run: boolean
}

const CHUNK = 2000

const noVerdicts = (): VerdictCounts => ({ valid: 0, plausible: 0, risky: 0, invalid: 0, unknown: 0 })

interface Task {
  kind: AddressKind
  address: string
  country: string | undefined
}

/** Checks every e-mail address and phone number in the file offline. */
export const validateAddresses = async (
  deps: Deps,
  input: ValidateInput = {},
  on: OnProgress = () => undefined,
): Promise<ValidateResult> => {
  const act = (): Promise<ValidateResult> => validate(deps, input, on)
  if (!input.dry_run) return act()
  return { ...(await deps.file.rehearse(act)), run: null, dry_run: true }
}

const tasksOf = (deps: Deps, input: ValidateInput): Task[] => {
  const { people } = deps.file
  const emails = input.only === 'phone' ? [] : people.emailAddresses()
  const phones = input.only === 'email' ? [] : people.phoneNumbers()
  return [
    ...emails.map((address): Task => ({ kind: 'email', address, country: undefined })),
    ...phones.map(({ number, country }): Task => ({
      kind: 'phone',
      address: number,
      country: country ?? input.country,
    })),
  ]
}

const validate = async (deps: Deps, input: ValidateInput, on: OnProgress): Promise<ValidateResult> => {
  const { file } = deps
  const tasks = tasksOf(deps, input)
  const checkEmail = createEmailCheck({ extraTlds: input.extra_tlds ?? [] })
  const checkPhone = createPhoneCheck()
  const result: ValidateResult = {
    schemaVersion: SCHEMA_VERSION,
    run: null,
    counts: { checked: 0, new: 0, ...noVerdicts() },
    email: { verdicts: noVerdicts(), reasons: {} },
    phone: { verdicts: noVerdicts(), reasons: {} },
    suggestions: [],
    dry_run: false,
  }
  const finish = (status: 'done' | 'interrupted'): void => {
    if (result.run !== null) file.write(() => finishRun(deps, result.run!, status, result.counts))
  }
  for (let from = 0; from < tasks.length; from += CHUNK) {
    await breathe(deps, 'run prm validate again to go on').catch((error: unknown) => {
      finish('interrupted')
      throw error
    })
    const news: { task: Task; check: AddressCheck }[] = []
    for (const task of tasks.slice(from, from + CHUNK)) {
      const check = task.kind === 'email' ? checkEmail(task.address) : checkPhone(task.address, task.country)
      tally(result, task, check)
      if (saysSomethingNew(deps, input, task, check)) news.push({ task, check })
    }
    if (news.length > 0) file.write(() => writeVerdicts(deps, result, news))
    on({
      kind: 'progress',
      label: 'checking',
      done: Math.min(from + CHUNK, tasks.length),
      total: tasks.length,
      unit: 'addresses',
    })
  }
  finish('done')
  on({ kind: 'done', label: 'checking', done: tasks.length, unit: 'addresses' })
  return result
}

const tally = (result: ValidateResult, { kind, address }: Task, check: AddressCheck): void => {
  const { verdicts, reasons } = result[kind]
  result.counts.checked++
  result.counts[check.verdict]++
  verdicts[check.verdict]++
  if (check.reason !== null) reasons[check.reason] = (reasons[check.reason] ?? 0) + 1
  if (check.suggestion !== null) result.suggestions.push({ address, suggestion: check.suggestion })
}

const DEPTH = { syntax: 1, number: 1, domain: 2, mailbox: 3, line: 3 } as const

const DAY = 86_400_000

const hasAged = (deps: Deps, input: ValidateInput, { level, checked_at }: VerdictRow): boolean => {
  const days = input.max_age?.[level]
  return days !== undefined && deps.asOf.getTime() - Date.parse(checked_at) > days * DAY
}

const saysSomethingNew = (
  deps: Deps,
  input: ValidateInput,
  { kind, address }: Task,
  check: AddressCheck,
): boolean => {
  const current = deps.file.verdicts.current(kind, address)
  if (!current || hasAged(deps, input, current)) return true
  // A weaker check never overrides a stronger one.
  if (DEPTH[current.level] > DEPTH[check.level]) return false
  return (
    current.verdict !== check.verdict ||
    current.level !== check.level ||
    current.reason !== check.reason ||
    current.suggestion !== check.suggestion
  )
}

const writeVerdicts = (
  deps: Deps,
  result: ValidateResult,
  news: { task: Task; check: AddressCheck }[],
): void => {
  const { file } = deps
  result.run ??= startRun(deps, 'validate', {})
  for (const { task, check } of news) {
    const { verdict, level, reason, suggestion } = check
    file.verdicts.add({
      run_id: result.run,
      kind: task.kind,
      address: task.address,
      verdict,
      level,
      reason,
      suggestion,
      checked_by: 'prm',
      checked_at: deps.now().toISOString(),
      evidence: null,
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
