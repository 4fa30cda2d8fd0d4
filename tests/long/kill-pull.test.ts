/** Killed is resumed: at any page, and in the middle of one, nothing is lost and nothing comes twice. */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { rebuildBeside } from '../../src/core/derive/rebuild.ts'
import { openProspectFile } from '../../src/store/index.ts'
import { startScript } from '../support/child.ts'
import { anyChanges } from '../support/crm-changes.ts'
import { folder } from '../support/folder.ts'
import { preparePull, pullState, WHO } from '../support/pull-scene.ts'
import { connect, startCrm, type TellingCrm } from '../support/telling-crm.ts'
import { world } from '../support/world.ts'

const PAGES = 6

const scene = async (): Promise<{ crm: TellingCrm; copy: (name: string) => string }> => {
  const at = folder()
  const crm = await startCrm(anyChanges(51, 4 * PAGES, WHO), 4)
  onTestFinished(() => crm.server.close())
  const first = join(at, 'first.db')
  const w = world(first)
  await preparePull(w)
  connect(w.file, crm)
  w.file.close()
  return {
    crm,
    copy: (name) => {
      const path = join(at, `${name}.db`)
      copyFileSync(first, path)
      return path
    },
  }
}

const work = (db: string, { server }: TellingCrm, after = 0, within = 0) =>
  startScript('pull-work.ts', [db, server.url, String(after), String(within)]).ended

/** The file as it stands; numbers of runs differ where one was begun in vain. */
const look = async (db: string) => {
  const w = world(db)
  const { present, rebuilt } = await rebuildBeside(w.deps)
  expect(present).toEqual(rebuilt)
  const counts = Object.fromEntries(
    ['event', 'evidence', 'record', 'sighting', 'decision', 'verdict', 'push', 'suppression'].map((table) => [
      table,
      Number(w.file.leads.rows(`SELECT count(*) AS n FROM ${table}`)[0]!.n),
    ]),
  )
  const pulls = w.file.runs.list(10).filter(({ command }) => command === 'pull')
  const found = { state: pullState(w), counts, pulls: pulls.map(({ status }) => status) }
  w.file.close()
  return found
}

test('after each page, and within pages', { timeout: 300_000 }, async () => {
  const { crm, copy } = await scene()
  const whole = copy('whole')
  expect(await work(whole, crm)).toMatchObject({ code: 0 })
  const expected = await look(whole)
  expect(expected.counts.event).toBeGreaterThan(3)
  const kills = [
    ...Array.from({ length: PAGES }, (_, i) => [i + 1, 0] as const),
    ...[1, 3, 5].map((n) => [0, n] as const),
  ]
  for (const [after, within] of kills) {
    const db = copy(`killed-${after}-${within}`)
    expect((await work(db, crm, after, within)).signal).toBe('SIGKILL')
    const left = openProspectFile(db, { now: '2026-11-21T09:00:00.000Z' })
    expect(left.leads.rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
    left.close()
    expect(await work(db, crm)).toMatchObject({ code: 0, stderr: '' })
    expect(await look(db)).toEqual(expected)
    expect((await work(db, crm)).stdout).toBe('run null\n')
  }
})
