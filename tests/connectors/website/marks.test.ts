import type { IncomingHttpHeaders } from 'node:http'
import { describe, expect, test } from 'vitest'
import { SITE_MARKS } from '../../../src/connectors/website/marks.ts'
import { readPage } from '../../../src/connectors/website/page.ts'
import { technologiesOf } from '../../../src/connectors/website/technologies.ts'
import { SAMPLES } from './samples.ts'

const found = (html: string, headers: IncomingHttpHeaders = {}): string[] =>
  technologiesOf(readPage(html, new URL('https://acme.example/')), headers)

const AS_HTML: Readonly<Record<string, (value: string) => string>> = {
  src: (value) => `<script async src='${value}'></script>`,
  css: (value) => `<link rel=stylesheet href="${value}">`,
  img: (value) => `<p><img alt="" src="${value}"/></p>`,
  frame: (value) => `<iframe src="${value}"></iframe>`,
  form: (value) => `<form method=post action="${value}"></form>`,
  code: (value) => `<script>${value}</script>`,
  html: (value) => value,
  gen: (value) => `<meta name="Generator" content="${value}">`,
  link: (value) => `<a class=x href="${value}">More</a>`,
}

const technologiesIn = (sample: string): string[] => {
  const [, kind, value] = /^(\w+) (.*)$/.exec(sample)!
  if (kind === 'cookie') return found('', { 'set-cookie': [`${value!}; Path=/`] })
  if (kind !== 'head') return found(`<!doctype html><title>Acme</title>${AS_HTML[kind!]!(value!)}`)
  const [, name, content] = /^([\w-]+): (.*)$/.exec(value!)!
  return found('', { [name!]: content })
}

const samples = Object.entries(SAMPLES).flatMap(([technology, lines]) =>
  lines
    .trim()
    .split(/\n\s*/)
    .map((line) => [technology, line] as const),
)

describe('what a page gives away', () => {
  test.each(samples)('%s: %s', (technology, sample) => {
    expect(technologiesIn(sample)).toEqual([technology])
  })
  test('there are as many samples as marks', () => {
    const marks = Object.entries(SITE_MARKS).flatMap(([technology, text]) =>
      text.split(' ').map(() => technology),
    )
    expect(samples.map(([technology]) => technology).sort()).toEqual(marks.sort())
    expect(Object.keys(SITE_MARKS).length).toBeGreaterThan(120)
  })
})

const strangers: [name: string, html: string, headers?: IncomingHttpHeaders][] = [
  ['text about it', '<p>We love Shopify: cdn.shopify.com, /wp-content/ and Intercom</p>'],
  ['a remark', '<!-- <script src="https://js.stripe.com/v3/"></script> -->'],
  ['a link to it', '<a href="https://js.stripe.com/">Stripe</a>'],
  ['a host that only ends alike', '<script src="https://notjs.stripe.com.acme.example/"></script>'],
  ['its name in a path', '<img src="/img/js.stripe.com/intercom.io.png">'],
  ['another generator', '<meta name="generator" content="Not WordPress">'],
  ['a description', '<meta name="description" content="wordpress">'],
  ['another header', '', { 'x-powered-by': 'good will', server: 'acme' }],
]
test.each(strangers)('%s gives nothing away', (_, html, headers) => {
  expect(found(html, headers)).toEqual([])
})
