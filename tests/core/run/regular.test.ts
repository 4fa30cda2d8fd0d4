import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DEFAULT_CONFIG, type Config } from '../../../src/core/config/index.ts'
import { runRegularly, type RegularInput, type RegularResult } from '../../../src/core/run/regular.ts'
import type { RunResult } from '../../../src/core/run/run.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { rejection } from '../../support/failure.ts'
import { folder } from '../../support/folder.ts'
import { found, madeUp } from '../../support/made-up-service.ts'
import { personOf, tableCounts, world, type World } from '../../support/world.ts'

const config: Config = {
  ...DEFAULT_CONFIG,
  gates: { mvl: [] },
  routes: [{ route: 'personal', when: 'true' }],
}

const ANN = 'Name,Email,Company\nAnn Lee,ann@acme.example,Acme\n'

interface Shop extends World {
  inbox: string
  drop(name: string, text: string): void
  run(more?: Partial<RegularInput>): Promise<RegularResult>
}

const start = (): Shop => {
  const w = world()
  const inbox = join(folder(), 'inbox')
  mkdirSync(inbox)
  let age = 9000
  const drop = (name: string, text: string): void => {
    writeFileSync(join(inbox, name), text)
    const then = Date.now() / 1000 - age--
    utimesSync(join(inbox, name), then, then)
  }
  const run = (more: Partial<RegularInput> = {}): Promise<RegularResult> =>
    runRegularly(w.deps, {
      ...{ files: [], customers: null, config, target: null, inbox },
      import: { on_match: 'fill', country: 'US' },
      ...more,
    })
  return { ...w, inbox, drop, run }
}

const done = (result: RegularResult): RegularResult & RunResult => {
  if (!('steps' in result)) throw new Error('it was stopped')
  return result
}

const filesIn = (...parts: string[]): string[] => {
  const path = join(...parts)
  return existsSync(path) ? readdirSync(path).sort() : []
}

describe('the inbox', () => {
  test('lists are imported as one run and moved; the next run finds nothing', async () => {
    const w = start()
    w.drop('a.csv', ANN)
    w.drop('b.csv', 'Name,Email\nBob Roe,bob@birch.example\n')
    const result = done(await w.run())
    expect(result.counts).toMatchObject({ read: 2, created: 2, people: 2 })
    expect(result.inbox!.taken.map(({ name }) => name)).toEqual(['a.csv', 'b.csv'])
    expect([filesIn(w.inbox), filesIn(w.inbox, 'done')]).toEqual([['done'], ['a.csv', 'b.csv']])
    const before = tableCounts(w)
    expect(await w.run()).toMatchObject({ run: null, inbox: { taken: [] } })
    expect(tableCounts(w)).toEqual(before)
    await undoRun(w.deps, { run: result.run! })
    expect(w.file.people.count()).toBe(0)
  })

  test('rejected rows go to inbox/rejects', async () => {
    const w = start()
    w.drop('a.csv', `${ANN},,\nCarla,,\n`)
    const result = done(await w.run())
    expect(result.counts).toMatchObject({ read: 2, created: 1, rejected: 1 })
    expect(filesIn(w.inbox, 'rejects')).toEqual(['a.rejects.csv'])
    expect(readFileSync(join(w.inbox, 'rejects', 'a.rejects.csv'), 'utf8')).toContain('Carla')
    expect(result.rejects_files).toMatchObject([{ rows: 1, written: true }])
  })

  test('what is no list is put aside with the reason, and the others are read', async () => {
    const w = start()
    w.drop('broken.xlsx', 'PK\u0003\u0004 this is no workbook')
    w.drop('empty.csv', 'Name,Email\n')
    w.drop('list.csv', ANN)
    const result = done(await w.run())
    expect(result.counts.created).toBe(1)
    expect(result.inbox!.unreadable.map(({ name }) => name)).toEqual(['broken.xlsx'])
    expect(filesIn(w.inbox, 'rejects')).toEqual(['broken.xlsx', 'broken.xlsx.reason.txt'])
    expect(filesIn(w.inbox, 'done')).toEqual(['empty.csv', 'list.csv'])
  })

  test('the same list under two names is two files and one person', async () => {
    const w = start()
    w.drop('a.csv', ANN)
    await w.run()
    w.drop('a.csv', ANN)
    const again = done(await w.run())
    expect(again.counts.people).toBe(1)
    expect(filesIn(w.inbox, 'done')).toEqual(['a-2.csv', 'a.csv'])
  })

  test('killed between the import and the move: the next run moves it and imports nothing twice', async () => {
    const w = start()
    w.drop('a.csv', `${ANN},,\nCarla,,\n`)
    await w.run()
    // As the kill left it.
    renameSync(join(w.inbox, 'done', 'a.csv'), join(w.inbox, 'a.csv'))
    const before = tableCounts(w)
    const again = done(await w.run())
    expect(again.run).toBeNull()
    expect(tableCounts(w)).toEqual(before)
    expect([filesIn(w.inbox, 'done'), filesIn(w.inbox, 'rejects')]).toEqual([['a.csv'], ['a.rejects.csv']])
  })

  test('a dry run moves nothing', async () => {
    const w = start()
    w.drop('a.csv', `${ANN}Carla,,\n`)
    w.drop('broken.xlsx', 'PK\u0003\u0004 this is no workbook')
    const result = done(await w.run({ dry_run: true }))
    expect(result).toMatchObject({ run: null, counts: { created: 1 }, inbox: { taken: [{ name: 'a.csv' }] } })
    expect(filesIn(w.inbox)).toEqual(['a.csv', 'broken.xlsx'])
    expect(w.file.people.count()).toBe(0)
  })
})

describe('limits', () => {
  test('while another run is at work it does not begin, and leaves the inbox alone', async () => {
    const w = start()
    w.drop('a.csv', ANN)
    const at = new Date().toISOString()
    w.file.leases.put({ name: 'run', token: 'x', pid: 1, host: 'there', taken_at: at, beat_at: at })
    expect(await rejection(w.run())).toMatchObject({ code: 'run.busy' })
    expect(filesIn(w.inbox)).toEqual(['a.csv'])
  })

  test('when the time is up it stops, and the next run does the rest', async () => {
    const w = start()
    w.drop('a.csv', ANN)
    const slow = madeUp('slow', { gives: ['title'] }, () => found({ title: 'CEO' }))
    const person = slow.service.connector.enriches?.person
    if (person === undefined) throw new Error('it completes nobody')
    const ask = person.ask.bind(person)
    person.ask = async (...given) => {
      await new Promise((resolve) => setTimeout(resolve, 3200))
      return ask(...given)
    }
    const enrich = { services: { person: [slow.service], company: [] } }
    const first = await w.run({ enrich, max_minutes: 0.05 })
    expect(first).toMatchObject({ stopped: { after_minutes: 0.05 }, inbox: { taken: [{ name: 'a.csv' }] } })
    expect(w.file.runs.get(first.run!)).toMatchObject({ command: 'run', status: 'interrupted' })
    expect(w.file.leases.get('run')).toBeUndefined()
    const second = done(await w.run({ enrich, max_minutes: 1 }))
    expect(second.stopped).toBeNull()
    expect(personOf(w, 'ann@acme.example')).toMatchObject({ title: 'CEO', route: 'personal' })
  })

  test('Ctrl-C is no end of the time', async () => {
    const w = start()
    w.drop('a.csv', ANN)
    w.deps.signal = AbortSignal.abort()
    expect(await rejection(w.run({ max_minutes: 5 }))).toMatchObject({ kind: 'interrupted' })
  })
})

describe('the steps between', () => {
  test('services are asked within the budget', async () => {
    const w = start()
    w.drop('a.csv', `${ANN}Bob Roe,bob@birch.example,Birch\nCat Fox,cat@cedar.example,Cedar\n`)
    const service = madeUp('paid', { gives: ['title'], price: 0.1 }, () => found({ title: 'Sales Manager' }))
    const enrich = { services: { person: [service.service], company: [] }, max_cost: 0.2 }
    const plan = done(await w.run({ enrich, dry_run: true }))
    expect(plan.steps.enrich.plan?.cost).toBeCloseTo(0.2)
    expect(service.requests).toHaveLength(0)
    const result = done(await w.run({ enrich }))
    expect([service.requests.length, result.steps.enrich.services?.spent]).toEqual([2, 0.2])
    expect(result.steps.enrich.services?.cut).toBe('max_cost')
  })

  test('the team gets its people before they are given away', async () => {
    const w = start()
    w.drop('a.csv', ANN)
    const team = [{ name: 'ana', weight: 1, away: [] }]
    const out = join(folder(), 'q.csv')
    const result = done(await w.run({ config: { ...config, team }, target: { kind: 'csv', path: out } }))
    expect(result.steps.assign?.counts).toMatchObject({ assigned: 1 })
    expect(readFileSync(out, 'utf8')).toContain(',personal,ana,')
    await undoRun(w.deps, { run: result.run! })
    expect(w.file.assignments.all().size).toBe(0)
  })
})
