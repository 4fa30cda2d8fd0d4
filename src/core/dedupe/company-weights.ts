/**
 * What each comparison of two companies says, in bits: log2 of how often it turns out so among two entries of one company,
 * against two of any. Stated, not fitted: a list has far fewer companies twice than people, and from a handful of pairs
 * nothing can be learnt about how often an office line is shared or a page is filled in wrongly.
 */

export type CompanyField = 'name' | 'domain' | 'page' | 'phone' | 'address' | 'town' | 'country'

export interface CompanyLevel {
  words: string
  bits: number
}

const UNKNOWN: CompanyLevel = { words: 'unknown', bits: 0 }

/**
 * By field and level. The name's own rarity comes on top, and takes away what the size of the file makes chance; two
 * domains that differ say nothing, for two entries with one domain are one already.
 */
export const COMPANY_LEVELS = {
  name: {
    unknown: UNKNOWN,
    differ: { words: 'differ', bits: -5 },
    within: { words: 'one begins with the other', bits: 3 },
    equal: { words: 'equal', bits: -0.2 },
  },
  domain: {
    unknown: UNKNOWN,
    differ: { words: 'differ', bits: 0 },
    word: { words: 'same first word', bits: 8 },
  },
  page: {
    unknown: UNKNOWN,
    differ: { words: 'differ', bits: -5 },
    equal: { words: 'equal', bits: 16.5 },
  },
  phone: {
    unknown: UNKNOWN,
    differ: { words: 'differ', bits: -0.6 },
    equal: { words: 'equal', bits: 13.3 },
  },
  address: {
    unknown: UNKNOWN,
    differ: { words: 'differ', bits: -0.5 },
    equal: { words: 'equal', bits: 8 },
  },
  town: {
    unknown: UNKNOWN,
    differ: { words: 'differ', bits: -1 },
    equal: { words: 'equal', bits: 2 },
  },
  country: {
    unknown: UNKNOWN,
    differ: { words: 'differ', bits: -0.5 },
    equal: { words: 'equal', bits: 1.4 },
  },
} as const satisfies Record<CompanyField, Record<string, CompanyLevel>>

/** A file with fewer companies says as little about how rare a name is as one of this size. */
export const LEAST_COMPANIES = 1000

/** More entries with one value than this are not compared with each other for it: it tells nothing about two of them. */
export const MOST_SHARING = 30
