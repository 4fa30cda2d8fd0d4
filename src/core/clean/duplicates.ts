/**
 * Which earlier row of the same list is the same person, in one pass. Exact keys (e-mail, profile, id) join unless the
 * names are those of two people; then the near-exact keys of `prm dedupe`. What a list keeps in memory for this is a
 * hash a key, and a name and a profile a row.
 */
import { hash52 } from '../../lib/quick-hash.ts'
import { cleanCompany } from '../../model/company-name.ts'
import { namesClash } from '../../model/name.ts'
import type { RecordFields } from '../../model/record.ts'
import { companyDomain } from '../../model/url.ts'
import { areTwoProfiles, nearKeys, type NearReason } from '../derive/duplicate-keys.ts'
import { identityKeys, recordName } from '../derive/identity.ts'
import { createKeyIndex } from './key-index.ts'

type ExactReason = 'same_email' | 'same_profile' | 'same_id'
export type DuplicateReason = ExactReason | NearReason

export type DoubtReason = 'same_email_other_name' | 'same_profile_other_name' | 'other_profile' | 'fits_both'

export interface DuplicateFinding {
  /** The row number of the earliest row that is this person; null where there is none. */
  of: number | null
  because: DuplicateReason | null
  /** Rows that share a key and may still be somebody else. */
  doubts: { line: number; because: DoubtReason }[]
}

const EXACT: Record<string, ExactReason> = { e: 'same_email', p: 'same_profile', x: 'same_id' }
const DOUBTS: Partial<Record<DuplicateReason, DoubtReason>> = {
  same_email: 'same_email_other_name',
  same_profile: 'same_profile_other_name',
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

const texts = (fields: RecordFields, names: readonly (keyof RecordFields)[]): string[] =>
  names.flatMap((name) => textOf(fields[name]) ?? [])

/** What stands for the company: its name and, where told, its domain. */
const companiesOf = (fields: RecordFields): string[] => {
  const name = textOf(fields.company)
  const nameKey = name === null ? null : cleanCompany(name).key
  const told = textOf(fields.domain) ?? textOf(fields.website)
  const domain = told === null ? null : companyDomain(told)
  return [...(nameKey ? [`n:${nameKey}`] : []), ...(domain ? [`d:${domain}`] : [])]
}

/** An extension does not make another line, and a damaged number is none. */
const phonesOf = (fields: RecordFields): string[] =>
  texts(fields, ['phone', 'mobile', 'phone_other', 'phone_home'])
    .filter((number) => number.startsWith('+'))
    .map((number) => number.replace(/ x\d+$/, ''))

/** Asked once for each row, in the order of the list. */
export const createDuplicateFinder = (): ((line: number, fields: RecordFields) => DuplicateFinding) => {
  const index = createKeyIndex()
  const lines: number[] = []
  /** The row's own place, or that of the row it is a duplicate of. */
  const roots: number[] = []
  const names: (string | null)[] = []
  const profiles: (string | null)[] = []

  return (line, fields) => {
    const me = lines.length
    const name = recordName(fields)
    const profile = textOf(fields.linkedin_url)
    const hashes: number[] = []
    const finding: DuplicateFinding = { of: null, because: null, doubts: [] }
    let root = null as number | null

    const meet = (key: string, because: DuplicateReason, doubt: (other: number) => boolean): void => {
      const hash = hash52(key) + 1
      hashes.push(hash)
      const other = index.get(hash)
      if (other === undefined) return
      const place = roots[other]!
      if (doubt(other)) {
        addDoubt(lines[other]!, DOUBTS[because] ?? 'other_profile')
      } else if (root === null) {
        root = place
        finding.because = because
      } else if (place !== root) addDoubt(lines[place]!, 'fits_both')
    }
    const addDoubt = (other: number, because: DoubtReason): void => {
      if (!finding.doubts.some((doubt) => doubt.line === other)) finding.doubts.push({ line: other, because })
    }
    const clashes = (other: number): boolean =>
      name !== null && names[other] != null && namesClash(name, { full_name: names[other] })

    for (const key of identityKeys(fields, '')) {
      const because = EXACT[key.charAt(0)]!
      meet(key, because, because === 'same_id' ? () => false : clashes)
    }
    const near = nearKeys({
      full_name: textOf(fields.full_name),
      first_name: textOf(fields.first_name),
      last_name: textOf(fields.last_name),
      companies: companiesOf(fields),
      emails: texts(fields, ['email', 'email2', 'email3']),
      phones: phonesOf(fields),
    })
    for (const { key, because } of near) {
      meet(key, because, (other) => areTwoProfiles(profile, profiles[other]!))
    }
    // A row without keys can never be met again.
    if (hashes.length > 0) {
      lines.push(line)
      roots.push(root ?? me)
      names.push(
        name === null ? null : (name.full_name ?? `${name.first_name ?? ''} ${name.last_name ?? ''}`.trim()),
      )
      profiles.push(profile)
      for (const hash of hashes) index.add(hash, me)
    }
    if (root !== null) finding.of = lines[root]!
    return finding
  }
}
