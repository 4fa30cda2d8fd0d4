/** Who is tied to whom in HubSpot's fake. */
import type { FakeReply } from '../fake.ts'
import type { FakeStore, ObjectType } from './fake-store.ts'

interface TieInput {
  from: { id: string }
  to: { id: string }
  types: { associationCategory: string; associationTypeId: number }[]
}

const PRIMARY = 1

export const fakeTies = (stores: Readonly<Record<ObjectType, FakeStore>>) => {
  /** `contacts 501 companies` → ids, with the numbers of their types. */
  const ties = new Map<string, Map<string, Set<number>>>()
  const primary = new Map<string, string>()

  const tie = (from: ObjectType, id: string, to: ObjectType, other: string, type: number): void => {
    const key = `${from} ${id} ${to}`
    const others = ties.get(key) ?? new Map<string, Set<number>>()
    ties.set(key, others.set(other, (others.get(other) ?? new Set()).add(type)))
    if (from === 'contacts' && to === 'companies' && type === PRIMARY) primary.set(id, other)
  }
  const create = (from: ObjectType, to: ObjectType, text: string): FakeReply => {
    const { inputs } = JSON.parse(text) as { inputs: TieInput[] }
    const results: unknown[] = []
    const errors: unknown[] = []
    for (const input of inputs) {
      const [fromId, toId] = [input.from.id, input.to.id]
      if (stores[from].living(fromId) === undefined || stores[to].living(toId) === undefined) {
        errors.push({
          ...{ status: 'error', category: 'OBJECT_NOT_FOUND', message: `No ${to} with ID ${toId} exists` },
          context: { fromObjectId: [fromId], toObjectId: [toId] },
        })
        continue
      }
      for (const { associationTypeId } of input.types) tie(from, fromId, to, toId, associationTypeId)
      results.push({
        ...{ fromObjectTypeId: '0-1', fromObjectId: Number(fromId) },
        ...{ toObjectTypeId: '0-2', toObjectId: Number(toId), labels: [] },
      })
    }
    const all = { status: 'COMPLETE', results }
    if (errors.length === 0) return { status: 201, body: all }
    return { status: 207, body: { ...all, numErrors: errors.length, errors } }
  }
  const read = (from: ObjectType, to: ObjectType, text: string): FakeReply => {
    const { inputs } = JSON.parse(text) as { inputs: { id: string }[] }
    const results = inputs.flatMap(({ id }) => {
      const others = [...(ties.get(`${from} ${id} ${to}`) ?? [])]
      if (others.length === 0) return []
      const told = others.map(([other, types]) => ({
        toObjectId: Number(other),
        associationTypes: [...types].map((typeId) => ({ category: 'HUBSPOT_DEFINED', typeId, label: null })),
      }))
      return [{ from: { id }, to: told }]
    })
    const lonely = inputs.length - results.length
    return { status: lonely === 0 ? 200 : 207, body: { status: 'COMPLETE', results, numErrors: lonely } }
  }
  return {
    ...{ tie, create, read },
    companyOf: (contact: string): string | null => primary.get(contact) ?? null,
    /** Whom a contact is tied to, and by which types. */
    contactsOf: (contact: string): [string, number[]][] =>
      [...(ties.get(`contacts ${contact} contacts`) ?? [])].map(([id, types]) => [id, [...types]]),
  }
}
