import { emailKey, extractEmails } from '../../model/email.ts'
import { PrmError } from '../../model/errors.ts'
import { recordOfId } from '../../model/id.ts'
import { normalizeProfileUrl } from '../../model/url.ts'
import type { ProspectFile } from '../../store/index.ts'

/**
 * The person that a text means: an e-mail address, an id or its unique beginning, a profile URL, an unambiguous name.
 *
 * @throws PrmError `who.unknown`, or `who.ambiguous` with the people it could be
 */
export const findPerson = (file: ProspectFile, who: string): string => {
  const text = who.trim()
  const ids = [...new Set(candidates(file, text))]
  const [only, second] = ids
  if (only !== undefined && second === undefined) return only
  if (only === undefined) {
    throw new PrmError('usage', 'who.unknown', `nobody here goes by "${who}"`, {
      hint: 'give an e-mail address, an id from prm list, a profile URL or the full name',
    })
  }
  const names = ids.slice(0, 5).map((id) => {
    const person = file.people.get(id)
    return `${id} ${person?.full_name ?? ''} ${person?.email ?? ''}`.trim()
  })
  throw new PrmError('usage', 'who.ambiguous', `"${who}" could be several people: ${names.join('; ')}`, {
    hint: 'use the id',
  })
}

/** The record by which what is said of a person is kept: the oldest that stands behind them. */
export const recordOf = (file: ProspectFile, person: string): number => {
  const record = file.records.oldestOfPerson(person)
  if (record === undefined) throw new Error(`no active record stands behind ${person}`)
  return record
}

const candidates = (file: ProspectFile, text: string): string[] => {
  const [address] = extractEmails(text)
  if (address !== undefined) {
    const exact = file.people.idsByAddress(address)
    return exact.length > 0 ? exact : peopleOfKey(file, `e:${emailKey(address)}`)
  }
  const profile = /[./]/.test(text) ? normalizeProfileUrl(text) : null
  if (profile) return peopleOfKey(file, `p:${profile.network}:${profile.key}`)
  if (file.people.get(text)) return [text]
  const byName = file.people.idsByName(text)
  if (byName.length > 0) return byName
  const record = recordOfId(text)
  // An id that was merged into another, or whose oldest record was taken back, still leads to its person.
  const redirected = record === null ? null : file.records.get(record)?.person_id
  if (redirected) return [redirected]
  return /^[0-9a-z]{2,}$/.test(text) ? file.people.idsByPrefix(text) : []
}

const peopleOfKey = (file: ProspectFile, key: string): string[] =>
  file.records.byKey(key).map((row) => row.person_id)
