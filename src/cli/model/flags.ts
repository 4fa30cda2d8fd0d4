/** Flags that several modes of `prm model` share. */
import { resolve } from 'node:path'
import type { ModelOutput } from '../../core/learn/model-output.ts'
import { isDay } from '../../lib/day.ts'
import type { FlagSpec } from '../flags.ts'

const UNITS = { day: 1, week: 7, month: 30 } as const

/** `40/week`: how many can be called in how many days; `40` alone: of all. */
const capacity = (text: string): { people: number; per: number | null } => {
  const found = /^([1-9]\d{0,6})(?:\/(day|week|month))?$/.exec(text)
  if (found === null) throw new Error('must be a number of people such as 40/week')
  return {
    people: Number(found[1]),
    per: found[2] === undefined ? null : UNITS[found[2] as keyof typeof UNITS],
  }
}

/** `30d`, `12w`, `1y` in days. */
const length = (text: string): number => {
  const found = /^([1-9]\d{0,4})([dwy])$/.exec(text)
  if (found === null) throw new Error('must be a length of time such as 30d, 12w or 1y')
  return Number(found[1]) * { d: 1, w: 7, y: 365 }[found[2] as 'd' | 'w' | 'y']
}

export const DEFAULT_CAPACITY = { people: 40, per: 7 }

export const CAPACITY: FlagSpec = {
  flags: '--capacity <people/time>',
  description: 'how many you can call: 40/week (by default), 10/day, or 40 of all',
  parse: capacity,
  completes: 'nothing',
}

export const OUTCOME: FlagSpec = {
  flags: '--outcome <what>',
  description:
    'what is to be foretold: won (by default), replied, meeting, or a column such as custom.converted',
  completes: 'nothing',
}

export const WITHIN: FlagSpec = {
  flags: '--within <time>',
  description: 'how soon the outcome must come after the lead did, such as 30d',
  parse: length,
  completes: 'nothing',
}

export const SINCE: FlagSpec = {
  flags: '--since <date>',
  description: 'only leads who came on that day or later',
  parse: (text) => {
    if (!isDay(text)) throw new Error('must be a date such as 2026-01-31')
    return text
  },
  completes: 'nothing',
}

export const ALLOW: FlagSpec = {
  flags: '--allow <column>',
  description: 'use a column that would be left out: protected, or one that seems to know the answer',
  isRepeatable: true,
  completes: 'nothing',
}

export interface OutcomeFlags {
  outcome: string
  within: number | null
  since: string | null
  capacity: { people: number; per: number | null }
}

export const outcomeFlags = (flags: Readonly<Record<string, unknown>>): OutcomeFlags => ({
  outcome: (flags.outcome as string | undefined) ?? 'won',
  within: (flags.within as number | undefined) ?? null,
  since: (flags.since as string | undefined) ?? null,
  capacity: (flags.capacity as OutcomeFlags['capacity'] | undefined) ?? DEFAULT_CAPACITY,
})

/** `-o`: a file, `-` for stdout, or the name that is used without it. */
export const modelOutput = (given: unknown, cwd: string, usual: string): ModelOutput => {
  if (given === '-') return { path: null, isGiven: true }
  return { path: resolve(cwd, typeof given === 'string' ? given : usual), isGiven: given !== undefined }
}
