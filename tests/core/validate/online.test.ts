import { describe, expect, onTestFinished, test } from 'vitest'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { validateAddresses, type ValidateInput } from '../../../src/core/validate/validate.ts'
import { dnsServer, type DnsServer, type Zone } from '../../support/dns-server.ts'
import { importText, personOf, tableCounts, world, type World } from '../../support/world.ts'

const extra_tlds = ['example']

const LIST = `Name,Email,Phone
Ann Lee,ann@acme.example,+1 415 555 0132
Bob Roe,bob@acme.example,
Carla Diaz,carla@gone.example,
Dee Ray,dee@parked.example,
Eve Moss,info@acme.example,
Fay Wu,fay..wu@acme.example,
Gil Ito,gil@nomail.example,
`

const ZONES: Record<string, Zone> = {
  'acme.example': { mx: ['10 mail.acme.example'], ttl: 3600 },
  'parked.example': { mx: ['10 mx.parkingcrew.net'], ttl: 3600 },
  'nomail.example': { mx: ['0 .'] },
}

const started = async (
  zones: Record<string, Zone> = ZONES,
): Promise<{ w: World; server: DnsServer; input: ValidateInput }> => {
  const w = world()
  await importText(w, LIST)
  const server = await dnsServer(zones)
  onTestFinished(() => server.close())
  return { w, server, input: { extra_tlds, online: true, resolver: [server.address] } }
}

const later = ({ deps }: World, days: number): World['deps'] => {
  const day = new Date(deps.now().getTime() + days * 86_400_000)
  return { ...deps, asOf: day, now: () => day }
}

describe('asking the DNS', () => {
  test('finds out which addresses can get mail, with one question a domain', async () => {
    const { w, server, input } = await started()
    const { counts, outcomes, dns } = await validateAddresses(w.deps, input)
    expect(dns).toEqual({ domains: 4, unanswered: 0 })
    expect([...server.asked].sort()).toEqual(
      ['acme', 'gone', 'nomail', 'parked'].map((name) => `MX ${name}.example`),
    )
    expect(outcomes).toEqual([
      { kind: 'email', verdict: 'plausible', reason: null, addresses: 2 },
      { kind: 'email', verdict: 'plausible', reason: 'role_account', addresses: 1 },
      { kind: 'email', verdict: 'risky', reason: 'parked_domain', addresses: 1 },
      { kind: 'email', verdict: 'invalid', reason: 'dots_in_local_part', addresses: 1 },
      { kind: 'email', verdict: 'invalid', reason: 'no_such_domain', addresses: 1 },
      { kind: 'email', verdict: 'invalid', reason: 'null_mx', addresses: 1 },
      { kind: 'phone', verdict: 'plausible', reason: null, addresses: 1 },
    ])
    expect(outcomes.reduce((sum, { addresses }) => sum + addresses, 0)).toBe(counts.checked)
    expect(personOf(w, 'ann@acme.example')).toMatchObject({
      email_status: 'plausible',
      email_level: 'domain',
    })
    expect(personOf(w, 'carla@gone.example')).toMatchObject({
      email_status: 'invalid',
      email_reason: 'no_such_domain',
    })
    expect(w.file.verdicts.current('email', 'ann@acme.example')).toMatchObject({
      checked_by: 'dns',
      evidence: 'MX mail.acme.example',
    })
  })

  test('twice asks nobody and writes nothing', async () => {
    const { w, server, input } = await started()
    const first = await validateAddresses(w.deps, input)
    const before = [w.file.derived.state(), tableCounts(w), server.asked.length]
    const second = await validateAddresses(w.deps, input)
    expect(second).toMatchObject({
      run: null,
      counts: { ...first.counts, new: 0 },
      dns: { domains: 0, unanswered: 0 },
    })
    expect([w.file.derived.state(), tableCounts(w), server.asked.length]).toEqual(before)
  })

  test('an offline check takes nothing away from what the DNS said', async () => {
    const { w, input } = await started()
    const { counts } = await validateAddresses(w.deps, input)
    expect(await validateAddresses(w.deps, { extra_tlds })).toMatchObject({
      run: null,
      counts: { ...counts, new: 0 },
    })
    expect(personOf(w, 'carla@gone.example').email_status).toBe('invalid')
  })

  test('a new address at a known domain needs no question while the answer lives', async () => {
    const { w, server, input } = await started()
    await validateAddresses(w.deps, input)
    await importText(w, 'Name,Email\nHal Dow,hal@acme.example\n', { name: 'more.csv' })
    const soon = new Date(w.deps.now().getTime() + 60_000)
    const asked = server.asked.length
    const result = await validateAddresses({ ...w.deps, now: () => soon }, input)
    expect([result.counts.new, result.dns?.domains, server.asked.length]).toEqual([1, 0, asked])
  })

  test('once the time to live is over, it is asked about again', async () => {
    const { w, server, input } = await started()
    await validateAddresses(w.deps, input)
    await importText(w, 'Name,Email\nHal Dow,hal@acme.example\n', { name: 'more.csv' })
    const asked = server.asked.length
    const result = await validateAddresses(later(w, 1), input)
    expect([result.dns?.domains, server.asked.length - asked]).toEqual([1, 1])
  })

  test('can be undone', async () => {
    const { w, input } = await started()
    await validateAddresses(w.deps, { extra_tlds })
    const { run } = await validateAddresses(w.deps, input)
    await undoRun(w.deps, { run: run! })
    expect(personOf(w, 'carla@gone.example')).toMatchObject({
      email_status: 'plausible',
      email_level: 'syntax',
    })
  })

  test('a dry run asks nobody, and says how many domains would be asked about', async () => {
    const { w, server, input } = await started()
    const before = tableCounts(w)
    const plan = await validateAddresses(w.deps, { ...input, dry_run: true })
    expect([plan.dns?.domains, server.asked, tableCounts(w)]).toEqual([4, [], before])
  })

  test('--where, --only and --limit choose', async () => {
    const { w, server, input } = await started()
    const chosen = await validateAddresses(w.deps, {
      ...input,
      only: 'email',
      where: "full_name like 'Carla%'",
    })
    expect([chosen.counts.checked, server.asked]).toEqual([1, ['MX gone.example']])
    const some = await validateAddresses(w.deps, { ...input, only: 'email', limit: 2 })
    expect([some.counts.checked, some.counts.new]).toEqual([2, 2])
    // The next two, not the same ones again.
    expect((await validateAddresses(w.deps, { ...input, only: 'email', limit: 2 })).counts.new).toBe(2)
    expect((await validateAddresses(w.deps, { ...input, limit: 100 })).counts.new).toBe(3)
    expect((await validateAddresses(w.deps, { ...input, limit: 100 })).counts.checked).toBe(0)
  })
})

describe('an outage of the DNS', () => {
  const dead = async (): Promise<{ w: World; input: ValidateInput; zones: Record<string, Zone> }> => {
    const names = ['acme', 'gone', 'parked', 'nomail'].map((name) => `${name}.example`)
    const zones = Object.fromEntries(names.map((name): [string, Zone] => [name, { code: 2 }]))
    return { ...(await started(zones)), zones }
  }

  test('leaves all unknown and none invalid that the grammar does not forbid', async () => {
    const { w, input } = await dead()
    const { email, dns } = await validateAddresses(w.deps, input)
    expect(email).toEqual({
      verdicts: { valid: 0, plausible: 0, risky: 0, invalid: 1, unknown: 6 },
      reasons: { dns_failed: 6, dots_in_local_part: 1 },
    })
    expect(dns?.unanswered).toBe(6)
    expect(personOf(w, 'ann@acme.example')).toMatchObject({
      email_status: 'unknown',
      email_reason: 'dns_failed',
    })
  })

  test('takes nothing away from what was decided before', async () => {
    const { w, input } = await dead()
    await validateAddresses(w.deps, { extra_tlds })
    const { run } = await validateAddresses(w.deps, input)
    expect(run).not.toBeNull()
    expect(personOf(w, 'ann@acme.example')).toMatchObject({
      email_status: 'plausible',
      email_level: 'syntax',
    })
    // Nothing new is known the second time.
    expect((await validateAddresses(w.deps, input)).run).toBeNull()
  })

  test('is asked again by the next run', async () => {
    const { w, input, zones } = await dead()
    await validateAddresses(w.deps, input)
    Object.assign(zones, { 'gone.example': { code: 3 } }, ZONES)
    const { email, dns } = await validateAddresses(w.deps, input)
    expect([dns?.unanswered, email.verdicts.plausible, email.verdicts.unknown]).toEqual([0, 3, 0])
    expect(personOf(w, 'ann@acme.example')).toMatchObject({
      email_status: 'plausible',
      email_level: 'domain',
    })
  })
})

describe('a verdict ages', () => {
  const max_age = { syntax: 365, domain: 90 }
  const status = (w: World, days: number): unknown[] => {
    w.file.setClock(later(w, days).asOf.toISOString().slice(0, 10))
    const { email_status, email_level, phone_status } = personOf(w, 'ann@acme.example')
    return [email_status, email_level, phone_status]
  }

  test('by the clock of whoever asks: the weaker one that still holds comes back, then none', async () => {
    const { w, input } = await started()
    await validateAddresses(w.deps, { extra_tlds, max_age })
    await validateAddresses(w.deps, { ...input, max_age })
    expect(status(w, 90)).toEqual(['plausible', 'domain', 'plausible'])
    expect(status(w, 91)).toEqual(['plausible', 'syntax', 'plausible'])
    expect(status(w, 366)).toEqual([null, null, null])
    expect(status(w, 0)).toEqual(['plausible', 'domain', 'plausible'])
  })

  test('in conditions and in the counts of prm status too', async () => {
    const { w, input } = await started()
    await validateAddresses(w.deps, input)
    const where = "email_status = 'plausible'"
    expect(w.file.leads.count(where)).toBe(3)
    w.file.setClock(later(w, 91).asOf.toISOString().slice(0, 10))
    expect(w.file.leads.count(where)).toBe(0)
    expect(w.file.overviews.everybody().addresses.email.unchecked).toBe(6)
  })

  test('and is then asked for again', async () => {
    const { w, server, input } = await started()
    await validateAddresses(w.deps, input)
    const asked = server.asked.length
    expect((await validateAddresses(later(w, 89), input)).counts.new).toBe(0)
    expect((await validateAddresses(later(w, 92), input)).counts.new).toBe(6)
    expect(server.asked.length).toBe(asked * 2)
  })

  test('sooner, with --stale', async () => {
    const { w, input } = await started()
    await validateAddresses(w.deps, input)
    const stale = 30
    expect((await validateAddresses(later(w, 20), { ...input, stale })).counts.checked).toBe(0)
    const again = await validateAddresses(later(w, 40), { ...input, stale })
    expect([again.counts.checked, again.counts.new]).toEqual([8, 8])
    expect((await validateAddresses(later(w, 41), { ...input, stale })).counts.checked).toBe(0)
  })

  test('by the ages that the file was checked with last, where nobody names others', async () => {
    const { w, input } = await started()
    await validateAddresses(w.deps, { ...input, max_age: { domain: 10 } })
    w.file.setAges({})
    expect(status(w, 11)[0]).toBeNull()
    w.file.setAges({ domain: 400 })
    expect(status(w, 11)[0]).toBe('plausible')
  })
})
