import type { Chain, PathResult, PathStep } from '../../core/relate/path.ts'
import type { View } from '../command.ts'
import { percent, plural } from './format.ts'
import { oneLine } from './width.ts'

type End = PathResult['company']

const nameOf = ({ name, id }: End): string => oneLine(name ?? id)

/** Chains of people, the warmest first. */
export function renderPath(result: PathResult, view: View): string {
  const { chains, counts, company } = result
  const known = `${plural(counts.known, 'person', 'people')} known at ${nameOf(company)}`
  if (chains.length === 0) return `${noWay(result)} (${known}).`
  const parts = chains.map((chain, i) => chainText(chain, i + 1, view))
  return [known, ...parts].join('\n\n')
}

function noWay({ from, counts, company }: PathResult): string {
  const to = nameOf(company)
  if (counts.known === 0) return `No chain leads to ${to}: nobody there is in the file`
  if (from !== null) return `No chain leads from ${nameOf(from)} to ${to}`
  if (counts.ours === 0)
    return `No chain leads to ${to}: nobody in the file is at the addresses and domains under me`
  return `No chain leads from us to ${to}`
}

function chainText({ person, strength, steps }: Chain, place: number, { colour }: View): string {
  const job = [person.title, person.email].filter((text) => text !== null).map(oneLine)
  const head = [colour.bold(nameOf(person)), ...job].join(', ')
  const warning = person.suppressed ? colour.red(' (suppressed: must not be written to)') : ''
  return [
    `${place}. ${head}${warning}  ${colour.dim(`warmth ${percent(strength)}`)}`,
    ...steps.map((step) => `   ${stepText(step)}  ${colour.dim(percent(step.strength))}`),
  ].join('\n')
}

/**
 * `Ana Ruiz · knows · Bob Ray`, `Bob Ray · colleague at Acme (derived) · Cy Dow`,
 * `Cy Dow · former colleague at Birch until 2024-03-31 (derived) · Dee Fox`
 */
function stepText({ from, to, says, derived, at, on }: PathStep): string {
  const isFormer = says === 'former_colleague'
  const place = at === null ? '' : says === 'colleague' || isFormer ? ` at ${nameOf(at)}` : `: ${nameOf(at)}`
  const day = on === null ? '' : isFormer ? ` until ${on}` : ` ${on}`
  const how = `${says.replaceAll('_', ' ')}${place}${day}${derived ? ' (derived)' : ''}`
  return `${from === null ? 'we' : nameOf(from)} · ${how} · ${nameOf(to)}`
}
