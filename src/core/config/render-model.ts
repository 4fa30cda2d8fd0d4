/** A model as YAML: what `prm init` puts under `model:`, and what model files hold. */
import { stringify } from 'yaml'
import { DIMENSIONS } from './config.ts'
import type { Decay, DimensionName, Fading, Model, Rule } from './config.ts'

const INTRO: Record<DimensionName, string> = {
  firmographic: 'the company: size, industry, region',
  technographic: 'what the company works with',
  person: 'who the person is, and whether they can be reached',
  behavioural: 'what the person said or did',
  intent: 'signs that the company is about to buy',
}

/** A double-quoted YAML scalar: JSON's form of a text is one. */
export const scalar = (text: string): string => JSON.stringify(text)

const ruleLine = ({ when, points, because, group }: Rule): string =>
  `      - {when: ${scalar(when)}, points: ${points}, because: ${scalar(because)}${group === undefined ? '' : `, group: ${group}`}}`

const map = (entries: readonly (readonly [string, unknown])[]): string =>
  `{${entries.map(([name, value]) => `${name}: ${String(value)}`).join(', ')}}`

const dimensionText = (
  name: DimensionName,
  { cap, groups = {}, rules }: Model['dimensions'][DimensionName],
): string =>
  [
    `  ${name}: # ${INTRO[name]}`,
    `    cap: ${cap}`,
    ...(Object.keys(groups).length === 0 ? [] : [`    groups: ${map(Object.entries(groups))}`]),
    ...(rules.length === 0 ? ['    rules: []'] : ['    rules:', ...rules.map(ruleLine)]),
  ].join('\n')

const fadingLine = ([kind, { points, half_life, cap }]: [string, Fading]): string =>
  `    ${kind}: {points: ${points}, half_life: ${half_life}d${cap === undefined ? '' : `, cap: ${cap}`}}`

const fadings = (name: string, kinds: Decay['signals'] | Decay['events']): string[] => {
  const entries = Object.entries(kinds)
  return entries.length === 0 ? [`  ${name}: {}`] : [`  ${name}:`, ...entries.map(fadingLine)]
}

const decayText = ({ signals, events, saturation }: Decay): string =>
  [
    'decay:',
    ...fadings('signals', signals),
    ...fadings('events', events),
    `  saturation: ${map(Object.entries(saturation))} # however many there are, they count less than this together`,
  ].join('\n')

/** @returns lines of YAML, without a line end in the end; `readModel` reads exactly this model from them */
export const renderModel = (model: Model): string => {
  const { dimensions, decay, grades, fit, heat, learned } = model
  return [
    'dimensions:',
    ...DIMENSIONS.map((name) => dimensionText(name, dimensions[name])),
    '# What signals (points of intent) and events (points of behavioural) are worth on their day; after half_life, half of',
    '# it. A kind that is not named counts nothing, nor does what a machine did.',
    decayText(decay),
    `grades: ${map(Object.entries(grades))} # from this score on; below: D`,
    `fit: ${map(Object.entries(fit))} # points of firmographic, technographic and person together; below: the next letter`,
    `heat: ${map(Object.entries(heat))} # points of behavioural and intent together; below: 3`,
    ...(learned === undefined ? [] : [stringify({ learned }, { lineWidth: 0 }).trimEnd()]),
  ].join('\n')
}
