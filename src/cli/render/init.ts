import type { InitResult } from '../commands/init.ts'
import type { View } from '../command.ts'
import { pairs } from './table.ts'

/** What was written, and what of the answers stands in it. */
export function renderInit({ outcome, path, answers, text }: InitResult, view: View): string {
  if (outcome === 'planned') return text.trimEnd()
  if (outcome === 'kept') return `${path} stays as it is`
  if (outcome === 'unchanged') return `${path} says so already`
  const { industries = [], employees, titles, country, customers } = answers
  const size =
    employees == null
      ? ''
      : employees.to === null
        ? `${employees.from} people and more`
        : `${employees.from} to ${employees.to} people`
  const facts = pairs(
    [
      ['industries', industries.join(', ')],
      ['company size', size],
      ['titles', titles.join(', ')],
      ['phone numbers', country],
      ['customers', customers],
    ],
    view,
  )
  const indented = facts.replace(/^/gm, '  ')
  return `${outcome === 'created' ? 'wrote' : 'replaced'} ${view.colour.bold(path)}\n${indented}`
}
