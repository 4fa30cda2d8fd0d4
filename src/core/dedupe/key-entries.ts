/** The keys under which units are looked up again: those of their blocks, and of their phones and mailboxes. */
import { hash52, joined52 } from '../../lib/quick-hash.ts'
import type { KeyEntries } from '../../store/match-keys.ts'
import { eachKey, followKey } from './blocking.ts'
import type { PeopleModel } from './people-model.ts'
import type { PeopleTable } from './people-table.ts'
import { personRules } from './person-keys.ts'
import type { SharedKind } from './sharing.ts'

/** The rules whose keys are a phone or a mailbox: those who have it are found by it, if its block was not parted. */
const VALUE_RULES: Readonly<Record<string, SharedKind>> = { phone: 'phones', mailbox: 'mailboxes' }
const SALT: Readonly<Record<SharedKind, number>> = { mailboxes: 2, phones: 3 }
/** For values whose block was parted. */
const WHOLE = 99

/** What a phone or mailbox, as it is compared, is known by. */
export const valueKey = (kind: SharedKind, value: string): number => keyOfHash(kind, hash52(value))

/** The same, where the value's `hash52` is at hand. */
export const keyOfHash = (kind: SharedKind, hash: number): number => joined52(hash, 0, SALT[kind])

/** The key that everybody has who has this phone or mailbox. */
export const holdersKey = (key: number, parted: ReadonlySet<number>): number =>
  parted.has(key) ? joined52(key, 0, WHOLE) : key

/** All keys of the units of a table; some stand there twice. */
export const keyEntries = (table: PeopleTable, { parted: keys }: Pick<PeopleModel, 'parted'>): KeyEntries => {
  const parted = new Set(keys)
  const found = { keys: new Float64Array(1 << 12), units: new Uint32Array(1 << 12), count: 0 }
  const keep = (key: number, row: number): void => {
    if (key === 0) return
    if (found.count === found.keys.length) grow(found)
    found.keys[found.count] = key
    found.units[found.count++] = table.ids[row]!
  }
  for (const rule of personRules(table)) {
    const isValue = rule.name in VALUE_RULES
    eachKey(rule, table.units, (key, row) => {
      if (!parted.has(key)) {
        keep(key, row)
        return
      }
      if (isValue) keep(holdersKey(key, parted), row)
      keep(
        followKey(key, parted, rule.parts.length, (n) => rule.parts[n]!.keyOf(row)),
        row,
      )
    })
  }
  return { keys: found.keys.slice(0, found.count), units: found.units.slice(0, found.count) }
}

const grow = (found: { keys: Float64Array; units: Uint32Array }): void => {
  const { keys, units } = found
  found.keys = new Float64Array(keys.length * 2)
  found.units = new Uint32Array(units.length * 2)
  found.keys.set(keys)
  found.units.set(units)
}
