/** Open positions: the way to them from the home page, and how many a page shows. Pure. */
import { isDay } from '../../lib/day.ts'
import { companyDomain } from '../../model/url.ts'
import { systemOf, type ApplicantSystem } from './applicant-systems.ts'
import { readThings, textOf, thingsOf, typesOf, type Thing } from './linked-data.ts'
import type { Link, Page } from './page.ts'

export interface Positions {
  /** Each once; empty where only their number is known. */
  titles: string[]
  count: number
  /** The day of the newest; null where the page does not say. */
  newest: string | null
}

/** Parts of the path by which careers pages are known, from the plainest word to the vaguest. */
const PATHS =
  /[/-](?:careers?|jobs?|karriere|stellenangebote|stellen|carri(?:e|%c3%a8)res?|recrutement|emplois?|empleos?|trabaja-con-nosotros|vagas|carreiras|trabalhe-conosco|lavora-con-noi|vacatures|werken-bij|lediga-jobb|join-us|work-with-us|open-positions|vacancies)(?=$|[/.])/i
const WORDS =
  /^(?:careers?|jobs|we['’]re hiring!?|join (?:us|our team|the team)|work (?:with|at|for) .{1,30}|open positions|vacancies|karriere|jobs & karriere|stellenangebote|offene stellen|carri[eè]res?|recrutement|nous rejoindre|rejoignez-nous|empleo|trabaja con nosotros|carreiras|trabalhe conosco|vagas|lavora con noi|vacatures|werken bij .{1,30}|lediga jobb)\b/i

const isOfSite = (link: Link, page: Page): boolean =>
  link.url.hostname === page.url.hostname ||
  (companyDomain(page.url.hostname) ?? '') === companyDomain(link.url.hostname)

const rank = (link: Link, page: Page): number => {
  if (systemOf(link.url.hostname) !== undefined) return 4
  if (!isOfSite(link, page) || link.url.href.replace(/#.*/, '') === page.url.href) return 0
  const isPath = PATHS.test(link.url.pathname) || /^(careers?|jobs|karriere)\./.test(link.url.hostname)
  // A single posting, or news about jobs, lies deeper.
  const depth = link.url.pathname.split('/').filter(Boolean).length
  if (isPath) return depth <= 2 ? 3 : 1
  return WORDS.test(link.text) ? 2 : 0
}

/** Where open positions may be; null where the page leads nowhere of the kind. A board of an applicant system comes first. */
export const careersLink = (page: Page): URL | null => {
  let best: Link | null = null
  let most = 0
  for (const link of page.links) {
    const points = rank(link, page)
    if (points > most) [best, most] = [link, points]
  }
  if (best !== null) return best.url
  return boardOf(page)
}

/** The board of an applicant system that a page shows in a frame or by a script. */
const boardOf = (page: Page): URL | null => {
  for (const url of page.resources) {
    const company = /[?&]for=([\w-]+)/.exec(url.search)?.[1]
    if (systemOf(url.hostname)?.name === 'Greenhouse' && company !== undefined)
      return new URL(`https://boards.greenhouse.io/${company}`)
    if (/^[\w-]+\.jobs\.personio\.(de|com)$/.test(url.hostname)) return new URL('/', url.origin)
  }
  return null
}

/** From a careers page on to the board where its positions are; null where it shows them itself, or there is none. */
export const boardLink = (page: Page): URL | null => {
  if (systemOf(page.url.hostname) !== undefined) return null
  return page.links.find(({ url }) => systemOf(url.hostname) !== undefined)?.url ?? boardOf(page)
}

const dayOf = (thing: Thing, name: string): string | null => {
  const day = (textOf(thing[name]) ?? '').slice(0, 10)
  return isDay(day) ? day : null
}

const newestOf = (days: readonly (string | null)[]): string | null =>
  days.reduce((newest, day) => (day !== null && (newest === null || day > newest) ? day : newest), null)

const fromData = (page: Page, today: string): Positions | null => {
  const open = readThings(page.data)
    .filter((thing) => typesOf(thing).includes('JobPosting'))
    .filter((thing) => (dayOf(thing, 'validThrough') ?? today) >= today)
  const titles = open.flatMap((thing) => textOf(thing.title ?? thing.name) ?? [])
  if (titles.length === 0) return null
  const days = open.map((thing) => dayOf(thing, 'datePosted')).filter((day) => day === null || day <= today)
  return { titles, count: titles.length, newest: newestOf(days) }
}

/** Ashby's boards are drawn by a script, from data that stands in the page. */
const fromAshby = (page: Page): Positions | null => {
  for (const script of page.scripts) {
    const json = /window\.__appData\s*=\s*(\{.*\})/s.exec(script)?.[1]
    if (json === undefined) continue
    const board = readThings([json])[0]?.jobBoard
    const titles = thingsOf(thingsOf(board)[0]?.jobPostings).flatMap(({ title }) => textOf(title) ?? [])
    if (titles.length > 0) return { titles, count: titles.length, newest: null }
  }
  return null
}

/** Which system draws the page: that of its host, or one that the site has under a name of its own. */
const systemBehind = (page: Page): ApplicantSystem | undefined =>
  [page.url, ...page.resources].map(({ hostname }) => systemOf(hostname)).find((one) => one !== undefined)

const fromLinks = (page: Page): Positions | null => {
  const behind = systemBehind(page)
  const found = new Map<string, string>()
  for (const { url, text } of page.links) {
    const one = systemOf(url.hostname) ?? (url.hostname === page.url.hostname ? behind : undefined)
    if (one?.posting.test(url.pathname + url.search) !== true) continue
    const key = /[?&](?:gh_jid|ashby_jid|id)=[^&]+/.exec(url.search)?.[0] ?? ''
    const address = url.origin + url.pathname + key
    // Several links lead to one posting: its title, "Apply", a picture.
    if (!found.get(address)) found.set(address, text)
  }
  if (found.size === 0) return null
  return { titles: [...found.values()].filter((title) => title !== ''), count: found.size, newest: null }
}

/** What a page shows of open positions; null where it shows none that can be told. @param today ISO date */
export const readPositions = (page: Page, today: string): Positions | null =>
  fromData(page, today) ?? fromAshby(page) ?? fromLinks(page)
