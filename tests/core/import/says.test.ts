/** What rows say beside their fields, in the file: which is newer, who must not be written to or called. */
import { expect, test } from 'vitest'
import { importText, peopleOf, personOf, world, type World } from '../../support/world.ts'

const reasons = ({ file }: World, kind: 'email' | 'phone', key: string) => file.suppressions.reason(kind, key)

test('of two rows in one list the newer wins, whatever their order', async () => {
  const w = world()
  await importText(
    w,
    `Email,Title,Last Modified Date
ada@brown.example,CEO,2026-05-01 10:00
ada@brown.example,Assistant,2024-01-01 09:00
`,
  )
  expect(personOf(w, 'ada@brown.example').title).toBe('CEO')
  const turned = world()
  await importText(
    turned,
    `Email,Title,Last Modified Date
ada@brown.example,Assistant,2024-01-01 09:00
ada@brown.example,CEO,2026-05-01 10:00
`,
  )
  expect(personOf(turned, 'ada@brown.example').title).toBe('CEO')
  expect(turned.file.leads.rows('SELECT observed_at FROM record ORDER BY id')).toEqual([
    { observed_at: '2024-01-01T09:00:00Z' },
    { observed_at: '2026-05-01T10:00:00Z' },
  ])
})

test('a number not to be called is suppressed; its owner may still be written to', async () => {
  const w = world()
  const { counts } = await importText(
    w,
    `Email,Mobile,Direct Phone,Mobile DNC
ada@brown.example,(415) 555-0132,(415) 555-0133,TRUE
`,
  )
  expect(counts).toMatchObject({ read: 1, created: 1 })
  expect(reasons(w, 'phone', '+14155550132')).toBe('do_not_call')
  expect(reasons(w, 'phone', '+14155550133')).toBe(undefined)
  const ada = personOf(w, 'ada@brown.example')
  expect(ada).toMatchObject({ phone: '+14155550133', suppressed: 0 })
  expect(ada.mobile).toBe(null)
})

test('who is known by nothing but such a number stays, suppressed', async () => {
  const w = world()
  await importText(w, 'Full name,Phone,Do Not Call\nAda Brown,(415) 555-0132,yes\n')
  expect(peopleOf(w)).toEqual([expect.objectContaining({ phone: '+14155550132', suppressed: 1 })])
})

test('a number told of in a later list counts for those known already', async () => {
  const w = world()
  await importText(w, 'Full name,Phone\nAda Brown,(415) 555-0132\n')
  expect(peopleOf(w)[0]!.suppressed).toBe(0)
  await importText(w, 'Full name,Phone,Do Not Call\nA. Brown,415-555-0132,yes\n', { name: 'b.csv' })
  expect(peopleOf(w).map(({ suppressed }) => suppressed)).toEqual([1, 1])
})

test('an opt-out of somebody with only a phone holds for the number', async () => {
  const w = world()
  await importText(w, 'Full name,Phone,Opted out\nAda Brown,(415) 555-0132,yes\n')
  expect(reasons(w, 'phone', '+14155550132')).toBe('unsubscribed')
  expect(peopleOf(w)[0]!.suppressed).toBe(1)
})

test('an opt-out of somebody with an address is of the address', async () => {
  const w = world()
  await importText(w, 'Email,Phone,Marketing status\nada@brown.example,(415) 555-0132,Unsubscribed\n')
  expect(reasons(w, 'email', 'ada@brown.example')).toBe('unsubscribed')
  expect(reasons(w, 'phone', '+14155550132')).toBe(undefined)
  expect(personOf(w, 'ada@brown.example')).toMatchObject({ unsubscribed: 1, suppressed: 1 })
})

test('an address that came back is suppressed as that, a second one is not', async () => {
  const w = world()
  await importText(w, 'Email,Email 2,Email Bounced\nada@brown.example,ada@home.example,TRUE\n')
  expect(reasons(w, 'email', 'ada@brown.example')).toBe('bounced')
  expect(reasons(w, 'email', 'ada@home.example')).toBe(undefined)
})

test('a row whose first address is blank has the second to be written to', async () => {
  const w = world()
  await importText(w, 'Email,Email 2,Full name\n,ada@home.example,Ada Brown\nx@y.example,,X Y\n')
  expect(personOf(w, 'ada@home.example').email).toBe('ada@home.example')
})

test('test leads of a form are rejected and counted', async () => {
  const w = world()
  const { counts, files } = await importText(
    w,
    `id,created_time,ad_id,form_id,platform,full_name,email,phone_number
l:1001,2026-11-04T08:31:07-06:00,ag:1,f:9,fb,Claire Aubert,c@aubert.example,p:+33261914040
l:1002,2026-11-04T08:31:07-06:00,ag:1,f:9,fb,<test lead: dummy data for full_name>,test@fb.example,p:<test lead: dummy data for phone_number>
`,
  )
  expect(counts).toMatchObject({ read: 2, created: 1, rejected: 1 })
  expect(files[0]!.rejects.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
    '3 test_row: a test of the form, not a person',
  ])
  expect(personOf(w, 'c@aubert.example')).toMatchObject({ external_id: '1001', created_at: '2026-11-04' })
})

test('two people in one name are said, and nobody is greeted by it', async () => {
  const w = world()
  const { files } = await importText(
    w,
    `First name,Last name,Email
John & Mary,Smith,smiths@x.example
Ann,Lee & Sons,ann@lee.example
`,
  )
  expect(files[0]!.warnings).toEqual([
    {
      column: '',
      code: 'several',
      message: 'two people in one name',
      count: 1,
      examples: [{ line: 2, value: 'John & Mary Smith' }],
    },
  ])
})
