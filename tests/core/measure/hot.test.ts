import { expect, test } from 'vitest'
import { DEFAULT_CONFIG, type Config } from '../../../src/core/config/index.ts'
import { hotAccounts } from '../../../src/core/measure/hot.ts'
import { scorePeople } from '../../../src/core/score/score.ts'
import { setStage } from '../../../src/core/stage/stage.ts'
import { importText, world, type World } from '../../support/world.ts'

const PEOPLE = `Name,Email,Job Title,Company,Website,Employees
Ann Lee,ann@acme.example,VP Sales,Acme,acme.example,120
Bob Ray,bob@acme.example,Engineer,Acme,acme.example,120
Cy Dow,cy@birch.example,CEO,Birch,birch.example,80
Dee Fox,dee@cedar.example,CEO,Cedar,cedar.example,90
Eve Orr,eve@elm.example,CEO,Elm,elm.example,90
`
const SIGNALS = `Domain,Signal,Date,Detail
acme.example,funding,2026-11-01,series B
acme.example,research,2026-08-01,
birch.example,research,2026-11-18,
cedar.example,news,2026-11-10,
`
// A quarter of the purchase cycle: half of the four accounts.
const config: Config = { ...DEFAULT_CONFIG, in_market: { purchase_cycle: 182 } }

const start = async (): Promise<World> => {
  const w = world()
  await importText(w, PEOPLE)
  await importText(w, SIGNALS, { kind: 'signals' })
  await scorePeople(w.deps, { config })
  return w
}
const on = (w: World, day: string) => ({ file: w.file, asOf: new Date(`${day}T00:00:00Z`) })

test('no more than the quota, with the evidence that holds and its expiry', async () => {
  const w = await start()
  const { counts, accounts, asked } = hotAccounts(w.deps, { config })
  expect([counts, asked]).toEqual([{ accounts: 4, quota: 2, hot: 2, shown: 2, people: 0 }, true])
  expect(accounts.map(({ place, domain }) => [place, domain])).toEqual([
    [1, 'acme.example'],
    [2, 'birch.example'],
  ])
  expect(accounts[0]).toMatchObject({
    ...{ company: 'Acme', since: '2026-11-21', until: '2027-04-30', people: [] },
    evidence: [
      { kind: 'funding', on: '2026-11-01', expires_on: '2027-04-30', detail: 'series B', person: null },
    ],
  })
  expect(hotAccounts(w.deps, { config, limit: 1 }).counts).toMatchObject({ hot: 2, shown: 1 })
})
test('the people who may be asked there, the highest score first', async () => {
  const w = await start()
  const names = () =>
    hotAccounts(w.deps, { config, people: true }).accounts.map(({ people }) =>
      people.map(({ full_name }) => full_name),
    )
  expect(names()).toEqual([['Ann Lee', 'Bob Ray'], ['Cy Dow']])
  await setStage(w.deps, { who: 'ann@acme.example', stage: 'disqualified' })
  expect(names()).toEqual([['Bob Ray'], ['Cy Dow']])
})
test('what has expired is not hot any more', async () => {
  const w = await start()
  const hot = (day: string) => hotAccounts(on(w, day), { config }).accounts.map(({ domain }) => domain)
  expect(hot('2026-12-18')).toEqual(['acme.example', 'birch.example'])
  expect(hot('2026-12-19')).toEqual(['acme.example'])
  expect(hot('2027-05-01')).toEqual([])
})
test('where the config does not ask, and where nobody was scored', async () => {
  const w = world()
  await importText(w, PEOPLE)
  expect(hotAccounts(w.deps, { config: DEFAULT_CONFIG })).toMatchObject({
    ...{ asked: false, accounts: [], counts: { accounts: 0, quota: 0, hot: 0 } },
  })
  expect(hotAccounts(w.deps, { config })).toMatchObject({ asked: true, accounts: [], counts: { hot: 0 } })
  expect(hotAccounts(world().deps, { config })).toMatchObject({ counts: { accounts: 0, quota: 0, hot: 0 } })
})
