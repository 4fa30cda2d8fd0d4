/**
 * What happened there since: contacts, companies and deals that were changed, then records that were deleted. The cursor
 * holds how far each of them was read; it serves in the middle of a pull as well as for the next one.
 */
import { z } from 'zod'
import type { Call, EntityKind } from '../contract.ts'
import type { RemoteChange } from '../target.ts'
import { ServiceTrouble } from '../trouble.ts'
import { changesOf, WATCHED } from './changes.ts'
import { TITLE } from './client.ts'
import { CLOSED_DEALS, outcomesOf } from './deals.ts'
import { deletedPage } from './gone.ts'
import { OWNER, owners } from './owners.ts'
import { nextPage, START, type Changed, type Search } from './pages.ts'

const PHASES = ['contacts', 'companies', 'deals', 'gone_contacts', 'gone_companies'] as const

const Mark = z.object({ from: z.number(), told: z.array(z.string()) })
const Cursor = z.object({
  phase: z.enum(PHASES),
  /** Within the phase. */
  place: z.object({ from: z.number(), after: z.string().nullable(), latest: z.array(z.string()) }).nullable(),
  page: z.string().nullable(),
  newest: z.number(),
  marks: z.object({ contacts: Mark, companies: Mark, deals: Mark }),
  gone: z.object({ contacts: z.number(), companies: z.number() }),
})
type Cursor = z.infer<typeof Cursor>

const first: Cursor = {
  ...{ phase: 'contacts', place: null, page: null, newest: 0 },
  marks: {
    contacts: { ...START, told: [] },
    companies: { ...START, told: [] },
    deals: { ...START, told: [] },
  },
  gone: { contacts: 0, companies: 0 },
}

const read = (since: string | null): Cursor => {
  if (since === null) return first
  try {
    return Cursor.parse(JSON.parse(since))
  } catch (cause) {
    throw new ServiceTrouble('refused', `this is no place in ${TITLE} where a pull could go on`, {
      ...{ code: 'cursor', cause },
    })
  }
}

const recordChanges = async (
  kind: EntityKind,
  changed: readonly Changed[],
  since: number,
  call: Call,
): Promise<RemoteChange[]> => {
  const hasOwner = changed.some(({ row }) => row.properties?.[OWNER])
  const emails = hasOwner ? (await owners(call)).emails : new Map<string, string>()
  return changed.flatMap(({ row, at }) => {
    const owner = emails.get(row.properties?.[OWNER] ?? '') ?? null
    return changesOf(kind, row, { at, owner, since })
  })
}

const SEARCHES: Readonly<Record<'contacts' | 'companies' | 'deals', Search>> = {
  contacts: { type: 'contacts', properties: ['prm_id', 'email', ...WATCHED.person] },
  companies: { type: 'companies', properties: ['prm_id', ...WATCHED.company] },
  deals: CLOSED_DEALS,
}

interface Step {
  changes: readonly RemoteChange[]
  cursor: Cursor
  /** The phase has come to its end. */
  isDone: boolean
}

const searchStep = async (
  cursor: Cursor,
  phase: 'contacts' | 'companies' | 'deals',
  call: Call,
): Promise<Step> => {
  const before = cursor.marks[phase]
  const { changed, place, mark } = await nextPage(SEARCHES[phase], before, cursor.place, call)
  const changes =
    phase === 'deals'
      ? await outcomesOf(changed, call)
      : await recordChanges(phase === 'contacts' ? 'person' : 'company', changed, before.from, call)
  const marks = { ...cursor.marks, [phase]: { from: mark.from, told: [...mark.told] } }
  const here = place === null ? null : { ...place, latest: [...place.latest] }
  return { changes, cursor: { ...cursor, marks, place: here }, isDone: place === null }
}

const goneStep = async (cursor: Cursor, kind: EntityKind, call: Call): Promise<Step> => {
  const type = kind === 'person' ? 'contacts' : 'companies'
  const { changes, next, newest } = await deletedPage(kind, cursor.gone[type], cursor.page, call)
  const latest = Math.max(newest, cursor.newest)
  if (next !== null) return { changes, cursor: { ...cursor, page: next, newest: latest }, isDone: false }
  return {
    ...{ changes, isDone: true },
    cursor: { ...cursor, gone: { ...cursor.gone, [type]: latest }, page: null, newest: 0 },
  }
}

/** One page; see `Target.pull`. */
export const pull = async (
  since: string | null,
  call: Call,
): Promise<{ changes: readonly RemoteChange[]; next: string; isOver: boolean }> => {
  const cursor = read(since)
  const { phase } = cursor
  const step =
    phase === 'gone_contacts' || phase === 'gone_companies'
      ? await goneStep(cursor, phase === 'gone_contacts' ? 'person' : 'company', call)
      : await searchStep(cursor, phase, call)
  const place = PHASES.indexOf(phase) + 1
  const isOver = step.isDone && place === PHASES.length
  const now = step.isDone
    ? { ...step.cursor, phase: PHASES[place % PHASES.length]!, place: null }
    : step.cursor
  return { changes: step.changes, next: JSON.stringify(now), isOver }
}
