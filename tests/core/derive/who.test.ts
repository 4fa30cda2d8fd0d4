import { beforeAll, describe, expect, test } from 'vitest'
import { findPerson } from '../../../src/core/derive/who.ts'
import { dedupePeople } from '../../../src/core/dedupe/dedupe.ts'
import { failure } from '../../support/failure.ts'
import { importText, world, type World } from '../../support/world.ts'

const w: World = world()
let ids: Record<string, string>

beforeAll(async () => {
  await importText(
    w,
    `Name,Email,LinkedIn URL,Company,Website,Phone
Ann Lee,ann.lee@gmail.com,https://www.linkedin.com/in/ann-lee,Acme,acme.example,
Bob Roe,bob@acme.example,,Acme,acme.example,
Ann Lee,ann@birch.example,,Birch,birch.example,
Dora Diaz,dora@cedar.example,,Cedar,cedar.example,
Dora Diaz,d.diaz@cedar.example,,Cedar,cedar.example,
Joost Bakker,team@elm.example,,Elm,elm.example,
Anouk Visser,team@elm.example,,Elm,elm.example,`,
  )
  ids = Object.fromEntries(w.file.people.ids().map((id) => [String(w.file.people.get(id)!.email), id]))
})

describe('a person is found by', () => {
  const cases: [string, string, string][] = [
    ['an address', 'bob@acme.example', 'bob@acme.example'],
    ['an address in other case', ' Bob@ACME.example ', 'bob@acme.example'],
    ['an address with a display name', 'Bob Roe <bob@acme.example>', 'bob@acme.example'],
    ['an address that its provider takes for the same', 'annlee+news@googlemail.com', 'ann.lee@gmail.com'],
    ['a profile', 'linkedin.com/in/Ann-Lee/', 'ann.lee@gmail.com'],
    ['an unambiguous name', 'bob roe', 'bob@acme.example'],
  ]
  test.each(cases)('%s', (_, who, email) => {
    expect(findPerson(w.file, who)).toBe(ids[email])
  })

  test('an id, or its beginning where that is unique', () => {
    const id = ids['bob@acme.example']!
    expect(findPerson(w.file, id)).toBe(id)
    expect(findPerson(w.file, id.slice(0, 4))).toBe(id)
  })

  test('an id that was merged into another', async () => {
    const gone = ids['d.diaz@cedar.example']!
    await dedupePeople(w.deps)
    expect(w.file.people.get(gone)).toBeUndefined()
    expect(findPerson(w.file, gone)).toBe(ids['dora@cedar.example'])
  })
})

describe('nobody, or several, is an error', () => {
  test.each(['zoe@acme.example', 'Zoe', 'linkedin.com/in/zoe', '9zzzz', '', '%', "'; drop table person"])(
    '%j',
    (who) => {
      expect(failure(() => findPerson(w.file, who))).toMatchObject({ kind: 'usage', code: 'who.unknown' })
    },
  )

  test('one name, two people: both are named', () => {
    const { code, message } = failure(() => findPerson(w.file, 'Ann Lee'))
    expect(code).toBe('who.ambiguous')
    expect(message).toContain('ann.lee@gmail.com')
    expect(message).toContain('ann@birch.example')
  })

  test('an address of two people', () => {
    expect(failure(() => findPerson(w.file, 'team@elm.example')).code).toBe('who.ambiguous')
  })
})
