import { describe, expect, test } from 'vitest'
import { countryCode, countryName, countryOfTld } from '../../src/model/country.ts'

describe('countryCode', () => {
  test.each([
    ['US', 'US'],
    ['us', 'US'],
    ['USA', 'US'],
    ['U.S.A.', 'US'],
    ['United States of America', 'US'],
    ['UK', 'GB'],
    ['England', 'GB'],
    ['Great Britain', 'GB'],
    ['Deutschland', 'DE'],
    ['DEU', 'DE'],
    ['Allemagne', 'DE'],
    ['Alemania', 'DE'],
    ['Duitsland', 'DE'],
    ['Germany (DE)', 'DE'],
    ['DE - Germany', 'DE'],
    ['🇩🇪', 'DE'],
    ['Korea, Republic of', 'KR'],
    ["Democratic People's Republic of Korea", 'KP'],
    ['Congo', 'CG'],
    ['Democratic Republic of the Congo', 'CD'],
    ['Republic of China', 'TW'],
    ["People's Republic of China", 'CN'],
    ['Bolivia (Plurinational State of)', 'BO'],
    ['CÃ´te d’Ivoire', 'CI'],
    ['Holland', 'NL'],
    ['Czech Republic', 'CZ'],
    ['Türkiye', 'TR'],
    ['Niger', 'NE'],
    ['Nigeria', 'NG'],
    ['Россия', 'RU'],
    ['中国', 'CN'],
    ['St. Lucia', 'LC'],
    ['Kosovo', 'XK'],
    ['Island', 'IS'],
  ])('%s: %s', (text, code) => expect(countryCode(text)).toBe(code))

  test.each([
    '',
    'Atlantis',
    'EMEA',
    'Europe',
    'California',
    'London',
    'United',
    'Republic',
    'Islands',
    'Virgin Islands',
    'State of Georgia',
    'New Mexico',
    'Nigerian',
    'ZZ',
    'Sales',
  ])('not a country: %j', (text) => expect(countryCode(text)).toBeNull())
})

test.each([
  ['shop.acme.de', 'DE'],
  ['acme.co.uk', 'GB'],
  ['acme.io', null],
  ['acme.co', null],
  ['acme.ai', null],
  ['acme.com', null],
  ['acme.example', null],
  ['', null],
])('countryOfTld %s: %s', (domain, code) => expect(countryOfTld(domain)).toBe(code))

test('countryName', () => {
  expect(countryName('DE')).toBe('Germany')
  expect(countryName('??')).toBe('??')
})
