import { mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync, appendFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Clock } from '../../../src/lib/clock.ts'
import { lookInto, moveInto, SETTLE } from '../../../src/core/run/inbox.ts'
import { rejection } from '../../support/failure.ts'
import { folder } from '../../support/folder.ts'

const never = new AbortController().signal

/** A clock whose sleep takes no time; `meanwhile` happens in it. */
const clockWith = (meanwhile: () => void = () => undefined): Clock & { slept: number[] } => {
  const slept: number[] = []
  return {
    slept,
    elapsed: () => 0,
    wall: () => Date.now(),
    sleep: (ms) => {
      slept.push(ms)
      meanwhile()
      return Promise.resolve()
    },
  }
}

const drop = (inbox: string, name: string, ageInSeconds = 0): string => {
  const path = join(inbox, name)
  writeFileSync(path, 'Email\nann@acme.example\n')
  const then = Date.now() / 1000 - ageInSeconds
  utimesSync(path, then, then)
  return path
}

describe('what is taken', () => {
  test('files that stay as they are, the oldest first', async () => {
    const inbox = folder()
    for (const [name, age] of [
      ['new.csv', 1],
      ['old.csv', 3000],
      ['older.csv', 4000],
    ] as const)
      drop(inbox, name, age)
    const clock = clockWith()
    const { ready, growing } = await lookInto(inbox, clock, never)
    expect([ready.map((path) => basename(path)), growing]).toEqual([['older.csv', 'old.csv', 'new.csv'], []])
    expect(clock.slept).toEqual([SETTLE])
  })

  test('nobody waits where all are old, or there is none', async () => {
    const inbox = folder()
    const clock = clockWith()
    expect(await lookInto(inbox, clock, never)).toEqual({ ready: [], growing: [] })
    drop(inbox, 'old.csv', 61)
    expect((await lookInto(inbox, clock, never)).ready).toHaveLength(1)
    expect(clock.slept).toEqual([])
  })

  test('not one that grows, not one that is gone by then', async () => {
    const inbox = folder()
    const [grows, goes] = [drop(inbox, 'grows.csv'), drop(inbox, 'goes.csv')]
    drop(inbox, 'stays.csv', 30)
    const clock = clockWith(() => {
      appendFileSync(grows, 'bob@birch.example\n')
      moveInto(join(inbox, 'elsewhere'), goes, 'goes.csv')
    })
    const { ready, growing } = await lookInto(inbox, clock, never)
    expect([ready.map((path) => basename(path)), growing]).toEqual([['stays.csv'], ['grows.csv']])
  })

  test('not a folder, nor a link that leads nowhere or to itself', async () => {
    const inbox = folder()
    mkdirSync(join(inbox, 'folder.csv'))
    symlinkSync('nowhere.csv', join(inbox, 'nowhere-link.csv'))
    symlinkSync('itself.csv', join(inbox, 'itself.csv'))
    drop(inbox, 'old.csv', 61)
    const { ready, growing } = await lookInto(inbox, clockWith(), never)
    expect([ready.map((path) => basename(path)), growing]).toEqual([['old.csv'], []])
  })

  test('not an empty one, unless it stays so', async () => {
    const inbox = folder()
    for (const [name, age] of [
      ['young.csv', 20],
      ['old.csv', 61],
    ] as const) {
      const path = join(inbox, name)
      writeFileSync(path, '')
      utimesSync(path, Date.now() / 1000 - age, Date.now() / 1000 - age)
    }
    const { ready, growing } = await lookInto(inbox, clockWith(), never)
    expect([ready.map((path) => basename(path)), growing]).toEqual([['old.csv'], ['young.csv']])
  })

  test('not one that is written anew with the same size', async () => {
    const inbox = folder()
    const path = drop(inbox, 'list.csv', 10)
    const { growing } = await lookInto(
      inbox,
      clockWith(() => utimesSync(path, Date.now() / 1000, Date.now() / 1000)),
      never,
    )
    expect(growing).toEqual(['list.csv'])
  })

  test.each([
    'list.csv.part',
    'list.csv.crdownload',
    'list.csv.filepart',
    'list.tmp',
    'list.csv~',
    '.list.csv',
    '~$list.xlsx',
    '.~lock.list.csv#',
  ])('not %s', async (name) => {
    const inbox = folder()
    drop(inbox, name, 3000)
    expect(await lookInto(inbox, clockWith(), never)).toEqual({ ready: [], growing: [] })
  })

  test('not a folder', async () => {
    const inbox = folder()
    mkdirSync(join(inbox, 'done'))
    expect((await lookInto(inbox, clockWith(), never)).ready).toEqual([])
  })

  test('without a folder there is no inbox', async () => {
    const inbox = join(folder(), 'none')
    expect(await rejection(lookInto(inbox, clockWith(), never))).toMatchObject({
      ...{ kind: 'config', code: 'run.no_inbox' },
    })
  })
})

test('the same name twice gets a number', () => {
  const inbox = folder()
  const done = join(inbox, 'done')
  for (const name of ['leads.csv', 'leads.csv', 'leads.csv', 'a.csv.gz', 'a.csv.gz', 'plain', 'plain'])
    moveInto(done, drop(inbox, name), name)
  expect(readdirSync(done).sort()).toEqual(
    ['a-2.csv.gz', 'a.csv.gz', 'leads-2.csv', 'leads-3.csv', 'leads.csv', 'plain', 'plain-2'].sort(),
  )
})

test('what somebody else has moved is no trouble', () => {
  const inbox = folder()
  expect(moveInto(join(inbox, 'done'), join(inbox, 'gone.csv'), 'gone.csv')).toBeNull()
})
