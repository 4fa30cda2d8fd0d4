/** What the parts of dedupe hand to each other; plain data. */

/**
 * What matching knows of one unit: the active records that exact keys have joined, `id` the number of the first of
 * them. A person is one unit, or several that must-links join. Values are as the file keeps them.
 */
export interface PersonFacts {
  id: number
  full_name: string | null
  first_name: string | null
  middle_name: string | null
  last_name: string | null
  suffix: string | null
  /** Other names that the unit's records give, where they differ. */
  other_names?: readonly Pick<PersonFacts, 'full_name' | 'first_name' | 'last_name'>[]
  /** Main address first. */
  emails: readonly string[]
  /** E.164 where they could be read as such. */
  phones: readonly string[]
  /** LinkedIn profiles of people. */
  profiles: readonly string[]
  company: string | null
  /** Of the company; never that of a mail provider. */
  domain: string | null
  title: string | null
  city: string | null
  country: string | null
  /** The names of the lists that this unit comes from. */
  sources: readonly string[]
}

/** As `PersonFacts`, of an organisation. */
export interface CompanyFacts {
  id: number
  name: string | null
  domain: string | null
  phones: readonly string[]
  street: string | null
  city: string | null
  postal_code: string | null
  country: string | null
  profiles: readonly string[]
}

/** One comparison of a pair: what it found, and what this says in bits (log2 of the likelihood ratio). */
export interface EvidenceLine {
  field: string
  /** In words, as a reader should see it: "equal", "nickname", "other mail at the same company". */
  level: string
  a: string | null
  b: string | null
  bits: number
  /** What the frequency of the values adds to, or takes from, `bits`; 0 where it plays no part. */
  frequency_bits: number
}

/** Why two units are held to be one, or two. `total = prior + Σ(bits + frequency_bits)`; probability = 2^t / (1 + 2^t). */
export interface PairEvidence {
  a: number
  b: number
  prior: number
  lines: EvidenceLine[]
  total: number
  probability: number
  /** The best explanation other than "the same": two strangers, relatives or namesakes, colleagues, branches. */
  runner_up: { reading: 'strangers' | 'namesakes' | 'colleagues' | 'branches'; bits: number }
}

export type Band = 'merge' | 'review' | 'leave'

/** Why a union that the evidence asked for was not made. */
export type Refusal =
  | 'decided_apart'
  | 'fits_both'
  | 'two_profiles'
  | 'two_generations'
  | 'two_work_addresses'
  | 'same_source'
  | 'branches'
  | 'bridge'

/** A pair that waits for a person's answer. */
export interface ReviewCase {
  /** Whether `a` and `b` are companies. */
  about: 'people' | 'companies'
  /** Ids of the two as they are now. */
  a: string
  b: string
  /** Of the units that the evidence is about. */
  evidence: PairEvidence | null
  reason: Refusal | 'likely' | 'same_email_other_name'
}
