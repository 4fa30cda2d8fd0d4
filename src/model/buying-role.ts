/**
 * Who has which part in a purchase: the buying centre of Webster and Wind (1972) as sales teams name it now. Said by hand
 * or by a list; proposed from a title where nobody has said anything.
 */
import { fold } from '../lib/text.ts'
import type { RecordFields } from './record.ts'
import { classifyTitle } from './title.ts'

/** In the order in which an account is worked through; the first four are needed, a blocker is only to be known. */
export const BUYING_ROLES = ['economic_buyer', 'champion', 'technical', 'user', 'blocker'] as const

export type BuyingRole = (typeof BUYING_ROLES)[number]

/** A purchase wants somebody in each of these. */
export const NEEDED_ROLES = BUYING_ROLES.filter((role) => role !== 'blocker')

/** Where a record tells it: a column "Buying Role" of a list, and `prm role`. */
export const BUYING_ROLE_FIELD = 'custom.buying_role'

/** What the words of lists mean (HubSpot’s property "Buying Role" among them). */
const WORDS: Readonly<Record<BuyingRole, string>> = {
  economic_buyer:
    'economic buyer|buyer|economic|budget holder|budget owner|decision maker|decider|approver|executive sponsor|sponsor|purchaser',
  champion: 'champion|coach|advocate|internal champion|mobilizer|mobiliser',
  technical:
    'technical|technical buyer|technical evaluator|evaluator|technical decision maker|gatekeeper technical|it',
  user: 'user|end user|user buyer|users',
  blocker: 'blocker|opponent|detractor|sceptic|skeptic|anti champion',
}

const byWord: ReadonlyMap<string, BuyingRole> = new Map(
  BUYING_ROLES.flatMap((role) => WORDS[role].split('|').map((word): [string, BuyingRole] => [word, role])),
)

/** The role that a text names; null for one that is in no list. */
export const readBuyingRole = (text: string): BuyingRole | null =>
  byWord.get(
    fold(text)
      .replace(/[^\p{L}]+/gu, ' ')
      .trim(),
  ) ?? null

/** What a record says of it; undefined: nothing, null: cleared, or a word that names none. */
export const buyingRoleIn = (fields: RecordFields): BuyingRole | null | undefined => {
  const told = fields[BUYING_ROLE_FIELD]
  if (told === undefined) return undefined
  return typeof told === 'string' ? readBuyingRole(told) : null
}

/**
 * The part that a title makes likely; null where it tells nothing. Nobody is proposed as a blocker: that is known of a
 * person, not of a title.
 */
export const proposeBuyingRole = (title: string): BuyingRole | null => {
  const { seniority, department } = classifyTitle(title)
  if (seniority === null) return null
  if (department === 'executive' || department === 'finance' || department === 'procurement')
    return seniority === 'c_level' ||
      seniority === 'vp' ||
      seniority === 'director' ||
      department === 'procurement'
      ? 'economic_buyer'
      : null
  const leads = seniority === 'c_level' || seniority === 'vp' || seniority === 'director'
  if (department === 'it' || department === 'engineering' || department === 'data' || department === 'legal')
    return 'technical'
  if (department === null) return null
  return leads || seniority === 'manager' ? 'champion' : 'user'
}
