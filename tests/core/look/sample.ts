/** A small file: two lists that share a person, an edit by hand, an opt-out, a rejected row. Ids are stable. */
import { editPerson } from '../../../src/core/edit/edit.ts'
import { enrichPeople } from '../../../src/core/enrich/enrich.ts'
import type { Deps } from '../../../src/core/derive/run.ts'
import { importLists } from '../../../src/core/import/import.ts'
import { validateAddresses } from '../../../src/core/validate/validate.ts'
import { openProspectFile } from '../../../src/store/index.ts'
import type { ScoreRow } from '../../../src/store/scores.ts'

export const EVENT = `First Name,Last Name,Email,Phone,Job Title,Company,Employees,Booth,Unsubscribed
Ann,Lee,ann@acme.example,+14155550132,Head of Sales,Acme,120,9,
Bob,Ray,bob@acme.example,,Engineer,Acme,,20,
Cy,Dow,cy@birch.example,+442079460123,,Birch,,=1+2,yes
,,,,,,,14,
`
export const CRM = `email,job title,company,city
ann@acme.example,VP Sales,Acme,Oakland
dee@cedar.example,CFO,Cedar,
`

export function makeDeps(): Deps {
  const file = openProspectFile(':memory:', { create: true, now: '2026-11-21T09:00:00Z' })
  let seed = 0
  return {
    file,
    now: () => new Date('2026-11-21T09:00:00Z'),
    asOf: new Date('2026-11-21T00:00:00Z'),
    random: (size) => Uint8Array.from({ length: size }, () => (seed = (seed * 31 + 7) % 251)),
    signal: new AbortController().signal,
    version: '0.0.0',
    pid: null,
    host: null,
    parent: null,
  }
}

export async function importText(deps: Deps, name: string, text: string, parent: number | null = null) {
  // eslint-disable-next-line @typescript-eslint/require-await -- a stream of one piece
  async function* stream(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(text)
  }
  const files = [{ source: { stream: stream(), name }, name }]
  return importLists({ ...deps, parent }, { files, kind: 'people', on_match: 'fill', country: 'US' })
}

/** Runs: 1 import event.csv, 2 import crm.csv, 3 enrich, 4 validate, 5 edit ann. */
export async function makeSample(): Promise<Deps> {
  const deps = makeDeps()
  await importText(deps, 'event.csv', EVENT)
  await importText(deps, 'crm.csv', CRM)
  await enrichPeople(deps)
  await validateAddresses(deps, { extra_tlds: ['example'] })
  await editPerson(deps, { who: 'ann@acme.example', changes: { city: 'Berkeley' } })
  return deps
}

export const idOf = (deps: Deps, email: string): string => deps.file.people.idsByAddress(email)[0]!

/** Gives scores without a model. */
export function giveScores(deps: Deps, scores: Record<string, Partial<ScoreRow>>): void {
  deps.file.write(() => {
    const run_id = deps.file.runs.start({
      command: 'score',
      parent_id: null,
      undoes: null,
      started_at: '2026-11-21T09:00:00Z',
      as_of: '2026-11-21',
      input: '{}',
      version: '0.0.0',
      pid: null,
      host: null,
    })
    for (const [email, given] of Object.entries(scores)) {
      deps.file.scores.add({
        person_id: idOf(deps, email),
        run_id,
        as_of: '2026-11-21',
        score: 10,
        grade: 'D',
        fit: 'C',
        heat: 3,
        route: null,
        firmographic: 10,
        technographic: 0,
        person: 0,
        behavioural: 0,
        intent: 0,
        mvl: 0,
        missing: null,
        ...given,
      })
    }
    deps.file.runs.finish(run_id, 'done', { people: Object.keys(scores).length }, '2026-11-21T09:00:00Z')
  })
}
