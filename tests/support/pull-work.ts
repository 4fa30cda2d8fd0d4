/**
 * `node pull-work.ts DB URL AFTER WITHIN`: pulls from the CRM at URL, and dies by its own hand: once AFTER pages were taken in
 * (0: never), or within the transaction of a page, when it draws its WITHIN-th id (0: never).
 */
import { pullChanges } from '../../src/core/pull/pull.ts'
import { crmAt } from './telling-crm.ts'
import { workDeps } from './work-deps.ts'

const [db = '', url = '', after = '0', within = '0'] = process.argv.slice(2)
const die = (): void => void process.kill(process.pid, 'SIGKILL')
let [pages, ids] = [0, 0]
const deps = workDeps(db)
const random = (size: number): Uint8Array => {
  if (size > 1 && ++ids === Number(within)) die()
  return deps.random(size)
}
const { run } = await pullChanges({ ...deps, random }, { service: crmAt(url) }, ({ kind }) => {
  if (kind === 'progress' && ++pages === Number(after)) die()
})
deps.file.close()
process.stdout.write(`run ${run}\n`)
