import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openProspectFile } from '../../../src/store/index.ts'
import { startScript } from '../../support/child.ts'
import { folder } from '../../support/folder.ts'

const PEOPLE = 60
const LISTS = 3

const makeInbox = (): { db: string; inbox: string; out: string; args: string[] } => {
  const place = folder()
  const inbox = join(place, 'inbox')
  mkdirSync(inbox)
  for (let list = 0; list < LISTS; list++) {
    const rows = Array.from({ length: PEOPLE }, (_, i) => {
      const n = list * PEOPLE + i
      return `Per Son${n},per${n}@firm${n % 50}.example,Firm ${n % 50},firm${n % 50}.example`
    })
    const path = join(inbox, `list-${list}.csv`)
    writeFileSync(path, ['Name,Email,Company,Website', ...rows, ',,,nobody'].join('\n'))
    const then = Date.now() / 1000 - 9000 + list
    utimesSync(path, then, then)
  }
  const [db, out] = [join(place, 'p.db'), join(place, 'q.csv')]
  return { db, inbox, out, args: [db, inbox, out] }
}

const filesIn = (path: string): string[] => (existsSync(path) ? readdirSync(path).sort() : [])

/** What the file holds, whichever ids it has drawn. */
const summary = (db: string) => {
  const file = openProspectFile(db)
  try {
    const people = file.leads.rows(
      'SELECT full_name, email, company, owner, route, score FROM lead ORDER BY email, full_name',
    )
    const count = (sql: string): unknown => file.leads.rows(sql)[0]!.n
    return {
      people,
      records: count('SELECT count(*) AS n FROM record'),
      assigned: count("SELECT count(*) AS n FROM decision WHERE kind = 'assign'"),
      lease: file.leases.get('run'),
      open: file.runs.open().length,
    }
  } finally {
    file.close()
  }
}

test('killed at any moment and started again, all is as if it had never been killed', async () => {
  const whole = makeInbox()
  const { stdout } = await startScript('run-work.ts', whole.args).ended
  expect(stdout).toMatch(/done\n$/)
  const expected = summary(whole.db)
  expect(expected.people).toHaveLength(PEOPLE * LISTS)
  const lines = stdout.match(/^\.$/gm)!.length
  for (const at of [1, 4, 7, Math.ceil(lines / 2), lines - 4, lines - 1]) {
    const { db, inbox, out, args } = makeInbox()
    const killed = await startScript('run-work.ts', [...args, String(at)]).ended
    expect({ at, signal: killed.signal }).toEqual({ at, signal: 'SIGKILL' })
    const again = await startScript('run-work.ts', args).ended
    expect({ at, code: again.code, stderr: again.stderr }).toEqual({ at, code: 0, stderr: '' })
    expect({ at, ...summary(db) }).toEqual({ at, ...expected })
    expect([filesIn(join(inbox, 'done')), filesIn(join(inbox, 'rejects'))]).toEqual([
      ['list-0.csv', 'list-1.csv', 'list-2.csv'],
      filesIn(join(whole.inbox, 'rejects')),
    ])
    expect(readFileSync(out, 'utf8').split('\n')).toHaveLength(
      readFileSync(whole.out, 'utf8').split('\n').length,
    )
  }
}, 240_000)

test('two at once: one does it all, the other leaves', async () => {
  const { db, inbox, args } = makeInbox()
  const first = startScript('run-work.ts', args)
  await new Promise((resolve) => first.process.stdout!.once('data', resolve))
  const second = await startScript('run-work.ts', args).ended
  const ended = await first.ended
  // Where the first was quicker than the second could look, the second has found nothing to do.
  expect([0, 6]).toContain(second.code)
  expect(second.stdout).toMatch(second.code === 6 ? /^busy\n$/ : /done\n$/)
  expect(ended).toMatchObject({ code: 0, stderr: '' })
  expect(summary(db).people).toHaveLength(PEOPLE * LISTS)
  expect(filesIn(join(inbox, 'done'))).toHaveLength(LISTS)
}, 60_000)
