/**
 * Everybody in numbers, in one pass over `person`: at a million people each pass costs, so each tells all that it can.
 * What is known of somebody is packed into one number a person, and the numbers are counted.
 */
import type Database from 'better-sqlite3'

/** Columns of `person` of which is told how many people have them. */
export const ASKED_FIELDS = [
  ...(['full_name', 'email', 'phone', 'title', 'seniority', 'department'] as const),
  ...(['company_id', 'linkedin_url', 'city', 'country'] as const),
] as const

export type AskedField = (typeof ASKED_FIELDS)[number]

export interface Overview {
  people: number
  suppressed: number
  /** As `lead` shows it: whoever is at a customer is one. */
  lifecycles: Record<string, number>
  /** By the standing of the main address: verdict or `unchecked` → people. */
  addresses: Record<'email' | 'phone', Record<string, number>>
  /** How many have it. */
  known: Record<AskedField, number>
}

const LIFECYCLES = ['suspect', 'prospect', 'customer', 'disqualified', 'former_customer']
const VERDICTS = ['unchecked', 'valid', 'plausible', 'risky', 'invalid', 'unknown']

/** The place of a text among these; the first where it is none of them. */
const placeOf = (column: string, texts: readonly string[]): string =>
  `CASE ${column} ${texts.map((text, place) => `WHEN '${text}' THEN ${place} `).join('')}ELSE 0 END`

/** (`<<` and `|` bind alike in SQLite.) */
export const shifted = (value: string, bits: number): string => `((${value}) << ${bits})`

/** What is known of somebody, `person p`, as a number: one bit for each of the fields. */
export const KNOWN = ASKED_FIELDS.map((name, bit) => shifted(`p.${name} IS NOT NULL`, bit)).join(' | ')

/**
 * Whether a verdict may have aged out: then `lead` is asked what holds instead. Not where somebody left the company, which
 * doubts an address for good.
 */
export const AGED = {
  email: "coalesce(p.email_checked < @since AND p.email_reason IS NOT 'job_changed', 0)",
  phone: 'coalesce(p.phone_checked < @since, 0)',
} as const

/** The day (`@since` above) from which on every check still holds, by the clock and the ages of this connection. */
export const freshSince = (db: Database.Database): string =>
  db
    .prepare<[], string>(
      "SELECT max(date((SELECT as_of FROM temp.clock), '-' || days || ' days')) FROM max_age",
    )
    .pluck()
    .get()!

const BITS = {
  lifecycle: ASKED_FIELDS.length,
  suppressed: ASKED_FIELDS.length + 3,
  email: ASKED_FIELDS.length + 4,
  phone: ASKED_FIELDS.length + 7,
} as const

const AGED_PLACE = VERDICTS.length

const verdictOf = (kind: keyof typeof AGED): string =>
  `CASE WHEN p.${kind} IS NULL THEN 0 WHEN ${AGED[kind]} THEN ${AGED_PLACE} ELSE ${placeOf(`p.${kind}_status`, VERDICTS)} END`

const EVERYBODY = `SELECT ${[
  KNOWN,
  shifted(placeOf('p.lifecycle', LIFECYCLES), BITS.lifecycle),
  shifted('p.suppressed', BITS.suppressed),
  shifted(verdictOf('email'), BITS.email),
  shifted(verdictOf('phone'), BITS.phone),
].join(' | ')} FROM person p`

const aged = (kind: keyof typeof AGED): string =>
  `SELECT coalesce(${kind}_status, 'unchecked') AS verdict, count(*) AS people FROM lead
    WHERE ${kind} IS NOT NULL AND id IN (SELECT p.id FROM person p WHERE ${AGED[kind]}) GROUP BY 1`

const AT_CUSTOMERS = `
SELECT p.lifecycle, count(*) AS people FROM company c JOIN person p ON p.company_id = c.id
 WHERE c.customer = 1 AND p.lifecycle IN ('suspect', 'prospect') GROUP BY p.lifecycle`

const add = (counts: Record<string, number>, name: string, people: number): void =>
  void (counts[name] = (counts[name] ?? 0) + people)

const nonzero = (counts: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).filter(([, people]) => people !== 0))

/** @returns people by their packed number */
const countPacked = (rows: Iterable<number>): Map<number, number> => {
  const found = new Map<number, number>()
  for (const packed of rows) found.set(packed, (found.get(packed) ?? 0) + 1)
  return found
}

export const overviews = (db: Database.Database) => ({
  /** By the clock and the ages of this connection. */
  everybody: (): Overview => {
    const since = freshSince(db)
    const overview: Overview = {
      people: 0,
      suppressed: 0,
      lifecycles: {},
      addresses: { email: {}, phone: {} },
      known: Object.fromEntries(ASKED_FIELDS.map((name) => [name, 0])) as Overview['known'],
    }
    const { lifecycles, addresses, known } = overview
    const isAged = { email: false, phone: false }
    const rows = db.prepare<{ since: string }, number>(EVERYBODY).pluck().all({ since })
    for (const [packed, people] of countPacked(rows)) {
      overview.people += people
      if (((packed >> BITS.suppressed) & 1) === 1) overview.suppressed += people
      add(lifecycles, LIFECYCLES[(packed >> BITS.lifecycle) & 7]!, people)
      ASKED_FIELDS.forEach((name, bit) => {
        if (((packed >> bit) & 1) === 1) known[name] += people
      })
      for (const kind of ['email', 'phone'] as const) {
        if (((packed >> ASKED_FIELDS.indexOf(kind)) & 1) === 0) continue
        const place = (packed >> BITS[kind]) & 7
        if (place === AGED_PLACE) isAged[kind] = true
        else add(addresses[kind], VERDICTS[place]!, people)
      }
    }
    for (const kind of ['email', 'phone'] as const) {
      if (!isAged[kind]) continue
      for (const row of db
        .prepare<{ since: string }, { verdict: string; people: number }>(aged(kind))
        .all({ since }))
        add(addresses[kind], row.verdict, row.people)
    }
    for (const row of db.prepare<[], { lifecycle: string; people: number }>(AT_CUSTOMERS).all()) {
      add(lifecycles, row.lifecycle, -row.people)
      add(lifecycles, 'customer', row.people)
    }
    return { ...overview, lifecycles: nonzero(lifecycles) }
  },
})

export type OverviewStore = ReturnType<typeof overviews>
