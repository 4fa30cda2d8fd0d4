import type { BuyingRoleResult } from '../../core/edit/buying-role.ts'
import type { View } from '../command.ts'
import { ending } from './enrich.ts'
import { oneLine } from './width.ts'

const words = (role: string | null): string => role?.replaceAll('_', ' ') ?? '(nothing)'

export function renderRole(result: BuyingRoleResult, view: View): string {
  const { person, counts } = result
  const who = `${view.colour.bold(oneLine(person.full_name ?? person.id))} at ${oneLine(person.company)}`
  if (counts.changed === 0) return `${who}: that is what the file says already.`
  return `${who}: ${words(result.old)} → ${words(result.new)}\n${ending(result)}`
}

export const roleTalk = ({ run, person }: BuyingRoleResult): string[] =>
  run === null ? [] : [`next: prm show "${oneLine(person.company)}"; prm undo ${run} takes it back`]
