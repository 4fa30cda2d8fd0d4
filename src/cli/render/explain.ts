import type { ExplainCompaniesResult } from '../../core/dedupe/company-cases.ts'
import type { ExplainResult } from '../../core/dedupe/explain-people.ts'
import type { EvidenceLine, PairEvidence } from '../../core/dedupe/types.ts'
import type { View } from '../command.ts'
import { percent } from './format.ts'
import { table } from './table.ts'
import { companyBrief, whoBrief } from './who.ts'

/** Bits with their sign: `+7.2`, `−3.0`, ` 0.0`. */
export const signed = (bits: number): string => {
  const text = Math.abs(bits).toFixed(1)
  return text === '0.0' ? '0.0' : `${bits < 0 ? '−' : '+'}${text}`
}

const READING: Readonly<Record<PairEvidence['runner_up']['reading'], string>> = {
  strangers: 'two strangers',
  namesakes: 'relatives or namesakes',
  colleagues: 'two colleagues',
  branches: 'two branches of one company',
}

export const runnerUp = ({ runner_up }: PairEvidence): string => READING[runner_up.reading]

interface Line {
  field: string
  level: string
  values: string
  bits: string
  frequency: string
}

const valuesOf = ({ a, b }: EvidenceLine): string => {
  if (a === null && b === null) return ''
  return a === b ? a! : `${a ?? '(nothing)'} | ${b ?? '(nothing)'}`
}

const lineOf = (line: EvidenceLine): Line => ({
  field: line.field,
  level: line.level,
  values: valuesOf(line),
  bits: signed(line.bits),
  frequency: line.frequency_bits === 0 ? '' : signed(line.frequency_bits),
})

/** What speaks for and against two people being one, as a sum of bits: each doubles or halves the odds. */
export function evidenceTable(evidence: PairEvidence, view: View, what = 'people'): string {
  const { prior, lines, total } = evidence
  const hasFrequency = lines.some(({ frequency_bits }) => frequency_bits !== 0)
  const blank = { level: '', values: '', frequency: '' }
  const rows: Line[] = [
    { ...blank, field: 'before looking', bits: signed(prior), level: `any two ${what}` },
    ...lines.map(lineOf),
    { ...blank, field: 'total', bits: signed(total) },
  ]
  return table(
    rows,
    [
      { header: 'Compared', value: ({ field }) => field },
      { header: 'Bits', value: ({ bits }) => bits, align: 'right', minWidth: 5 },
      ...(hasFrequency
        ? [
            {
              header: 'Rarity',
              value: ({ frequency }: Line) => frequency,
              align: 'right' as const,
              minWidth: 6,
            },
          ]
        : []),
      { header: 'Found', value: ({ level }) => level, minWidth: 12 },
      { header: 'Values', value: ({ values }) => values, style: (text) => view.colour.dim(text) },
    ],
    view,
  )
}

const BAND: Readonly<Record<ExplainResult['band'], string>> = {
  merge: 'sure enough to be merged',
  review: 'waits for your answer',
  leave: 'left alone',
}

function renderExplainCompanies(result: ExplainCompaniesResult, view: View): string {
  const { a, b, evidence, decided, band } = result
  const head = `${view.colour.bold(companyBrief(a))} and ${view.colour.bold(companyBrief(b))}`
  return [
    `${head}: ${percent(evidence.probability)} the same company; ${BAND[band]}`,
    '',
    evidenceTable(evidence, view, 'companies'),
    ...(evidence.runner_up.reading === 'branches'
      ? ['', 'They are in different places: branches and subsidiaries are never merged unasked.']
      : []),
    ...(decided === null ? [] : ['', 'Whatever the bits say: somebody decided that they are two.']),
  ].join('\n')
}

export function renderExplain(result: ExplainResult | ExplainCompaniesResult, view: View): string {
  if ('about' in result) return renderExplainCompanies(result, view)
  const { a, b, evidence, decided, band } = result
  const head = `${view.colour.bold(whoBrief(a))} and ${view.colour.bold(whoBrief(b))}`
  const chance = `${percent(evidence.probability)} the same person`
  const lines = [
    `${head}: ${chance}; ${BAND[band]}`,
    '',
    evidenceTable(evidence, view),
    '',
    `If they are two, the best reading is ${runnerUp(evidence)} (${signed(evidence.runner_up.bits)} bits).`,
  ]
  if (decided === 'same') lines.push('They are one person now; prm split takes them apart.')
  if (decided === 'different') lines.push('Whatever the bits say: somebody decided that they are two.')
  return lines.join('\n')
}
