import { describe, expect, test } from 'vitest'
import { hiringSignals } from '../../../src/connectors/website/answer.ts'
import { APPLICANT_SYSTEMS } from '../../../src/connectors/website/applicant-systems.ts'
import { boardLink, careersLink, readPositions } from '../../../src/connectors/website/careers.ts'
import { readPage } from '../../../src/connectors/website/page.ts'

const page = (html: string, url = 'https://acme.example/') => readPage(html, new URL(url))
const link = (href: string, text = 'More'): string => `<a href="${href}"><span>${text}</span></a>`
const links = (...all: string[]): string => all.map((href) => link(href)).join('\n')

describe('the way to open positions', () => {
  const ways: [what: string, html: string, expected: string | null][] = [
    ['by its path', links('/about', '/careers'), 'https://acme.example/careers'],
    ['in other languages', links('/de/karriere/'), 'https://acme.example/de/karriere/'],
    ['by its words', link('/company/people', 'Join our team'), 'https://acme.example/company/people'],
    ['by its host', links('https://careers.acme.example/'), 'https://careers.acme.example/'],
    ['the page rather than an article', links('/blog/2025/jobs/a', '/jobs'), 'https://acme.example/jobs'],
    [
      'the board rather than the page',
      links('/careers', 'https://jobs.lever.co/acme'),
      'https://jobs.lever.co/acme',
    ],
    [
      'a board in a script',
      '<script src="https://boards.greenhouse.io/embed/job_board/js?for=acme"></script>',
      'https://boards.greenhouse.io/acme',
    ],
    [
      'a board in a frame',
      '<iframe src="https://acme.jobs.personio.de/?language=en"></iframe>',
      'https://acme.jobs.personio.de/',
    ],
    ['not to somebody else', links('https://other.example/careers'), null],
    ['not to a word that holds it', links('/jobseekers-guide', '/career-coaching-for-all/x/y'), null],
    ['nowhere', links('/about'), null],
  ]
  test.each(ways)('%s', (_, html, expected) => {
    expect(careersLink(page(html))?.href ?? null).toBe(expected)
  })
  test('from the careers page to the board', () => {
    expect(boardLink(page(links('/a', 'https://apply.workable.com/acme/')))?.href).toBe(
      'https://apply.workable.com/acme/',
    )
    expect(boardLink(page(links('https://jobs.lever.co/x'), 'https://jobs.lever.co/acme'))).toBeNull()
    expect(boardLink(page(links('/a')))).toBeNull()
  })
})

const UUID = '01234567-89ab-cdef-0123-456789abcdef'
const POSTINGS: Readonly<Record<string, [posting: string, other: string]>> = {
  'greenhouse.io': ['https://boards.greenhouse.io/acme/jobs/4012345', 'https://boards.greenhouse.io/acme'],
  'lever.co': [`https://jobs.lever.co/acme/${UUID}`, 'https://jobs.lever.co/acme?team=Sales'],
  'ashbyhq.com': [`https://jobs.ashbyhq.com/acme/${UUID}`, 'https://jobs.ashbyhq.com/acme'],
  'workable.com': ['https://apply.workable.com/acme/j/0A1B2C3D4E/', 'https://apply.workable.com/acme/'],
  'jobs.personio.de': [
    'https://acme.jobs.personio.de/job/123456?language=de',
    'https://acme.jobs.personio.de/',
  ],
  'jobs.personio.com': ['https://acme.jobs.personio.com/job/123456', 'https://acme.jobs.personio.com/'],
  'recruitee.com': ['https://acme.recruitee.com/o/sales-engineer', 'https://acme.recruitee.com/'],
  'teamtailor.com': [
    'https://acme.teamtailor.com/jobs/123456-sales-engineer',
    'https://acme.teamtailor.com/jobs',
  ],
  'teamtailor-cdn.com': ['https://x.teamtailor-cdn.com/jobs/1-a', 'https://x.teamtailor-cdn.com/jobs'],
  'smartrecruiters.com': [
    'https://jobs.smartrecruiters.com/Acme/743999123456789-sales',
    'https://careers.smartrecruiters.com/Acme',
  ],
  'bamboohr.com': ['https://acme.bamboohr.com/careers/42', 'https://acme.bamboohr.com/careers'],
  'breezy.hr': ['https://acme.breezy.hr/p/0123456789ab-sales-engineer', 'https://acme.breezy.hr/'],
  'join.com': ['https://join.com/companies/acme/12345678-sales-engineer', 'https://join.com/companies/acme'],
  'jobvite.com': ['https://jobs.jobvite.com/acme/job/oAbC12', 'https://jobs.jobvite.com/acme/jobs'],
  'icims.com': [
    'https://careers-acme.icims.com/jobs/1234/sales-engineer/job',
    'https://careers-acme.icims.com/jobs/search',
  ],
  'pinpointhq.com': [
    `https://acme.pinpointhq.com/en/postings/${UUID}`,
    'https://acme.pinpointhq.com/en/jobs',
  ],
  'myworkdayjobs.com': [
    'https://acme.wd3.myworkdayjobs.com/en-US/External/job/Wien/Sales_R-1',
    'https://acme.wd3.myworkdayjobs.com/External',
  ],
}

describe('open positions', () => {
  test.each(APPLICANT_SYSTEMS.map(({ host }) => host))('of %s, by their links', (host) => {
    const [posting, other] = POSTINGS[host]!
    const html = link(posting, 'Sales Engineer') + link(`${posting}#apply`, 'Apply') + link(other, 'All')
    for (const at of ['https://acme.example/careers', other])
      expect(readPositions(page(html, at), '2026-11-22')).toEqual({
        titles: ['Sales Engineer'],
        count: 1,
        newest: null,
      })
    expect(readPositions(page(link(other)), '2026-11-22')).toBeNull()
  })
  test('of a site that has its system under a name of its own', () => {
    const html = `${link('/jobs/123-a', 'A')}${link('/jobs/124-b', 'B')}`
    const behind = '<script src="https://scripts.teamtailor-cdn.com/a.js"></script>'
    const url = 'https://careers.acme.example/jobs'
    expect(readPositions(page(html + behind, url), '2026-11-22')).toMatchObject({
      titles: ['A', 'B'],
      count: 2,
    })
    expect(readPositions(page(html, url), '2026-11-22')).toBeNull()
  })
  test('that a parameter tells apart', () => {
    const html = links('/jobs?gh_jid=1', '/jobs?gh_jid=2', '/jobs?gh_jid=2&a=b')
    const behind = '<script src="https://boards.greenhouse.io/embed/job_board/js?for=acme"></script>'
    expect(readPositions(page(html + behind), '2026-11-22')?.count).toBe(2)
  })
  test('of Ashby, from the data of its page', () => {
    const data = {
      organization: {},
      jobBoard: { jobPostings: [{ id: '1', title: 'A "B"', secondaryLocations: [] }, { title: 'C' }] },
    }
    const html = `<script>window.__appData = ${JSON.stringify(data)};\nfetch("x")</script>`
    expect(readPositions(page(html, 'https://jobs.ashbyhq.com/acme'), '2026-11-22')).toEqual({
      ...{ titles: ['A "B"', 'C'], count: 2, newest: null },
    })
  })
  test('in a list of the page’s data; what is over, or lies ahead, dates nothing', () => {
    const posting = (title: string, more: object): object => ({ '@type': 'JobPosting', title, ...more })
    const data = {
      '@type': 'ItemList',
      itemListElement: [
        { '@type': 'ListItem', item: posting('A', { datePosted: '2026-11-01' }) },
        { '@type': 'ListItem', item: posting('B', { datePosted: '2027-01-01' }) },
        { '@type': 'ListItem', item: posting('C', { datePosted: 'yesterday', validThrough: '2026-11-22' }) },
        { '@type': 'ListItem', item: posting('D', { datePosted: '2026-11-20', validThrough: '2026-11-21' }) },
      ],
    }
    const html = `<script type="application/ld+json">${JSON.stringify(data)}</script>`
    expect(readPositions(page(html), '2026-11-22')).toEqual({
      ...{ titles: ['A', 'B', 'C'], count: 3, newest: '2026-11-01' },
    })
  })
  const signals: [titles: string[], count: number, detail: string | undefined][] = [
    [[], 0, undefined],
    [[], 3, '3 open positions'],
    [['Buyer; Steel'], 1, '1 open position: Buyer, Steel'],
    [['A', 'B', 'C', 'D', 'E', 'F', 'G'], 7, '7 open positions: A, B, C, D, E and 2 more'],
    [['A', 'A'], 2, '2 open positions: A and 1 more'],
  ]
  test.each(signals)('%j, %s of them', (titles, count, detail) => {
    const url = new URL('https://acme.example/jobs')
    expect(hiringSignals({ titles, count, newest: null }, url).map((signal) => signal.detail)).toEqual(
      detail === undefined ? [] : [detail],
    )
  })
})
