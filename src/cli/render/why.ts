import type { RequirementReport, WhyResult } from '../../core/score/why.ts'
import { isField } from '../../model/fields.ts'
import type { View } from '../command.ts'
import { percent, plural } from './format.ts'
import { builtInTalk, HOLDS, unmeasuredText } from './score.ts'
import { oneLine, pad, textWidth, truncate, wrap } from './width.ts'

type Part = WhyResult['parts'][number]
type Values = RequirementReport['values']

export function renderWhy(result: WhyResult, view: View): string {
  return [
    headText(result, view),
    partsText(result, view),
    ...Object.keys(result.gates).map((name) => gateText(name, result, view)),
    waysText(result, view),
  ]
    .filter((text) => text !== '')
    .join('\n\n')
}

function headText(result: WhyResult, view: View): string {
  const { person, score, grade, fit, heat, route, confidence, given, probability } = result
  const role = [person.title, person.company].filter((text) => text !== null).map((text) => oneLine(text))
  const { known, inputs } = confidence
  return [
    [view.colour.bold(oneLine(person.full_name ?? person.email ?? person.id)), ...role].join(', '),
    view.colour.dim(
      [person.email, person.id]
        .filter((text) => text !== null)
        .map((text) => oneLine(text))
        .join('  '),
    ),
    '',
    `${view.colour.bold(`Score ${score}, grade ${grade}`)} (fit ${fit}, heat ${heat})${route === null ? '' : `, route ${route}`}`,
    ...ownerText(result),
    ...nextText(result),
    ...(probability === null ? [] : [`By what was learned, the outcome comes with ${percent(probability)}.`]),
    `${known} of ${plural(inputs, 'fact')} that the model asks for ${known === 1 ? 'is' : 'are'} known.`,
    ...(given === null
      ? []
      : [
          `Last given: ${given.score}, grade ${given.grade}, as of ${given.as_of}; prm score brings it up to date.`,
        ]),
  ].join('\n')
}

function ownerText({ owner }: WhyResult): string[] {
  if (owner === null) return []
  const { name, assigned } = owner
  const why =
    assigned === null
      ? 'as a list or a hand says'
      : `${assigned.because} (assigned ${assigned.on}, run ${assigned.run})`
  return [`Owner ${oneLine(name)}: ${oneLine(why)}.`]
}

/** `Grade A at 62, 7 away; fit B at 25, 3 away.` */
function nextText({ next }: WhyResult): string[] {
  const steps = Object.entries(next).flatMap(([what, step]) =>
    step === null ? [] : [`${what} ${step.name} at ${step.at}, ${step.away} away`],
  )
  const [first, ...others] = steps
  return first === undefined ? [] : [`Next: ${[first, ...others].join('; ')}.`]
}

/** `+12`, `−10` */
export const signed = (points: number): string => (points < 0 ? `−${-points}` : `+${points}`)

/** The parts one under the other; they add up to the last line. */
function partsText({ parts: all, score }: WhyResult, view: View): string {
  const parts = together(all)
  if (parts.length === 0) return 'No rule of the model holds.'
  const points = parts.map((part) => signed(part.points))
  const width = Math.max(...points.map((text) => textWidth(text)), String(score).length)
  const names = Math.max(...parts.map(({ dimension }) => dimension.length))
  const indent = width + names + 6
  const lines = parts.map((part, i) => {
    const start = `  ${pad(points[i]!, width, 'right')}  ${view.colour.dim(pad(part.dimension, names))}  `
    const evidence = evidenceText(part)
    const room = view.isTTY ? Math.max(20, view.width - indent) : Infinity
    // What the rule read stands behind its reason, or under it where the line is short.
    if (evidence === '') return start + oneLine(part.because)
    const text = `${oneLine(part.because)}  ${view.colour.dim(evidence)}`
    if (textWidth(text) <= room) return start + text
    const under = wrap(evidence, room).map((line) => `\n${' '.repeat(indent)}${view.colour.dim(line)}`)
    return start + oneLine(part.because) + under.join('')
  })
  return [...lines, `  ${view.colour.bold(`${pad(String(score), width, 'right')}  score`)}`].join('\n')
}

/** What is dated says its day and age, what holds what it read. */
const evidenceText = ({ evidence = {}, on, age }: Part): string =>
  on === undefined || age === undefined
    ? valuesText(evidence)
    : `${on}, ${age === 0 ? 'that day' : `${plural(age, 'day')} ago`}`

const SHOWN_REPEATS = 3

/** Many signals or events that say the same stand in one line. */
function together(parts: readonly Part[]): Part[] {
  const groups = Map.groupBy(parts, ({ on, dimension, because }) =>
    on === undefined ? null : `${dimension} ${because}`,
  )
  return parts.flatMap((part) => {
    const same = part.on === undefined ? [part] : groups.get(`${part.dimension} ${part.because}`)!
    if (same.length <= SHOWN_REPEATS) return [part]
    if (part !== same[0]) return []
    const points = same.reduce((sum, one) => sum + one.points, 0)
    return [{ ...part, points, because: `${part.because}, ${same.length} times, last` }]
  })
}

/** `employees 210, industry Logistics` */
function valuesText(values: Values): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${value === null ? 'not known' : truncate(oneLine(value), 60)}`)
    .join(', ')
}

const SIGNS = { met: '✓', missing: '✗', unmeasured: '?' } as const

function gateText(name: string, { gates }: WhyResult, view: View): string {
  const { passes, missing, requirements, unmeasured } = gates[name]!
  const holds = missing.filter((each) => HOLDS[each] !== undefined)
  const width = Math.max(
    ...requirements.map((each) => each.name.length),
    ...holds.map((each) => each.length),
    1,
  )
  const states = Math.max(...requirements.map(({ state }) => state.length), 7)
  const indent = states + width + 8
  const line = (state: keyof typeof SIGNS, label: string, text: string): string => {
    const told = view.isTTY
      ? wrap(text, Math.max(20, view.width - indent)).join(`\n${' '.repeat(indent)}`)
      : text
    return `  ${styled(state, `${SIGNS[state]} ${pad(state, states)}`, view)}  ${pad(label, width)}  ${told}`.trimEnd()
  }
  const skipped = new Map(
    unmeasured.map((each, i) => [
      each,
      unmeasuredText(unmeasured, new Set(missing))[i]!.slice(each.length + 2),
    ]),
  )
  return [
    `${view.colour.bold(`Gate ${name}`)}: ${passes ? view.colour.green('passed') : view.colour.yellow(`not passed, ${missing.length} missing`)}`,
    ...holds.map((each) => line('missing', each, HOLDS[each]!)),
    ...requirements.map(({ name: each, state, when, values }) => {
      const told = valuesText(values)
      if (state === 'met') return line(state, each, told)
      if (state === 'unmeasured') return line(state, each, skipped.get(each) ?? '')
      return line(state, each, `${told}${told === '' ? '' : '; '}asked: ${oneLine(when)}`)
    }),
  ].join('\n')
}

function styled(state: keyof typeof SIGNS, text: string, { colour }: View): string {
  return state === 'met' ? colour.green(text) : state === 'missing' ? colour.red(text) : colour.dim(text)
}

const SHOWN_WAYS = 5

/** What would be worth finding out: for each unknown fact the rule that gives most. */
function waysText({ ways_up }: WhyResult, view: View): string {
  const facts = new Map<string, WhyResult['ways_up'][number]>()
  for (const way of ways_up) {
    const name = way.unknown.join(', ')
    if (!facts.has(name)) facts.set(name, way)
  }
  const shown = [...facts].slice(0, SHOWN_WAYS)
  if (shown.length === 0) return ''
  const width = Math.max(...shown.map(([, { points }]) => signed(points).length))
  const names = Math.max(...shown.map(([name]) => name.length))
  return [
    view.colour.bold('Worth finding out'),
    ...shown.map(([name, { points, because }]) => {
      const most = ways_up.filter((way) => way.unknown.join(', ') === name).length > 1 ? 'at most ' : ''
      return `  ${pad(name, names)}  ${most}${pad(signed(points), most === '' ? width : 0, 'right')}: ${oneLine(because)}`
    }),
  ].join('\n')
}

export function whyTalk({ ways_up, person, ...result }: WhyResult): string[] {
  const unknown = new Set(ways_up.flatMap((way) => way.unknown))
  const told = [...unknown].find((name) => isField(name) || name.startsWith('custom.'))
  return [
    ...builtInTalk(result),
    ...(unknown.has('email_status') || unknown.has('phone_status')
      ? ['prm validate checks the addresses']
      : []),
    ...(told === undefined ? [] : [`to tell what you know: prm edit ${person.id} ${told}=…`]),
  ]
}
