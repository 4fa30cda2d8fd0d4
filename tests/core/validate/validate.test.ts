import { describe, expect, test } from 'vitest'
import { editPerson } from '../../../src/core/edit/edit.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { validateAddresses } from '../../../src/core/validate/validate.ts'
import { rejection } from '../../support/failure.ts'
import { importText, personOf, tableCounts, world, type World } from '../../support/world.ts'

const extra_tlds = ['example']

const verdicts = ({ file }: World): unknown[] =>
  file.leads.rows('SELECT kind, address, verdict, level, reason FROM verdict WHERE active = 1 ORDER BY id')

const SHARED = `Name,Email,Phone
Ann Lee,team@acme.example,+1 415 555 0132
Bob Roe,team@acme.example,+1 415 555 0132
Carla Diaz,carla@gmial.com,12
`

describe('a verdict', () => {
  test('is given once for each address, however many share it', async () => {
    const w = world()
    await importText(w, SHARED)
    const { counts, email, phone } = await validateAddresses(w.deps, { extra_tlds })
    expect(counts.checked).toBe(
      w.file.addresses.count('email', false) + w.file.addresses.count('phone', false),
    )
    expect(counts.new).toBe(counts.checked)
    expect(verdicts(w)).toHaveLength(counts.checked)
    expect(email.verdicts).toMatchObject({ valid: 0, unknown: 0 })
    const sum = ({ valid, plausible, risky, invalid, unknown }: typeof counts): number =>
      valid + plausible + risky + invalid + unknown
    expect(sum(counts)).toBe(counts.checked)
    for (const key of ['plausible', 'risky', 'invalid'] as const) {
      expect(email.verdicts[key] + phone.verdicts[key]).toBe(counts[key])
    }
    expect(
      w.file.leads.rows("SELECT DISTINCT phone_status FROM lead WHERE phone = '+14155550132'"),
    ).toHaveLength(1)
  })

  test('stands beside the person', async () => {
    const w = world()
    await importText(w, 'Name,Email\nAnn Lee,ann.lee@gmial.com\n')
    const { suggestions } = await validateAddresses(w.deps)
    expect(suggestions).toEqual([{ address: 'ann.lee@gmial.com', suggestion: 'ann.lee@gmail.com' }])
    expect(personOf(w, 'ann.lee@gmial.com')).toMatchObject({
      email_status: 'risky',
      email_level: 'syntax',
      email_suggestion: 'ann.lee@gmail.com',
      email_checked: '2026-11-21T09:00:00.000Z',
    })
  })

  test('puts an address that is proved wrong behind the others', async () => {
    const w = world()
    await importText(w, 'Name,Email,Email 2\nAnn Lee,ann..lee@acme.example,ann@acme.example\n')
    expect(personOf(w, 'ann@acme.example').email).toBe('ann..lee@acme.example')
    await validateAddresses(w.deps, { extra_tlds })
    expect(personOf(w, 'ann@acme.example')).toMatchObject({
      email: 'ann@acme.example',
      email_status: 'plausible',
    })
  })

  test('is never better than plausible without a service', async () => {
    const w = world()
    await importText(
      w,
      'Name,Email,Phone\nAnn Lee,ann@acme.example,+44 20 7946 0222\nBob Roe,bob@gmail.com,\n',
    )
    const { counts } = await validateAddresses(w.deps, { extra_tlds })
    expect([counts.valid, counts.plausible]).toEqual([0, 3])
  })
})

describe('twice is once', () => {
  test('the second run writes nothing', async () => {
    const w = world()
    await importText(w, SHARED)
    const first = await validateAddresses(w.deps, { extra_tlds })
    const before = [w.file.derived.state(), tableCounts(w)]
    const second = await validateAddresses(w.deps, { extra_tlds })
    expect(second).toMatchObject({ run: null, counts: { ...first.counts, new: 0 } })
    expect([w.file.derived.state(), tableCounts(w)]).toEqual(before)
  })

  test('a new address is all that the next one writes', async () => {
    const w = world()
    await importText(w, SHARED)
    await validateAddresses(w.deps, { extra_tlds })
    await editPerson(w.deps, { who: 'carla@gmial.com', changes: { email: 'carla@acme.example' } })
    expect((await validateAddresses(w.deps, { extra_tlds })).counts.new).toBe(1)
  })

  test('only e-mail, then the rest', async () => {
    const w = world()
    await importText(w, SHARED)
    const email = await validateAddresses(w.deps, { extra_tlds, only: 'email' })
    expect([email.counts.checked, email.phone.verdicts.plausible]).toEqual([2, 0])
    const phone = await validateAddresses(w.deps, { extra_tlds, only: 'phone' })
    expect(phone.counts.new).toBe(w.file.addresses.count('phone', false))
    expect((await validateAddresses(w.deps, { extra_tlds })).run).toBeNull()
  })
})

test('a verdict that has aged out is given anew, with its new date', async () => {
  const w = world()
  await importText(w, SHARED)
  const max_age = { syntax: 30, number: 30 }
  await validateAddresses(w.deps, { extra_tlds, max_age })
  const later = (days: number): World['deps'] => {
    const day = new Date(w.deps.asOf.getTime() + days * 86_400_000)
    return { ...w.deps, asOf: day, now: () => day }
  }
  expect((await validateAddresses(later(29), { extra_tlds, max_age })).counts.new).toBe(0)
  const { counts } = await validateAddresses(later(32), { extra_tlds, max_age })
  expect(counts.new).toBe(counts.checked)
  expect(personOf(w, 'carla@gmial.com').email_checked).toBe('2026-12-23T00:00:00.000Z')
})

describe('another config, another verdict', () => {
  test('which is added to the history, and can be taken back', async () => {
    const w = world()
    await importText(w, 'Name,Email\nAnn Lee,ann@acme.example\n')
    await validateAddresses(w.deps)
    expect(personOf(w, 'ann@acme.example').email_status).toBe('invalid')
    const { run, counts } = await validateAddresses(w.deps, { extra_tlds })
    expect(counts).toMatchObject({ new: 1, plausible: 1, invalid: 0 })
    expect(personOf(w, 'ann@acme.example').email_status).toBe('plausible')
    expect(w.file.verdicts.history('ann@acme.example').map(({ verdict }) => verdict)).toEqual([
      'invalid',
      'plausible',
    ])
    await undoRun(w.deps, { run: run! })
    expect(personOf(w, 'ann@acme.example').email_status).toBe('invalid')
  })

  test('a weaker check never overrides a stronger one', async () => {
    const w = world()
    const { run } = await importText(w, 'Name,Email\nAnn Lee,ann@acme.example\n')
    const given = {
      run_id: run!,
      kind: 'email',
      address: 'ann@acme.example',
      verdict: 'valid',
      level: 'mailbox',
    } as const
    const rest = {
      reason: null,
      suggestion: null,
      checked_by: 'service',
      checked_at: '2026-11-20',
      evidence: null,
    }
    w.file.write(() => w.file.verdicts.add({ ...given, ...rest }))
    expect((await validateAddresses(w.deps)).counts).toMatchObject({ checked: 1, new: 0 })
    expect(w.file.verdicts.current('email', 'ann@acme.example')).toMatchObject({
      verdict: 'valid',
      checked_by: 'service',
    })
  })
})

test('a dry run gives the verdicts and keeps none', async () => {
  const w = world()
  await importText(w, SHARED)
  const before = [w.file.derived.state(), tableCounts(w)]
  const plan = await validateAddresses(w.deps, { extra_tlds, dry_run: true })
  expect([plan.run, plan.dry_run]).toEqual([null, true])
  expect([w.file.derived.state(), tableCounts(w)]).toEqual(before)
  expect((await validateAddresses(w.deps, { extra_tlds })).counts).toEqual(plan.counts)
})

test('Ctrl-C between two batches leaves a run that says so', async () => {
  const w = world()
  const rows = Array.from({ length: 2100 }, (_, i) => `a${i}@acme.example`)
  await importText(w, `Email\n${rows.join('\n')}\n`)
  const stop = new AbortController()
  const stopped = validateAddresses({ ...w.deps, signal: stop.signal }, { extra_tlds }, ({ kind }) => {
    if (kind === 'progress') setImmediate(() => stop.abort())
  })
  expect((await rejection(stopped)).kind).toBe('interrupted')
  expect(w.file.runs.list(1)[0]).toMatchObject({ command: 'validate', status: 'interrupted' })
  expect((await validateAddresses(w.deps, { extra_tlds })).counts.new).toBe(100)
})
