import { describe, expect, test } from 'vitest'
import { addPerson } from '../../../src/core/edit/add.ts'
import { editPerson } from '../../../src/core/edit/edit.ts'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { rejection } from '../../support/failure.ts'
import { importText, personOf, tableCounts, world, type World } from '../../support/world.ts'

const TEXT = `Name,Email,Phone,City,Job Title,Company,Website,Industry
Ann Lee,ann@acme.example,+1 415 555 0132,Ulm,CEO,Acme,acme.example,Software
Bob Roe,bob@acme.example,,,CTO,Acme,acme.example,Software
`

const start = async (): Promise<World> => {
  const w = world()
  await importText(w, TEXT)
  return w
}

const untouched = async (w: World, fn: () => Promise<unknown>): Promise<void> => {
  const before = [w.file.derived.state(), tableCounts(w)]
  await fn()
  expect([w.file.derived.state(), tableCounts(w)]).toEqual(before)
}

describe('an edit', () => {
  const cases: {
    name: string
    changes: Record<string, string>
    is: Record<string, unknown>
    told?: [string, string | null, string | null][]
  }[] = [
    {
      name: 'sets a value',
      changes: { title: 'CFO' },
      is: { title: 'CFO', company: 'Acme' },
      told: [['title', 'CEO', 'CFO']],
    },
    { name: 'clears one', changes: { city: '' }, is: { city: null }, told: [['city', 'Ulm', null]] },
    { name: 'clears with spaces too', changes: { city: '  ' }, is: { city: null } },
    {
      name: 'reads as an import would',
      changes: { mobile: '020 7946 0222', country: 'England' },
      is: { mobile: '+442079460222', country: 'GB' },
    },
    {
      name: 'puts a new address first',
      changes: { email: 'lee@acme.example' },
      is: { email: 'lee@acme.example', email2: 'ann@acme.example' },
    },
    { name: 'takes the only address away', changes: { email: '' }, is: { email: null, email2: null } },
    {
      name: 'makes a column of one’s own',
      changes: { 'custom.budget': '20000' },
      is: { custom: '{"budget":"20000"}' },
      told: [['custom.budget', null, '20000']],
    },
    {
      name: 'changes the job as a whole',
      changes: { company: 'Birch', domain: 'birch.example', title: 'COO' },
      is: { company: 'Birch', domain: 'birch.example', title: 'COO', industry: null, stakeholders: 1 },
    },
  ]
  test.each(cases)('$name', async ({ changes, is, told }) => {
    const w = await start()
    const id = String(personOf(w, 'ann@acme.example').id)
    const result = await editPerson(w.deps, { who: 'ann@acme.example', changes, country: 'US' })
    expect(w.file.leads.get(id)).toMatchObject(is)
    if (told) expect(result.changes.map(({ field, old, new: now }) => [field, old, now])).toEqual(told)
    expect([result.run, result.person.id]).toEqual([2, id])
    const { present, rebuilt } = await rebuildBeside(w.deps)
    expect(present).toEqual(rebuilt)
  })

  test.each([
    ['country', 'Narnia', '"Narnia" is no country'],
    ['seniority', 'boss', 'there is no seniority "boss"'],
    ['employees', '-5', '-5 is too small'],
    ['founded_year', '19', '19 is too small'],
  ])('refuses %s=%s, which no rule would find', async (field, value, message) => {
    const w = await start()
    await untouched(w, async () => {
      await expect(
        editPerson(w.deps, { who: 'ann@acme.example', changes: { [field]: value } }),
      ).rejects.toMatchObject({ kind: 'usage', code: 'edit.unreadable', message: `${field}: ${message}` })
    })
  })

  test.each<[string, Record<string, string>, Record<string, unknown>]>([
    ['its parts too', {}, { first_name: 'Dora', last_name: 'Van Dam' }],
    ['not a part that is told beside it', { first_name: 'Do' }, { first_name: 'Do', last_name: 'Van Dam' }],
  ])('of the full name changes %s', async (_name, more, is) => {
    const w = await start()
    const who = 'ann@acme.example'
    await editPerson(w.deps, { who, changes: { first_name: 'Ann', middle_name: 'M', last_name: 'Lee' } })
    await editPerson(w.deps, { who, changes: { full_name: 'Dora Van Dam', ...more } })
    expect(personOf(w, who)).toMatchObject({ full_name: 'Dora Van Dam', middle_name: null, ...is })
  })

  test('of the company reaches its other people', async () => {
    const w = await start()
    await editPerson(w.deps, { who: 'ann@acme.example', changes: { employees: '120', industry: 'Mills' } })
    expect(personOf(w, 'bob@acme.example')).toMatchObject({
      employees: 120,
      industry: 'Mills',
      stakeholders: 2,
    })
    expect(w.file.people.count()).toBe(2)
  })

  test('that says what is known leaves no trace', async () => {
    const w = await start()
    await untouched(w, async () => {
      const result = await editPerson(w.deps, {
        who: 'ann@acme.example',
        changes: { city: 'Ulm', title: 'CEO' },
      })
      expect(result).toMatchObject({ run: null, counts: { changed: 0 }, changes: [] })
    })
  })

  test('as a dry run tells the changes and makes none', async () => {
    const w = await start()
    await untouched(w, async () => {
      const result = await editPerson(w.deps, {
        who: 'ann@acme.example',
        changes: { city: 'Bonn' },
        dry_run: true,
      })
      expect(result).toMatchObject({
        run: null,
        dry_run: true,
        changes: [{ field: 'city', old: 'Ulm', new: 'Bonn' }],
      })
    })
  })

  test('joins nobody who has the address already, and the pair is for review', async () => {
    const w = await start()
    await editPerson(w.deps, { who: 'ann@acme.example', changes: { email: 'bob@acme.example' } })
    expect(w.file.people.count()).toBe(2)
  })

  test('an opt-out by hand keeps the person back', async () => {
    const w = await start()
    await editPerson(w.deps, { who: 'ann@acme.example', changes: { unsubscribed: 'yes' } })
    expect(personOf(w, 'ann@acme.example').suppressed).toBe(1)
  })

  // Opt-outs survive undo, by whichever door they came in.
  test('an opt-out by hand survives its undo and another import', async () => {
    const w = await start()
    await editPerson(w.deps, { who: 'ann@acme.example', changes: { unsubscribed: 'yes' } })
    await undoRun(w.deps, {})
    expect(personOf(w, 'ann@acme.example')).toMatchObject({ suppressed: 1, unsubscribed: null })
  })

  test('an opt-out by hand holds for everybody with the address', async () => {
    const w = world()
    await importText(w, 'Name,Email\nAnn Lee,team@acme.example\nBob Roe,team@acme.example\n')
    await editPerson(w.deps, { who: 'Ann Lee', changes: { unsubscribed: 'yes' } })
    expect(w.file.leads.rows('SELECT suppressed FROM lead')).toEqual([{ suppressed: 1 }, { suppressed: 1 }])
  })

  const refused: [string, Record<string, string>, string][] = [
    ['a field that is not there', { titel: 'CFO' }, 'edit.unknown_field'],
    ['a number that is none', { employees: 'many' }, 'edit.unreadable'],
    ['an address that is none', { email: 'nobody' }, 'edit.unreadable'],
  ]
  test.each(refused)('%s is refused whole', async (_, changes, code) => {
    const w = await start()
    await untouched(w, async () => {
      const edit = editPerson(w.deps, { who: 'ann@acme.example', changes: { city: 'Bonn', ...changes } })
      expect(await rejection(edit)).toMatchObject({ kind: 'usage', code })
    })
  })

  test('of the company of somebody who has none', async () => {
    const w = world()
    await importText(w, 'Name,Email\nAnn Lee,ann@gmail.com\n')
    await untouched(w, async () => {
      const edit = editPerson(w.deps, { who: 'ann@gmail.com', changes: { employees: '5' } })
      expect((await rejection(edit)).code).toBe('edit.no_company')
    })
    const both = await editPerson(w.deps, {
      who: 'ann@gmail.com',
      changes: { company: 'Fir', employees: '5' },
    })
    expect(both.counts.changed).toBe(2)
    expect(personOf(w, 'ann@gmail.com')).toMatchObject({ company: 'Fir', employees: 5 })
  })

  test('of nobody', async () => {
    const w = await start()
    const edit = editPerson(w.deps, { who: 'zoe@acme.example', changes: { city: 'Bonn' } })
    expect((await rejection(edit)).code).toBe('who.unknown')
  })
})

describe('adding', () => {
  test('somebody new', async () => {
    const w = await start()
    const result = await addPerson(w.deps, {
      fields: { full_name: 'Zoe Ray', email: 'zoe@fir.example', employees: '9', company: 'Fir' },
    })
    expect(result).toMatchObject({ run: 2, created: true, counts: { created: 1, updated: 0, unchanged: 0 } })
    expect(personOf(w, 'zoe@fir.example')).toMatchObject({
      full_name: 'Zoe Ray',
      company: 'Fir',
      employees: 9,
      source: 'hand',
    })
  })

  test('somebody known completes', async () => {
    const w = await start()
    const result = await addPerson(w.deps, { fields: { email: 'bob@acme.example', city: 'Bonn' } })
    expect(result).toMatchObject({ created: false, counts: { created: 0, updated: 1, unchanged: 0 } })
    expect(personOf(w, 'bob@acme.example')).toMatchObject({ city: 'Bonn', title: 'CTO' })
    expect(w.file.people.count()).toBe(2)
  })

  test('twice is once', async () => {
    const w = await start()
    const fields = { full_name: 'Zoe Ray', email: 'zoe@fir.example', city: 'Oslo' }
    await addPerson(w.deps, { fields })
    await untouched(w, async () => {
      expect(await addPerson(w.deps, { fields })).toMatchObject({
        run: null,
        created: false,
        counts: { unchanged: 1 },
      })
    })
  })

  test('nobody in particular is refused', async () => {
    const w = await start()
    await untouched(w, async () => {
      for (const fields of [{ full_name: 'Zoe Ray' }, { company: 'Fir' }, { city: 'Oslo' }] as Record<
        string,
        string
      >[]) {
        expect(await rejection(addPerson(w.deps, { fields }))).toMatchObject({
          kind: 'usage',
          code: 'add.no_identity',
        })
      }
    })
  })
})
