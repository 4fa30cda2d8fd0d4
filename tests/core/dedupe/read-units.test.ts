/** The second core reads what this thread would have read. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readUnits } from '../../../src/core/dedupe/read-units.ts'
import { unitChunks } from '../../../src/core/dedupe/unit-chunks.ts'
import { importText, world, type World } from '../../support/world.ts'

const COUNT = 4_500

/** People of whom every fiftieth stands there twice, under the same address; the rest of the values vary. */
const LIST = Array.from({ length: COUNT }, (_, i) => {
  const who = i % 50 === 49 ? i - 1 : i
  const name = `Given${who % 97} ${['', 'Maria ', 'J. '][i % 3]!}Family${who % 89}`
  const phone = i % 4 === 0 ? `+1415555${String(100 + (i % 100)).padStart(4, '0')}` : ''
  return `${name},person${who}@firm${who % 200}.example,${phone},Firm ${who % 200},${['Berlin', 'Paris', ''][i % 3]!}`
}).join('\n')

describe('of a file on disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'prm-units-'))
  let at: World

  beforeAll(async () => {
    at = world(join(folder, 'people.db'))
    await importText(at, `Name,Email,Phone,Company,City\n${LIST}\n`)
  })
  afterAll(() => {
    at.file.close()
    rmSync(folder, { recursive: true })
  })

  const here = () => [...readUnits(at.file, false)]

  test('there are chunks for both threads, and one of units with several records', () => {
    const { count, several } = unitChunks(at.file)
    expect([count, several.length]).toEqual([3, COUNT / 50])
  })

  test('both together read the same people in the same order', () => {
    const alone = here()
    expect(alone).toHaveLength(COUNT - COUNT / 50)
    const bare = alone.map(({ id, person }) => ({ id, person: { ...person, sources: [] } }))
    const shared = at.file.write(() => [...readUnits(at.file, true, 1)])
    expect(shared.map(({ id, person }) => ({ id, person: { ...person, sources: [] } }))).toEqual(bare)
    // Those that came from the other thread came without the names of their lists.
    const isOther = shared.map(({ person }) => person.sources.length === 0)
    expect([isOther[0], isOther[4_300], isOther.at(-1)]).toEqual([true, false, true])
  })

  test('where the other thread cannot open the file, all is read here', () => {
    const elsewhere = { ...at.file, path: join(folder, 'gone.db') }
    expect([...readUnits(elsewhere, true, 1)]).toEqual(here())
  })

  test('what is not committed yet is read here', async () => {
    await at.file.rehearse(async () => {
      await importText(at, 'Name,Email\nAnn Lee,ann.lee@acme.example\n')
      expect(at.file.isWriting).toBe(true)
      const names = here().flatMap(({ person }) => person.names)
      expect(names.some(({ given, family }) => given === 'ann' && family === 'lee')).toBe(true)
    })
    expect(at.file.isWriting).toBe(false)
  })
})
