/** A visit to a company's site: its home page, and where that leads to open positions, those; at most four pages. */
import { createDnsClient } from '../../lib/dns/client.ts'
import { parseServer } from '../../lib/dns/server.ts'
import { companyDomain, normalizeUrl } from '../../model/url.ts'
import type { Call, EntityAnswer, EntityQuestion, FoundSignal, Outcome, Web } from '../contract.ts'
import { test as testNames } from '../dns/client.ts'
import { hiringSignals, isSomebodyElses, readHome } from './answer.ts'
import { NoPage, openBrowser, type Browser, type Found } from './browse.ts'
import { boardLink, careersLink, readPositions } from './careers.ts'
import { decodePage, readPage, type Page } from './page.ts'

/** Where the home page may be, the likeliest place first. */
export const homesOf = ({ known }: EntityQuestion): URL[] => {
  const domain = companyDomain(known.domain ?? '') ?? companyDomain(known.website ?? '')
  const site = normalizeUrl(known.website ?? '')
  const isOwn = site !== null && companyDomain(site) === domain
  if (domain === null) return []
  const urls = [
    ...(isOwn ? [new URL('/', site).href] : []),
    ...[`https://${domain}/`, `https://www.${domain}/`, `http://${domain}/`],
  ]
  return [...new Set(urls)].map((url) => new URL(url))
}

const takeApart = async ({ url, headers, body, whole }: Found): Promise<Page> =>
  readPage(await decodePage(body, headers['content-type'] ?? '', whole), url)

/** Another way in is worth a try where nobody is at home, not where somebody said no. */
const findHome = async (browser: Browser, urls: readonly URL[]): Promise<Found> => {
  let first: NoPage | null = null
  for (const url of urls) {
    try {
      return await browser.page(url)
    } catch (error) {
      if (!(error instanceof NoPage)) throw error
      first ??= error
      if (error.reason !== 'site_silent' || /ABORT|TIME/i.test(error.code)) throw error
    }
  }
  throw first!
}

interface Hiring {
  signals: FoundSignal[]
  fields: Record<string, string>
}

/** What goes wrong on the way to the open positions takes nothing away from the home page. */
const findPositions = async (browser: Browser, home: Page, today: string): Promise<Hiring> => {
  let page = home
  let url = careersLink(home)
  try {
    for (let step = 0; step < 2 && url !== null; step++) {
      page = await takeApart(await browser.page(url))
      const positions = readPositions(page, today)
      if (positions !== null) {
        const fields = { 'custom.open_positions': String(positions.count) }
        return { signals: hiringSignals(positions, page.url), fields }
      }
      url = boardLink(page)
    }
  } catch (error) {
    if (!(error instanceof NoPage)) throw error
  }
  return { signals: [], fields: {} }
}

const outcomeOf = ({ reason, code }: NoPage): Outcome<EntityAnswer> => {
  if (reason === 'site_silent' && code === 'ENOTFOUND') return { kind: 'none', charged: false }
  const retry = /^(site_silent|site_error|dns_timeout|dns_failed)$/.test(reason)
  return { kind: 'unknown', reason, retry, charged: false, evidence: { code } }
}

const visit = async (
  browser: Browser,
  question: EntityQuestion,
  today: string,
): Promise<Outcome<EntityAnswer>> => {
  const found = await findHome(browser, homesOf(question))
  const page = await takeApart(found)
  if (isSomebodyElses(page)) return { kind: 'none', charged: false }
  const { signals, fields } = await findPositions(browser, page, today)
  const answer: EntityAnswer = {
    fields: { ...readHome(page, found.headers, companyDomain(question.known.domain ?? '')), ...fields },
    ...{ signals, opted_out: false },
    evidence: { url: page.url.href, bytes: found.body.length, whole: found.whole },
  }
  return { kind: 'answer', answer, charged: false }
}

const withBrowser = async <T>(web: Web, act: (browser: Browser) => Promise<T>): Promise<T> => {
  const servers = web.resolver.flatMap((text) => parseServer(text) ?? [])
  const client = createDnsClient({ ...(servers.length > 0 && { servers }), signal: web.signal })
  const stop = new AbortController()
  const end = (): void => stop.abort()
  const timer = setTimeout(end, web.timeout * 1000)
  web.signal.addEventListener('abort', end)
  const browser = openBrowser(web, client, stop.signal)
  try {
    return await act(browser)
  } finally {
    clearTimeout(timer)
    web.signal.removeEventListener('abort', end)
    browser.close()
    client.close()
  }
}

const askOne = async (question: EntityQuestion, { web }: Call): Promise<Outcome<EntityAnswer>> => {
  if (homesOf(question).length === 0) return { kind: 'none', charged: false }
  const today = new Date(web.now()).toISOString().slice(0, 10)
  try {
    return await withBrowser(web, (browser) => visit(browser, question, today))
  } catch (error) {
    // What ended with the program is no answer.
    web.signal.throwIfAborted()
    if (error instanceof NoPage) return outcomeOf(error)
    throw error
  }
}

export const ask = (
  questions: readonly EntityQuestion[],
  call: Call,
): Promise<readonly Outcome<EntityAnswer>[]> =>
  Promise.all(questions.map((question) => askOne(question, call)))

/** There is no service behind it: without the names of hosts it gets nowhere. */
export const test = async (call: Call): Promise<string> => {
  await testNames(call)
  return 'the names of sites can be looked up'
}
