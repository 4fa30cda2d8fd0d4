/** From a home page to what is said of its company. Pure. */
import type { IncomingHttpHeaders } from 'node:http'
import { companyDomain, isSharedHost, normalizeProfileUrl } from '../../model/url.ts'
import type { FoundSignal } from '../contract.ts'
import type { Positions } from './careers.ts'
import { readThings } from './linked-data.ts'
import { readOrganization } from './organization.ts'
import type { Page } from './page.ts'
import { technologiesOf } from './technologies.ts'

/** A description is cut here: what comes after is written for search engines. */
const LONGEST = 500
/** So many titles are named in a signal. */
const TITLES = 5
const MOST_EMAILS = 3

const shortened = (text: string | undefined): string => {
  if (text === undefined || text.length <= LONGEST) return text ?? ''
  return `${text.slice(0, LONGEST - 1).trimEnd()}…`
}

const cell = (text: string): string => text.replaceAll(';', ',')

/** Addresses for writing to the company: of its own domain, each once. */
const emailsOf = (page: Page, domains: readonly (string | null)[]): string[] => {
  const found = page.addresses
    .flatMap((address) => /^mailto:([^?]+)/i.exec(address)?.[1] ?? [])
    .map((address) => {
      try {
        return decodeURIComponent(address).trim().toLowerCase()
      } catch {
        return ''
      }
    })
    .filter((address) => /^[^\s@,;]+@[^\s@,;]+$/.test(address))
    .filter((address) => domains.includes(companyDomain(address)))
  return [...new Set(found)].slice(0, MOST_EMAILS)
}

const phoneOf = (page: Page): string =>
  page.addresses
    .flatMap((address) => /^tel:(.*)/i.exec(address)?.[1] ?? [])
    .map((number) => number.replace(/%20|[^\d+()\s./-]/g, ' ').trim())
    .find((number) => number.replace(/\D/g, '').length >= 6) ?? ''

/** The company's page at LinkedIn, and its account at X: as its data says, else as it links to them. */
const profilesOf = (page: Page, own: readonly string[]): Record<string, string> => {
  const all = [...own, ...page.links.map(({ url }) => url.href)].flatMap(
    (url) => normalizeProfileUrl(url) ?? [],
  )
  const linkedin = all.find(({ network, kind }) => network === 'linkedin' && kind === 'company')
  const twitter = all.find(({ network }) => network === 'twitter')
  return { company_linkedin_url: linkedin?.url ?? '', 'custom.company_twitter_url': twitter?.url ?? '' }
}

/** `de` of `de-AT`; empty for what is no language. */
const languageOf = (page: Page, headers: IncomingHttpHeaders): string =>
  /^[a-z]{2,3}(?=$|[-_,])/.exec((page.language || (headers['content-language'] ?? '')).toLowerCase())?.[0] ??
  ''

/**
 * @param domain by which the company is known; null where only its website is
 * @returns values by the names of the vocabulary; what the page does not say is left out
 */
export const readHome = (
  page: Page,
  headers: IncomingHttpHeaders,
  domain: string | null,
): Record<string, string> => {
  const there = companyDomain(page.url.hostname)
  const { fields, profiles } = readOrganization(readThings(page.data), there ?? '')
  const isElsewhere = domain !== null && there !== domain
  const { metas } = page
  const all: Record<string, string> = {
    company: metas.get('og:site_name') ?? '',
    ...fields,
    company_phone: fields.company_phone ?? phoneOf(page),
    ...profilesOf(page, profiles),
    technologies: technologiesOf(page, headers).join('; '),
    // Another domain would be another company: that it leads there is for people to judge.
    website: isElsewhere ? '' : page.url.origin,
    'custom.redirects_to': isElsewhere ? (there ?? page.url.hostname) : '',
    'custom.site_title': page.title || (metas.get('og:title') ?? ''),
    'custom.site_description': shortened(metas.get('description') ?? metas.get('og:description')),
    'custom.site_language': languageOf(page, headers),
    'custom.contact_email': emailsOf(page, [domain, there]).join('; '),
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value.trim() !== ''))
}

/** Whether a domain leads to a page of somebody who gives room to many: `facebook.com/acme`. */
export const isSomebodyElses = (page: Page): boolean => isSharedHost(page.url.hostname)

/** Open positions as a signal; nothing where there are none. */
export const hiringSignals = (positions: Positions, url: URL): FoundSignal[] => {
  const { titles, count, newest } = positions
  if (count === 0) return []
  const named = [...new Set(titles)].slice(0, TITLES).map(cell)
  const rest = count - named.length
  const list = named.length === 0 ? '' : `: ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
  const detail = `${count} open ${count === 1 ? 'position' : 'positions'}${list}`
  return [{ of: 'company', kind: 'hiring', on: newest, detail, url: url.href }]
}
