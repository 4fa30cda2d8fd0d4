/**
 * `node pull-work.ts DB URL AFTER WITHIN`: pulls from the CRM at URL, and dies by its own hand: once AFTER pages were taken in
 * (0: never), or within the transaction of a page, when it draws its WITHIN-th id (0: never).
 */
import { randomBytes } from 'node:crypto'
import { pullChanges } from '../../src/core/pull/pull.ts'
import { openProspectFile } from '../../src/store/index.ts'
import { crmAt } from './telling-crm.ts'

const [db = '', url = '', after = '0', within = '0'] = process.argv.slice(2)
const now = '2026-11-21T09:00:00.000Z'
const file = openProspectFile(db, { now })
const die = (): void => void process.kill(process.pid, 'SIGKILL')
let [pages, ids] = [0, 0]
const deps = {
  file,
  now: () => new Date(now),
  asOf: new Date('2026-11-21T00:00:00.000Z'),
  random: (size: number) => {
    if (size > 1 && ++ids === Number(within)) die()
    return randomBytes(size)
  },
  signal: new AbortController().signal,
  version: '0.0.0',
  pid: process.pid,
  host: null,
  parent: null,
}
const { run } = await pullChanges(deps, { service: crmAt(url) }, ({ kind }) => {
  if (kind === 'progress' && ++pages === Number(after)) die()
})
file.close()
process.stdout.write(`run ${run}\n`)
