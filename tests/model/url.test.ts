import { describe, expect, it } from 'vitest'
import { companyDomain, isSharedHost, normalizeProfileUrl, normalizeUrl } from '../../src/model/url.ts'

describe('normalizeUrl', () => {
  const cases: [name: string, cell: string, url: string | null][] = [
    ['as it is', 'https://www.acme.example/about', 'https://www.acme.example/about'],
    ['no scheme', 'acme.example', 'https://acme.example'],
    ['capitals and a slash', 'HTTP://WWW.Acme.Example/', 'http://www.acme.example'],
    ['tracking', 'https://acme.example/a?utm_source=x&id=7&fbclid=y#top', 'https://acme.example/a?id=7'],
    ['a default port', 'https://acme.example:443/a', 'https://acme.example/a'],
    ['another port', 'acme.example:8080', 'https://acme.example:8080'],
    ['no colon', 'http//acme.example', 'http://acme.example'],
    ['one slash', 'https:/acme.example', 'https://acme.example'],
    ['a letter missing', 'htps://acme.example', 'https://acme.example'],
    ['a letter too many', 'hhtps://acme.example', 'https://acme.example'],
    ['a letter lost at the front', 'ttp://acme.example', 'http://acme.example'],
    ['a semicolon', 'http;//acme.example', 'http://acme.example'],
    ['an ending that does not exist', 'www.acme.con/a', 'https://www.acme.com/a'],
    [
      'tracking of other makes',
      'acme.example/a?pk_campaign=x&hsa_acc=1&srsltid=2&q=3',
      'https://acme.example/a?q=3',
    ],
    ['a place behind', 'acme.example, Berlin', 'https://acme.example'],
    ['a blank within', 'http:// acme.example', 'http://acme.example'],
    ['twice', 'https://https://acme.example', 'https://acme.example'],
    ['commas for dots', 'www,acme,example', 'https://www.acme.example'],
    ['four letters', 'wwww.acme.example', 'https://www.acme.example'],
    ['angle brackets', '<https://acme.example>', 'https://acme.example'],
    ['a bracket of the sentence', '(see https://acme.example/a)', null],
    ['a bracket at the end', '(https://acme.example/a)', 'https://acme.example/a'],
    ['a bracket of its own', 'https://acme.example/a_(b)', 'https://acme.example/a_(b)'],
    ['a name without a domain', 'http://www.', null],
    ['the first of two', 'acme.example; other.example', 'https://acme.example'],
    ['an international name', 'https://müller.example', 'https://xn--mller-kva.example'],
    ['an e-mail address', 'ann@acme.example', null],
    ['mailto', 'mailto:ann@acme.example', null],
    ['words', 'Node.js', null],
    ['more words', 'see our site. thanks', null],
    ['nothing', 'n/a', null],
    ['an IP address', 'http://192.0.2.1/x', null],
    ['half a character', 'https://ac\ud800me.example', null],
  ]
  it.each(cases)('%s', (_name, cell, url) => {
    expect(normalizeUrl(cell)).toBe(url)
  })
})

describe('domains', () => {
  const domains: [cell: string, domain: string | null][] = [
    ['https://shop.acme.co.uk/x', 'acme.co.uk'],
    ['ann.github.io', 'ann.github.io'],
    ['www.acme.example', 'acme.example'],
    ['https://MÜLLER.example', 'xn--mller-kva.example'],
    ['co.uk', null],
  ]
  it.each(domains)('%s → %s', (cell, domain) => {
    expect(companyDomain(cell)).toBe(domain)
  })
  it.each(['facebook.com', 'm.facebook.com', 'linktr.ee', 'acme.wixsite.com', 'sites.google.com'])(
    '%s is shared',
    (host) => {
      expect(isSharedHost(host)).toBe(true)
    },
  )
  it.each(['acme.example', 'google.com', 'notfacebook.com', 'ann.github.io'])('%s is not', (host) => {
    expect(isSharedHost(host)).toBe(false)
  })
  const companies: [cell: string, domain: string | null][] = [
    ['https://www.acme.example/en/', 'acme.example'],
    ['acme.example', 'acme.example'],
    ['ann@shop.acme.example', 'acme.example'],
    ['ann@gmail.com', null],
    ['gmail.com', null],
    ['https://www.facebook.com/acme', null],
    ['https://sites.google.com/view/acme', null],
    ['google.com', 'google.com'],
    ['n/a', null],
    ['', null],
  ]
  it.each(companies)('company of %s: %s', (cell, domain) => {
    expect(companyDomain(cell)).toBe(domain)
  })
})

describe('normalizeProfileUrl', () => {
  const same: [key: string, spellings: string[]][] = [
    [
      'in/ann-lee',
      [
        'https://www.linkedin.com/in/ann-lee',
        'http://uk.linkedin.com/in/Ann-Lee/',
        'linkedin.com/in/ann-lee/',
        'https://www.linkedin.com/in/ann-lee/en?trk=x',
        'https://m.linkedin.com/in/ann-lee/details/experience/',
        'https://www.linkedin.com/mwlite/in/ann-lee',
        'www.linkedln.com/in/ann-lee',
        'linkedin,com/in/ann-lee',
        '/in/ann-lee',
        'https://www.linkedin.com/pub/ann-lee',
      ],
    ],
    [
      'in/ann-lee-3450022b1',
      ['https://linkedin.com/pub/ann-lee/2b1/2/345', 'linkedin.com/in/ann-lee-3450022b1'],
    ],
    ['in/jürgen', ['https://www.linkedin.com/in/j%C3%BCrgen/', 'linkedin.com/in/jürgen']],
    [
      'sales/lead/ACwAAAabcDEF123',
      [
        'https://www.linkedin.com/sales/lead/ACwAAAabcDEF123,NAME_SEARCH,x1',
        'https://www.linkedin.com/sales/people/ACwAAAabcDEF123,NAME_SEARCH',
      ],
    ],
    [
      'company/acme',
      [
        'https://www.linkedin.com/company/Acme/about/',
        'linkedin.com/company/acme?x=1',
        'https://www.linkedin.com/company-beta/acme',
      ],
    ],
    ['company/12345', ['https://www.linkedin.com/sales/company/12345', 'linkedin.com/company/12345']],
    [
      'x/annlee',
      [
        'https://twitter.com/AnnLee?lang=en',
        'x.com/annlee/',
        'mobile.twitter.com/annlee/status/1',
        'https://twitter.com/@annlee',
        'https://twitter.com/#!/annlee',
        'twittter.com/annlee',
      ],
    ],
    ['github/annlee', ['https://github.com/annlee', 'github.com/AnnLee/project', 'gihub.com/annlee']],
    ['facebook/annlee', ['https://www.facebook.com/ann.lee', 'm.facebook.com/annlee?ref=x', 'fb.com/annlee']],
    [
      'facebook/100001',
      ['https://www.facebook.com/profile.php?id=100001&x=1', 'https://facebook.com/people/Ann-Lee/100001/'],
    ],
    ['xing.com/profile/Ann_Lee', ['https://www.xing.com/profile/Ann_Lee/?utm_source=x']],
  ]
  it.each(same)('%s', (key, spellings) => {
    expect(spellings.map((cell) => normalizeProfileUrl(cell)?.key)).toEqual(spellings.map(() => key))
  })
  it('writes the form that the network shows', () => {
    expect(normalizeProfileUrl('uk.linkedin.com/in/Ann-Lee?trk=x')).toEqual({
      network: 'linkedin',
      kind: 'person',
      url: 'https://www.linkedin.com/in/ann-lee',
      key: 'in/ann-lee',
    })
    expect(normalizeProfileUrl('linkedin.com/school/acme')).toMatchObject({
      kind: 'company',
      key: 'school/acme',
    })
    expect(normalizeProfileUrl('twitter.com/annlee')).toMatchObject({
      network: 'twitter',
      url: 'https://x.com/annlee',
    })
  })
  it('reads a handle where the column says which network', () => {
    expect(normalizeProfileUrl('@annlee', 'twitter')?.key).toBe('x/annlee')
    expect(normalizeProfileUrl('ann-lee', 'linkedin')?.key).toBe('in/ann-lee')
    expect(normalizeProfileUrl('@annlee')).toBeNull()
  })
  it.each([
    '',
    'n/a',
    'https://www.linkedin.com',
    'https://www.linkedin.com/feed/',
    'https://twitter.com/home',
    'https://github.com/features',
    'Ann Lee',
    'https://www.linkedin.com/in/',
    'ann@acme.example',
  ])('nothing in %j', (cell) => {
    expect(normalizeProfileUrl(cell)).toBeNull()
  })
})
