/** A prospect file in memory with fixed surroundings, for tests of operations. */
import { importLists, type ImportInput, type ImportResult } from '../../src/core/import/import.ts'
import type { Deps } from '../../src/core/derive/run.ts'
import { openProspectFile, type ProspectFile } from '../../src/store/index.ts'

export interface World {
  file: ProspectFile
  deps: Deps
}

/** Random bytes that are the same in every run. */
const counted = (): ((size: number) => Uint8Array) => {
  let n = 0
  return (size) => Uint8Array.from({ length: size }, () => (n = (n * 1103515245 + 12345) % 2147483648) >> 16)
}

export const world = (path = ':memory:'): World => {
  const file = openProspectFile(path, { create: true, now: '2026-11-21T09:00:00.000Z' })
  file.setClock('2026-11-21')
  return {
    file,
    deps: {
      file,
      now: () => new Date('2026-11-21T09:00:00.000Z'),
      asOf: new Date('2026-11-21T00:00:00.000Z'),
      random: counted(),
      signal: new AbortController().signal,
      version: '0.0.0',
      pid: null,
      host: null,
      parent: null,
    },
  }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text))
}

/** A list as a stream, as if it came from stdin. */
export const list = (text: string, name = 'list.csv'): ImportInput['files'][number] => ({
  name,
  source: { name, stream: bytesOf(text) },
})

export const importText = (
  { deps }: World,
  text: string,
  options: Partial<ImportInput> & { name?: string } = {},
): Promise<ImportResult> => {
  const { name = 'list.csv', ...input } = options
  return importLists(deps, {
    kind: 'people',
    on_match: 'fill',
    country: 'US',
    ...input,
    files: [list(text, name)],
  })
}

/** Lists on the disk, as the command line gives them. */
export const importPaths = (
  { deps }: World,
  paths: readonly string[],
  options: Partial<ImportInput> = {},
): Promise<ImportResult> =>
  importLists(deps, {
    kind: 'people',
    on_match: 'fill',
    country: 'US',
    ...options,
    files: paths.map((path) => ({ name: path, source: { path } })),
  })

/** The people by name (by address where they have none). */
export const peopleOf = ({ file }: World): Record<string, string | number | null>[] =>
  file.leads
    .rows('SELECT * FROM lead ORDER BY id')
    .map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)))

/** The one person with this address. */
export const personOf = (w: World, email: string): Record<string, string | number | null> => {
  const [id, other] = w.file.people.idsByAddress(email)
  if (id === undefined || other !== undefined)
    throw new Error(`${email}: ${id === undefined ? 'nobody' : 'several'}`)
  return w.file.leads.get(id)!
}

/** How many rows each table has, derived ones and runs included. */
export const tableCounts = ({ file }: World): Record<string, number> =>
  Object.fromEntries(
    file.leads
      .tables()
      .filter(({ type }) => type === 'table')
      .map(({ name }) => [name, Number(file.leads.rows(`SELECT count(*) AS n FROM "${name}"`)[0]!.n)]),
  )
