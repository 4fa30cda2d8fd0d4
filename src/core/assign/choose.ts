/** Which member of the team a company, or a person without one, falls to, and by which rule. */
import { plural } from '../../lib/text.ts'
import type { TeamMember } from '../config/config.ts'
import { rendezvous } from './rendezvous.ts'

export type AssignRule = 'company' | 'territory and product' | 'territory' | 'product' | 'anybody'

/** A member on the day of the run. */
export interface Member extends TeamMember {
  is_away: boolean
  /** Companies, and people without one, that were assigned to them this week. */
  week: number
}

/** What is to be assigned. */
export interface Account {
  /** What the choice follows from: the same account falls to the same person. */
  key: string
  /** Of each member: whether the best person of the account is in their territory. */
  in_territory: readonly boolean[]
  /** What the best person asked about, folded. */
  interest: string
  /** Who looks after most of the people there, as lists and hands say. */
  of: Member | null
}

/** Why nobody got it: nobody fits, or those who do are away or have enough. */
export type Unassigned = 'unmatched' | 'waiting'

export type Choice = { member: Member; rule: AssignRule; because: string } | { member: null; why: Unassigned }

export const isFull = ({ week, capacity }: Member): boolean => capacity !== undefined && week >= capacity

/** Who fits by territory and product is asked before who fits by one of them, and these before those without either. */
const LEVELS: readonly Exclude<AssignRule, 'company'>[] = [
  'territory and product',
  'territory',
  'product',
  'anybody',
]

interface Fit {
  member: Member
  rule: (typeof LEVELS)[number]
  product: string | null
}

/**
 * @param team in the order of the config
 * @param folded products of each member, folded as the interest is
 */
export const choose = (
  account: Account,
  team: readonly Member[],
  folded: readonly (readonly string[])[],
): Choice => {
  // Whoever has a company keeps it, however much they have.
  if (account.of !== null)
    return { member: account.of, rule: 'company', because: 'somebody at the company is theirs already' }
  const fits = team.flatMap((member, i): Fit[] => {
    if (member.territory !== undefined && account.in_territory[i] !== true) return []
    const place = folded[i]!.findIndex((product) => account.interest.includes(product))
    if (member.products !== undefined && place === -1) return []
    const product = member.products?.[place] ?? null
    const rule =
      member.territory === undefined
        ? product === null
          ? 'anybody'
          : 'product'
        : product === null
          ? 'territory'
          : 'territory and product'
    return [{ member, rule, product }]
  })
  for (const rule of LEVELS) {
    const free = fits.filter((fit) => fit.rule === rule && !fit.member.is_away && !isFull(fit.member))
    const member = rendezvous(
      account.key,
      free.map((fit) => fit.member),
    )
    if (member === null) continue
    const fit = free.find((one) => one.member === member)!
    return { member, rule, because: reason(fit, free.length, passedOver(fits, rule)) }
  }
  return { member: null, why: fits.length === 0 ? 'unmatched' : 'waiting' }
}

const reason = ({ member, rule, product }: Fit, among: number, others: readonly Member[]): string =>
  [
    ...(member.territory === undefined ? [] : [`territory: ${member.territory}`]),
    ...(product === null ? [] : [`product: ${product}`]),
    ...(rule === 'anybody' ? ['no territory, no products: takes what comes'] : []),
    ...(among > 1 ? [`by lot among ${plural(among, 'member')} who fit`] : []),
    ...others.map(({ name, is_away }) => `${name} ${is_away ? 'is away' : 'has enough this week'}`),
  ].join('; ')

/** Who would have been asked before, or with them. */
const passedOver = (fits: readonly Fit[], rule: Fit['rule']): Member[] =>
  fits
    .filter((fit) => LEVELS.indexOf(fit.rule) <= LEVELS.indexOf(rule))
    .map(({ member }) => member)
    .filter((member) => member.is_away || isFull(member))
