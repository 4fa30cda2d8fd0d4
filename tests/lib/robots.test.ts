import { expect, test } from 'vitest'
import { readRobots } from '../../src/lib/robots.ts'

const all = (rules: string): string => `User-agent: *\n${rules}`

const CASES: readonly [what: string, text: string, path: string, allowed: boolean][] = [
  ['nothing is forbidden', '', '/', true],
  ['everything is forbidden', all('Disallow: /'), '/', false],
  ['an empty rule forbids nothing', all('Disallow:'), '/', true],
  ['the beginning of a path', all('Disallow: /a'), '/about', false],
  ['another path', all('Disallow: /a'), '/b', true],
  ['case matters in paths', all('Disallow: /A'), '/a', true],
  ['the longer rule wins', all('Disallow: /\nAllow: /jobs'), '/jobs/1', true],
  ['whatever the order', all('Allow: /jobs\nDisallow: /jobs/old'), '/jobs/old/1', false],
  ['of equal rules, that which allows', all('Disallow: /a\nAllow: /a'), '/a', true],
  ['only the home page', all('Disallow: /\nAllow: /$'), '/', true],
  ['and nothing below', all('Disallow: /\nAllow: /$'), '/jobs', false],
  ['a wildcard', all('Disallow: /*/private'), '/a/b/private/c', false],
  ['a wildcard that does not fit', all('Disallow: /*/private'), '/private', true],
  ['a wildcard and an end', all('Disallow: /*.php$'), '/index.php', false],
  ['something after the end', all('Disallow: /*.php$'), '/index.php?a=1', true],
  ['an end that overlaps', all('Disallow: /aba*aba$'), '/aba', true],
  ['a dollar within', all('Disallow: /a$b'), '/a$b', false],
  ['the query belongs to the path', all('Disallow: /*?'), '/a?b', false],
  ['percent signs, either way', all('Disallow: /%7Eann/caf%c3%a9'), '/~ann/café', false],
  ['a slash that is none', all('Disallow: /a%2Fb'), '/a/b', true],
  ['our own group', 'User-agent: *\nDisallow: /\n\nUser-agent: PRM\nDisallow: /x', '/', true],
  ['our own group forbids', 'User-agent: prm/1.0\nDisallow: /\n\nUser-agent: *\nAllow: /', '/', false],
  ['the group of another', 'User-agent: otherbot\nDisallow: /', '/', true],
  ['a name that only begins alike', 'User-agent: prmbot\nDisallow: /', '/', true],
  ['several names for one group', 'User-agent: a\nUser-agent: *\nDisallow: /', '/', false],
  [
    'a group in two parts',
    'User-agent: *\nDisallow: /a\nUser-agent: b\nUser-agent: *\nDisallow: /c',
    '/a',
    false,
  ],
  ['rules before any name', 'Disallow: /\nUser-agent: *\nAllow: /', '/', true],
  ['other lines between', 'User-agent: *\nSitemap: /s.xml\nCrawl-delay: 5\nDisallow: /', '/', false],
  ['remarks', 'User-agent: * # all\nDisallow: /a # not this', '/a', false],
  ['old line ends and a mark', '\ufeffUser-agent: *\rDisallow: /', '/', false],
  ['words of a page', '<!doctype html><title>Not found</title>', '/', true],
  ['robots.txt itself', all('Disallow: /'), '/robots.txt', true],
]
test.each(CASES)('%s', (_, text, path, allowed) => {
  expect(readRobots(text, 'prm')(path)).toBe(allowed)
})

test('a pattern made to be slow is not', () => {
  const robots = readRobots(all(`Disallow: /${'*a'.repeat(2000)}$`), 'prm')
  const began = performance.now()
  expect(robots(`/${'a'.repeat(20_000)}b`)).toBe(true)
  expect(performance.now() - began).toBeLessThan(500)
})
