/** The account: its people, who has which part in a purchase, who moved away; and a person's story through three jobs. */
import { describe, expect, test } from 'vitest'
import { setBuyingRole } from '../../../src/core/edit/buying-role.ts'
import { showWho, type AccountResult } from '../../../src/core/look/account.ts'
import type { ShowResult } from '../../../src/core/look/show.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { validateAddresses } from '../../../src/core/validate/validate.ts'
import { rejection } from '../../support/failure.ts'
import { importText, personOf, world, type World } from '../../support/world.ts'

const LIST = `Full Name,Email,Company,Website,Job Title
Ann Lee,ann@acme.example,Acme,acme.example,CFO
Bob Roe,bob@acme.example,Acme,acme.example,Software Engineer
Cy Diaz,cy@acme.example,Acme,acme.example,Head of Marketing
Dee Fox,dee@acme.example,Acme,acme.example,Marketing Specialist
Eve Gray,eve@acme.example,Acme,acme.example,
`

const accountOf = (w: World, who: string): AccountResult => showWho(w.deps, who) as AccountResult

const at = (w: World, day: string): World => ({
  ...w,
  deps: { ...w.deps, asOf: new Date(`${day}T00:00:00Z`), now: () => new Date(`${day}T09:00:00Z`) },
})

const group = ({ buying_group }: AccountResult): string[] =>
  buying_group.flatMap(({ role, people }) =>
    people.map(({ full_name, proposed }) => `${role}: ${full_name}${proposed ? '?' : ''}`),
  )

describe('an account', () => {
  test.each(['acme.example', 'Acme', 'acme', 'www.acme.example'])('is found by %s', async (who) => {
    const w = world()
    await importText(w, LIST)
    expect(accountOf(w, who)).toMatchObject({
      counts: { people: 5, stakeholders: 4, former: 0 },
      account: { company: 'Acme', domain: 'acme.example', customer: false },
    })
  })

  test('shows people by department and seniority, and proposes a buying group', async () => {
    const w = world()
    await importText(w, LIST)
    const account = accountOf(w, 'acme.example')
    expect(
      account.departments.map(({ department, people }) => [department, people.map((p) => p.full_name)]),
    ).toEqual([
      ['engineering', ['Bob Roe']],
      ['marketing', ['Cy Diaz', 'Dee Fox']],
      ['finance', ['Ann Lee']],
      [null, ['Eve Gray']],
    ])
    expect(group(account)).toEqual([
      'economic_buyer: Ann Lee?',
      'champion: Cy Diaz?',
      'technical: Bob Roe?',
      'user: Dee Fox?',
    ])
    expect(account.missing).toEqual([])
  })

  test('what somebody said goes before what titles propose, and is undone', async () => {
    const w = world()
    await importText(w, LIST.split('\n').slice(0, 3).join('\n'))
    expect(accountOf(w, 'Acme').missing).toEqual(['champion', 'user'])
    const { run } = await setBuyingRole(w.deps, { who: 'ann@acme.example', role: 'Champion', by: 'ana' })
    const said = accountOf(w, 'Acme')
    expect([group(said), said.missing]).toEqual([
      ['champion: Ann Lee', 'technical: Bob Roe?'],
      ['economic_buyer', 'user'],
    ])
    const again = await setBuyingRole(w.deps, { who: 'ann@acme.example', role: 'champion' })
    expect([again.run, again.counts.changed]).toEqual([null, 0])
    await undoRun(w.deps, { run: run! })
    expect(group(accountOf(w, 'Acme'))).toEqual(['economic_buyer: Ann Lee?', 'technical: Bob Roe?'])
  })

  test('none takes a part away; a word that is none is refused', async () => {
    const w = world()
    await importText(w, LIST)
    await setBuyingRole(w.deps, { who: 'eve@acme.example', role: 'blocker' })
    expect(await setBuyingRole(w.deps, { who: 'eve@acme.example', role: 'none' })).toMatchObject({
      old: 'blocker',
      new: null,
    })
    expect(await rejection(setBuyingRole(w.deps, { who: 'eve@acme.example', role: 'king' }))).toMatchObject({
      code: 'role.unknown',
    })
  })
})

describe('one person through three jobs', () => {
  const job = (company: string): string =>
    `Full Name,Email,LinkedIn URL,Company,Website,Job Title\nAnn Lee,ann@${company}.example,https://www.linkedin.com/in/annlee,${company},${company}.example,CFO\n`

  test('step by step, and back', async () => {
    const w = world()
    const first = await importText(at(w, '2026-01-10'), job('acme'))
    const states = [w.file.derived.state()]
    const second = await importText(at(w, '2026-04-01'), job('birch'), { on_match: 'refresh' })
    states.push(w.file.derived.state())
    const third = await importText(at(w, '2026-11-01'), job('cedar'), { on_match: 'refresh' })
    const story = showWho(w.deps, 'Ann Lee') as ShowResult
    expect(
      story.roles.map(({ company, since, until, is_current }) => [company, since, until, is_current]),
    ).toEqual([
      ['acme', null, '2026-04-01', false],
      ['birch', '2026-04-01', '2026-11-01', false],
      ['cedar', '2026-11-01', null, true],
    ])
    expect(story.moves.map(({ on, from, to }) => [on, from, to])).toEqual([
      ['2026-04-01', 'acme', 'birch'],
      ['2026-11-01', 'birch', 'cedar'],
    ])
    expect(story.signals.map(({ kind, on, detail }) => [kind, on, detail])).toEqual([
      ['job_change', '2026-11-01', 'from birch to cedar'],
      ['job_change', '2026-04-01', 'from acme to birch'],
    ])
    expect(story.person).toMatchObject({
      email: 'ann@cedar.example',
      signals_90d: 1,
      last_job_change: '2026-11-01',
    })
    expect(accountOf(w, 'acme.example').former.map(({ full_name, until }) => [full_name, until])).toEqual([
      ['Ann Lee', '2026-04-01'],
    ])
    await undoRun(w.deps, { run: third.run! })
    expect(w.file.derived.state()).toEqual(states[1])
    await undoRun(w.deps, { run: second.run! })
    expect(w.file.derived.state()).toEqual(states[0])
    await undoRun(w.deps, { run: first.run! })
    expect(w.file.people.count()).toBe(0)
  })

  test('the only address is doubted until a mailbox says otherwise', async () => {
    const w = world()
    await importText(at(w, '2026-01-10'), job('acme'))
    await importText(at(w, '2026-04-01'), job('birch').replace('ann@birch.example', ''), {
      on_match: 'refresh',
    })
    expect(personOf(w, 'ann@acme.example')).toMatchObject({
      email_status: 'risky',
      email_reason: 'job_changed',
    })
    await validateAddresses(w.deps, { extra_tlds: ['example'] })
    expect(personOf(w, 'ann@acme.example')).toMatchObject({ email_status: 'risky', email_level: 'syntax' })
    const [address] = (showWho(w.deps, 'Ann Lee') as ShowResult).emails
    expect(address).toMatchObject({ doubted_since: '2026-04-01', verdict: { verdict: 'plausible' } })
    w.file.write(() => {
      w.file.verdicts.add({
        ...{ run_id: 1, kind: 'email', address: 'ann@acme.example', verdict: 'valid', level: 'mailbox' },
        ...{
          reason: null,
          suggestion: null,
          checked_by: 'x',
          checked_at: '2026-11-01T00:00:00Z',
          evidence: null,
        },
      })
    })
    expect((showWho(w.deps, 'Ann Lee') as ShowResult).emails[0]?.doubted_since).toBeNull()
  })

  test('a list that tells of the change itself makes one signal of it', async () => {
    const w = world()
    await importText(at(w, '2026-01-10'), job('acme'))
    const told = job('birch')
      .replace('Job Title', 'Job Title,Last Job Change Date')
      .replace(',CFO', ',CFO,2026-03-15')
    await importText(at(w, '2026-04-01'), told, { on_match: 'refresh' })
    expect((showWho(w.deps, 'Ann Lee') as ShowResult).signals.map(({ on }) => on)).toEqual(['2026-03-15'])
  })
})
