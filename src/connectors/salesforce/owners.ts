/** Owners: names and addresses of people here, ids of users there. */
import type { Call } from '../contract.ts'
import { cell, partOf, query } from './client.ts'
import type { Row } from './schema.ts'
import { anyOf, fitting, isId, isOneOf } from './soql.ts'

export const OWNER = 'OwnerId'

/** Users, and queues. */
const isUser = (text: string): boolean => isId(text, '005', '00G')

/** Of several users who are called that, none is meant. */
const only = (users: readonly Row[], field: string, owner: string): string | null => {
  const found = users.filter((user) => cell(user, field).toLowerCase() === owner)
  return found.length === 1 ? cell(found[0]!, 'Id') : null
}

/** For each owner, by user name, e-mail address or name, the id of the active user; those that nobody is are left out. */
export const ownerIds = async (call: Call, owners: readonly string[]): Promise<Map<string, string>> => {
  const ids = new Map(owners.filter(isUser).map((owner) => [owner, owner]))
  const names = [...new Set(owners)].filter((owner) => !isUser(owner))
  for (const part of fitting(names, (name) => name.repeat(3))) {
    const is = anyOf(...['Username', 'Email', 'Name'].map((field) => isOneOf(field, part)))
    const users = await query(
      call,
      `SELECT Id, Username, Email, Name FROM User WHERE IsActive = TRUE AND (${is})`,
    )
    for (const name of part) {
      const owner = name.toLowerCase()
      const id = only(users, 'Username', owner) ?? only(users, 'Email', owner) ?? only(users, 'Name', owner)
      if (id !== null) ids.set(name, id)
    }
  }
  return ids
}

/** Who owns a record, in words that find the user again. */
export const ownerOf = (row: Row): string | null => {
  const owner = partOf(row, 'Owner')
  return cell(owner, 'Email') || cell(owner, 'Name') || null
}
