/** Four people, of whom one was pushed to the made-up CRM, and what of the file a pull may change. */
import { importText, personOf, type World } from './world.ts'

const LIST = `Name,Email,Job Title,Company,Website,Owner
Ann Lee,ann@acme.example,CEO,Acme,acme.example,Olga
Bob Roe,bob@birch.example,VP Sales,Birch,birch.example,
Carla Diaz,carla@cedar.example,COO,Cedar,cedar.example,
Dora Kim,dora@acme.example,CTO,Acme,acme.example,
`

export const WHO = [
  ['person', 'r-bob', null],
  ['person', 'r-bob', 'bob@birch.example'],
  ['person', 'r-ann', 'ann@acme.example'],
  ['person', 'r-carla', 'carla@cedar.example'],
  ['person', 'r-dora', 'dora@acme.example'],
  ['person', 'r-zoe', 'zoe@fir.example'],
  ['company', 'r-birch', null],
] as const

const AT = '2026-11-17T09:00:00.000Z'

/** Bob and Birch were pushed. */
export const preparePull = async (w: World): Promise<void> => {
  await importText(w, LIST)
  w.file.write(() => {
    const run = w.file.runs.start({
      ...{ command: 'push', parent_id: null, undoes: null, started_at: AT, as_of: '2026-11-17' },
      ...{ input: '{}', version: '0.0.0', pid: null, host: null },
    })
    w.file.runs.finish(run, 'done', {}, AT)
    const { person, company } = w.file.pushes.of
    const row = { target: 'crm', run_id: run, outcome: 'created', content: '{}', changes: null } as const
    const [bob, birch] = [personOf(w, 'bob@birch.example'), w.file.companies.byKey('d:birch.example')!]
    person.put({ ...row, entity_id: String(bob.id), remote_id: 'r-bob', pushed_at: AT })
    company.put({ ...row, entity_id: String(birch.id), remote_id: 'r-birch', pushed_at: AT })
  })
}

/** Everything of the file that a pull may change, but for suppressions, which stay. */
export const pullState = ({ file }: Pick<World, 'file'>) => ({
  people: file.leads.rows('SELECT * FROM lead ORDER BY id').map((row) => ({ ...row, suppressed: null })),
  companies: file.leads.rows('SELECT * FROM company ORDER BY id'),
  events: file.leads.rows(
    'SELECT about, kind, at, person_id FROM event WHERE active = 1 ORDER BY about, at, kind',
  ),
  decisions: file.leads.rows(
    'SELECT kind, record_id, value, because, decided_by FROM decision WHERE active = 1 ORDER BY id',
  ),
  verdicts: file.leads.rows('SELECT address, verdict, checked_by FROM verdict WHERE active = 1 ORDER BY id'),
  held: [...file.pushes.of.person.held('crm').keys(), ...file.pushes.of.company.held('crm').keys()].sort(),
  place: file.pulls.last('crm', 'acc-1')?.next,
})
