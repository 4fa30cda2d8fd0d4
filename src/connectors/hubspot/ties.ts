/** Who belongs to whom: people to their company, people to each other. Made twice they are there once. */
import type { Call, Outcome } from '../contract.ts'
import { inHalves } from '../halves.ts'
import type { TargetTie, TargetWrite, Written } from '../target.ts'
import type { ServiceTrouble } from '../trouble.ts'
import { askFor, ASSOCIATIONS, isRefused, TITLE, wordsOf } from './client.ts'
import { Labels, Ties } from './schema.ts'

interface Tie {
  from: string
  to: string
  type: { associationCategory: string; associationTypeId: number }
}

/** The company that stands first with a contact; it may have others. */
const PRIMARY_COMPANY = { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 1 }
/** Two contacts that know each other, without a word about it. */
const CONTACTS = { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 449 }

/** @returns why a tie was not made; null: it was */
const tie = async (
  ties: readonly Tie[],
  to: 'companies' | 'contacts',
  call: Call,
): Promise<readonly (string | null)[]> => {
  const send = async (some: readonly Tie[]): Promise<readonly (string | null)[]> => {
    const path = `${ASSOCIATIONS}/contacts/${to}/batch/create`
    const inputs = some.map((one) => ({ from: { id: one.from }, to: { id: one.to }, types: [one.type] }))
    const { results, errors } = await askFor(call, { path, json: { inputs } }, Ties)
    const made = new Set(
      results.map((one) => `${one.fromObjectId ?? one.from?.id} ${one.toObjectId ?? one.to?.id}`),
    )
    const [failure] = errors ?? []
    const why = failure === undefined ? 'it does not say why' : wordsOf(failure).words
    return some.map((one) => (made.has(`${one.from} ${one.to}`) ? null : why))
  }
  return inHalves(ties, send, isRefused, (_, error) => (error as ServiceTrouble).message)
}

/** Ties the people that were written to their companies. One who could not be tied is told as failed. */
export const tieCompanies = async (
  writes: readonly TargetWrite[],
  outcomes: readonly Outcome<Written>[],
  call: Call,
): Promise<readonly Outcome<Written>[]> => {
  const places: number[] = []
  const ties: Tie[] = []
  for (const [place, { kind, company }] of writes.entries()) {
    const outcome = outcomes[place]!
    if (kind !== 'person' || company === null || outcome.kind !== 'answer') continue
    places.push(place)
    ties.push({ from: outcome.answer.id, to: company, type: PRIMARY_COMPANY })
  }
  const reasons = await tie(ties, 'companies', call)
  const all = [...outcomes]
  for (const [i, reason] of reasons.entries()) {
    if (reason === null) continue
    const message = `written to ${TITLE}, but not tied to company ${ties[i]!.to}: ${reason}`
    all[places[i]!] = { kind: 'failed', code: 'not_tied', message }
  }
  return all
}

const plain = (words: string): string => words.toLowerCase().replace(/[^a-z]+/g, '_')

/** Labels of the account's own, by their words: `Reports to` is our `reports_to`. */
const labels = (call: Call): Promise<ReadonlyMap<string, Tie['type']>> =>
  call.once('hubspot labels', async () => {
    const path = `${ASSOCIATIONS}/contacts/contacts/labels`
    const { results } = await askFor(call, { method: 'GET', path }, Labels)
    return new Map(
      results.flatMap(({ category, typeId, label }) =>
        label ? [[plain(label), { associationCategory: category, associationTypeId: typeId }] as const] : [],
      ),
    )
  })

export const relate = async (
  ties: readonly TargetTie[],
  call: Call,
): Promise<readonly Outcome<{ tied: boolean }>[]> => {
  const known = await labels(call)
  const all = ties.map(({ from, to, relationship }): Tie => ({
    ...{ from, to },
    type: known.get(plain(relationship)) ?? CONTACTS,
  }))
  return (await tie(all, 'contacts', call)).map((reason): Outcome<{ tied: boolean }> =>
    reason === null
      ? { kind: 'answer', answer: { tied: true }, charged: false }
      : { kind: 'failed', code: 'not_tied', message: `${TITLE} made no tie: ${reason}` },
  )
}
