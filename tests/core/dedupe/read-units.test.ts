/** The second core reads what this thread would have read. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { AT, PeopleTableBuilder, WIDTH, type PeopleTable } from '../../../src/core/dedupe/people-table.ts'
import { nextChunk, readAhead, readUnits, type ReadingAhead } from '../../../src/core/dedupe/read-units.ts'
import { atOnce } from '../../../src/lib/steps.ts'
import { unitChunks } from '../../../src/core/dedupe/unit-chunks.ts'
import { importText, world, type World } from '../../support/world.ts'

const COUNT = 4_500

/** People of whom every fiftieth stands there twice, under the same address mostly with another phone; the rest of the values vary. */
const LIST = Array.from({ length: COUNT }, (_, i) => {
  const who = i % 50 === 49 ? i - 1 : i
  const name = `Given${who % 97} ${['', 'Maria ', 'J. '][i % 3]!}Family${who % 89}`
  const phone = i % 4 === 0 || who !== i ? `+1415555${String(100 + (i % 100)).padStart(4, '0')}` : ''
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

  const read = (file: World['file'], ahead?: ReadingAhead): PeopleTable => {
    const builder = new PeopleTableBuilder(false)
    atOnce(readUnits(file, builder, ahead))
    return builder.finish(builder.byId())
  }
  const here = () => read(at.file)
  /** Each person's values as text, in the order in which they were read. */
  const inWords = ({ rowOf, rows, ids, texts, more }: PeopleTable) => {
    const { names, mailboxes, locals, domains, phones, companies, cities, words } = texts
    const columns = [
      names,
      names,
      names,
      mailboxes,
      locals,
      domains,
      phones,
      texts.profiles,
      companies,
      domains,
    ]
    return Array.from(rowOf, (row) => {
      const own = rows.subarray(row * WIDTH, (row + 1) * WIDTH)
      const first = columns.map(({ values }, place) => values[own[place]!])
      const rest = [
        cities.values[own[AT.city]!],
        words.values[own[AT.title]!],
        own[AT.flags],
        own[AT.phoneHead],
      ]
      const further = more.get(row)
      const others = further && [
        further.names.flat().map((id) => names.values[id]),
        further.roots.flat().map((id) => names.values[id]),
        further.mailboxes.map(([box, local, at]) => [
          mailboxes.values[box],
          locals.values[local],
          domains.values[at],
        ]),
        further.phones.map((id) => phones.values[id]),
      ]
      return [ids[row], ...first, ...rest, others]
    })
  }

  test('there are chunks for both threads, and records follow the one their unit is called by', () => {
    const { count, next } = unitChunks(at.file)
    expect([count, next.filter((record) => record !== 0).length]).toEqual([2, COUNT / 50])
    expect([next[49], next[50], next[99]]).toEqual([50, 0, 100])
  })

  test('both together read the same people', async () => {
    const alone = inWords(here())
    expect(alone).toHaveLength(COUNT - COUNT / 50)
    // Every other one of those who stand there twice has two phones.
    expect(alone.filter((person) => person.at(-1) !== undefined)).toHaveLength(COUNT / 100)
    const calls = vi.spyOn(PeopleTableBuilder.prototype, 'addRows')
    const ahead = readAhead(at.file, 1)
    await vi.waitFor(() => expect(ahead.helper!.made).toBeGreaterThan(0), { timeout: 20_000 })
    const shared = inWords(at.file.write(() => read(at.file, ahead)))
    expect(shared).toEqual(alone)
    expect(calls.mock.calls.length).toBeGreaterThan(0)
    calls.mockRestore()
  })

  test('chunks that the other thread began and never sent are read here', () => {
    const ahead = readAhead(at.file, Infinity)
    expect(nextChunk(ahead)).toBe(0)
    expect(inWords(read(at.file, ahead))).toEqual(inWords(here()))
  })

  test('where the other thread cannot open the file, all is read here', () => {
    const elsewhere = { ...at.file, path: join(folder, 'gone.db') }
    expect(inWords(read(at.file, readAhead(elsewhere, 1)))).toEqual(inWords(here()))
  })

  test('what is not committed yet is read here', async () => {
    await at.file.rehearse(async () => {
      await importText(at, 'Name,Email\nAnn Lee,ann.lee@acme.example\n')
      expect(at.file.isWriting).toBe(true)
      expect(inWords(here()).some(([, given, family]) => given === 'ann' && family === 'lee')).toBe(true)
    })
    expect(at.file.isWriting).toBe(false)
  })
})
