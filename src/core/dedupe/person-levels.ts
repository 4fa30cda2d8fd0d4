/**
 * The comparisons of two people and their levels, worst first after 0 ("cannot be told"). Fields that go together are
 * compared together: given and family name; company, domain and city. Added up one by one they would count the same
 * thing twice, and make one person of any two colleagues.
 */

export const NAME = {
  untold: 0,
  differs: 1,
  /** One part near or shared, the other different. */
  hardly: 2,
  /** Same surname, other given name: a relative, perhaps. */
  relative: 3,
  /** Same given name, other surname: marriage, perhaps. */
  married: 4,
  twoInitials: 5,
  familyInitial: 6,
  near: 7,
  /** Given name an initial of the other's, or both parts swapped. */
  initial: 8,
  oneNear: 9,
  nickname: 10,
  equal: 11,
} as const
export const MAILBOX = { untold: 0, colleague: 1, elsewhere: 2, near: 3, sameLocal: 4, equal: 5 } as const
export const PHONE = { untold: 0, differs: 1, shared: 2, near: 3, equal: 4 } as const
export const PROFILE = { untold: 0, differs: 1, equal: 2 } as const
export const ORG = {
  untold: 0,
  differs: 1,
  sameCity: 2,
  /** No company to compare. */
  onlyOtherCity: 3,
  onlyCity: 4,
  similar: 5,
  equal: 6,
  equalAndCity: 7,
} as const

export const TITLE = { untold: 0, differs: 1, sameKind: 2, equal: 3 } as const

export interface Comparison {
  field: string
  /** In words, by level. */
  words: readonly string[]
  /** The level whose chance among strangers follows from exhaustive blocks, not from a sample. */
  top?: number
}

export const COMPARISONS: readonly Comparison[] = [
  {
    field: 'name',
    words: [
      'missing',
      'differs',
      'hardly alike',
      'same surname, other given name',
      'same given name, other surname',
      'only initials in common',
      'same given name, initial of the surname',
      'similar',
      'initial that fits, or parts swapped',
      'equal but for a slip',
      'nickname',
      'equal',
    ],
  },
  {
    field: 'email',
    words: [
      'missing or shared by several people',
      'other mailbox at the same company',
      'other domain',
      'one or two letters off',
      'same local part at another domain',
      'equal',
    ],
    top: MAILBOX.equal,
  },
  {
    field: 'phone',
    words: ['missing', 'differs', 'the same shared line', 'one digit off', 'equal'],
    top: PHONE.equal,
  },
  { field: 'linkedin', words: ['missing', 'differs', 'equal'], top: PROFILE.equal },
  {
    field: 'company',
    words: [
      'missing',
      'other company',
      'other company, same city',
      'no company, other city',
      'no company, same city',
      'similar company',
      'same company',
      'same company and city',
    ],
  },
  { field: 'title', words: ['missing', 'differs', 'same rank and department', 'equal'] },
]

/** How many levels each comparison has, 0 included; a pattern's digits in this order. */
export const SIZE = { name: 12, mailbox: 6, phone: 5, profile: 3, org: 8, title: 4 } as const
export const LEVELS: readonly number[] = [
  SIZE.name,
  SIZE.mailbox,
  SIZE.phone,
  SIZE.profile,
  SIZE.org,
  SIZE.title,
]
export const K = { name: 0, mailbox: 1, phone: 2, profile: 3, org: 4, title: 5 } as const
