/** Who is in Pipedrive already. Its search is only a hint: whoever it brings is looked at before being taken for the one. */
import type { Call, EntityKind, Outcome } from '../contract.ts'
import { hostsIn } from '../hosts-in.ts'
import type { Lookup, RemoteRecord } from '../target.ts'
import { ID_FIELD, ownFields } from './fields.ts'
import { ownValue, recordsById, remoteRecord, search } from './records.ts'
import type { Held } from './schema.ts'

const lower = (text: string): string => text.trim().toLowerCase()

const isAt = ({ custom_fields, website }: Held, domain: string): boolean =>
  [website, ...Object.values(custom_fields ?? {})].some(
    (value) => typeof value === 'string' && hostsIn(value).includes(lower(domain)),
  )

interface Way {
  ids: () => Promise<string[]>
  isIt: (record: Held) => boolean | Promise<boolean>
}

/** Ways to a record, the surest first. */
const waysTo = ({ kind, prm_id, emails = [], domain }: Lookup, call: Call): [Way, ...Way[]] => [
  {
    ids: async () =>
      (await ownFields(kind, call)).has(ID_FIELD)
        ? search(kind, { term: prm_id, fields: 'custom_fields', exact: true }, call)
        : [],
    isIt: async (record) => (await ownValue(kind, record, ID_FIELD, call)) === prm_id,
  },
  {
    ids: async () =>
      kind === 'person'
        ? (
            await Promise.all(
              emails.map((term) => search(kind, { term, fields: 'email', exact: true }, call)),
            )
          ).flat()
        : [],
    isIt: ({ emails: theirs }) =>
      (theirs ?? []).some(({ value }) => emails.map(lower).includes(lower(value))),
  },
  {
    ids: async () =>
      kind === 'company' && domain !== undefined
        ? search(kind, { term: domain, fields: 'custom_fields', exact: false }, call)
        : [],
    isIt: (record) => domain !== undefined && isAt(record, domain),
  },
]

const fittingBy = async (lookup: Lookup, { ids, isIt }: Way, call: Call): Promise<Held[]> => {
  const fitting: Held[] = []
  for (const record of await recordsById(lookup.kind, await ids(), call))
    if (await isIt(record)) fitting.push(record)
  return fitting
}

/** Those that carry this id, which prm gave them. */
export const byPrmId = (lookup: Lookup, call: Call): Promise<Held[]> =>
  fittingBy(lookup, waysTo(lookup, call)[0], call)

const searched = async (lookup: Lookup, call: Call): Promise<Held[]> => {
  for (const way of waysTo(lookup, call)) {
    const fitting = await fittingBy(lookup, way, call)
    if (fitting.length > 0) return fitting
  }
  return []
}

const findKind = async (
  kind: EntityKind,
  lookups: readonly Lookup[],
  names: readonly string[],
  call: Call,
): Promise<Outcome<readonly RemoteRecord[]>[]> => {
  const ids = lookups.flatMap(({ id }) => (id === undefined ? [] : [id]))
  const known = new Map((await recordsById(kind, ids, call)).map((record) => [record.id, record]))
  return Promise.all(
    lookups.map(async (lookup): Promise<Outcome<readonly RemoteRecord[]>> => {
      const own = lookup.id === undefined ? undefined : known.get(lookup.id)
      const held = own === undefined ? await searched(lookup, call) : [own]
      if (held.length === 0) return { kind: 'none', charged: false }
      const answer = await Promise.all(held.map((record) => remoteRecord(kind, record, names, call)))
      return { kind: 'answer', answer, charged: false }
    }),
  )
}

export const find = async (
  lookups: readonly Lookup[],
  names: readonly string[],
  call: Call,
): Promise<Outcome<readonly RemoteRecord[]>[]> => {
  const found = new Map<Lookup, Outcome<readonly RemoteRecord[]>>()
  for (const kind of ['person', 'company'] as const) {
    const these = lookups.filter((lookup) => lookup.kind === kind)
    const outcomes = these.length === 0 ? [] : await findKind(kind, these, names, call)
    these.forEach((lookup, i) => found.set(lookup, outcomes[i]!))
  }
  return lookups.map((lookup) => found.get(lookup)!)
}
