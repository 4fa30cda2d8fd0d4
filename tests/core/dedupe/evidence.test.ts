import { expect, test, vi } from 'vitest'
import { dedupePeople } from '../../../src/core/dedupe/dedupe.ts'
import { evidenceOf } from '../../../src/core/dedupe/evidence.ts'
import { PeopleTableBuilder } from '../../../src/core/dedupe/people-table.ts'
import { importText, world } from '../../support/world.ts'

const LIST = `Name,Email,Phone,Company
Ann Lee,ann@acme.example,+1 415 555 0132,Acme
Ann Lee,lee@birch.example,(415) 555-0132,Acme
Bob Roe,bob@birch.example,,Birch
`

test('before the first dedupe a pair is explained by one fit, after it by the model that is kept', async () => {
  const w = world()
  await importText(w, LIST)
  const tables = vi.spyOn(PeopleTableBuilder.prototype, 'finish')
  const before = evidenceOf(w.deps, 1, 2)!
  // The file, and the two.
  expect(tables).toHaveBeenCalledTimes(2)
  await dedupePeople(w.deps)
  tables.mockClear()
  expect(evidenceOf(w.deps, 1, 2)).toEqual(before)
  expect(tables).toHaveBeenCalledTimes(1)
  tables.mockRestore()
})
