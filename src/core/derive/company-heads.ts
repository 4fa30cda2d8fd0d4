/**
 * Which companies are one by decision. A decision names two keys, so it outlives every company that is derived; of keys
 * that are one, a domain speaks for all, and of several the one that was named first.
 */
import type { CompanyLink } from '../../store/decisions.ts'
import type { ProspectFile } from '../../store/index.ts'
import { uniteByDecision } from './unite-by-decision.ts'

/** The key that speaks for this one: itself as long as nobody has linked it. */
export type HeadOf = (key: string) => string

/** @param links what holds, in the order of deciding */
export const companyHeads = (links: readonly CompanyLink[]): HeadOf => {
  if (links.length === 0) return (key) => key
  const place = new Map<string, number>()
  for (const { a, b } of links) for (const key of [a, b]) if (!place.has(key)) place.set(key, place.size)
  const rank = (key: string): number => place.get(key)! + (key.startsWith('d:') ? 0 : place.size)
  const of = (kind: CompanyLink['kind']) =>
    links
      .filter((link) => link.kind === kind)
      .map(({ id, a, b, automatic }) => ({ id, a, b, is_automatic: automatic === 1 }))
  return uniteByDecision(of('company_link'), of('company_cannot_link'), (a, b) => rank(a) < rank(b))
}

/** Everything that was ever decided of these companies, and of those that this leads to. */
const everDecided = ({ decisions }: Pick<ProspectFile, 'decisions'>, keys: Iterable<string>) => {
  const found = new Set(keys)
  const links = new Map<number, CompanyLink & { active: 0 | 1 }>()
  for (const key of found) {
    for (const link of decisions.companyLinksOf(key)) {
      links.set(link.id, link)
      found.add(link.a).add(link.b)
    }
  }
  return { keys: found, links: [...links.values()].sort((x, y) => x.id - y.id) }
}

/** These keys and all that a decision about them could ever concern. */
export const linkedKeys = (file: Pick<ProspectFile, 'decisions'>, keys: Iterable<string>): Set<string> =>
  everDecided(file, keys).keys

/** As {@link companyHeads} for a single key. */
export const headOfKey = (file: Pick<ProspectFile, 'decisions'>, key: string): string =>
  companyHeads(everDecided(file, [key]).links.filter(({ active }) => active === 1))(key)
