/** The sections of the report's page: what each says, which charts it has, and the numbers behind them in tables. */
import { FUNNEL, type FieldReport, type ReportResult } from '../../core/report/report.ts'
import { number, percent, plural } from '../render/format.ts'
import { price } from '../render/money.ts'
import { objectiveState } from '../render/objective.ts'
import { unmeasuredText } from '../render/score.ts'
import { htmlTable } from './html.ts'

export const FIELD_NAMES: Readonly<Record<string, string>> = {
  full_name: 'name',
  linkedin_url: 'LinkedIn',
  email: 'e-mail',
}

export const fieldName = ({ field }: Pick<FieldReport, 'field'>): string => FIELD_NAMES[field] ?? field

export interface Section {
  title: string
  text: string
  /** Names of charts in script.ts, each with what it shows in words, and a title where there are several. */
  charts?: readonly (readonly [name: string, label: string, title?: string])[]
  key?: readonly (readonly [colour: string, text: string])[]
  tables: readonly string[]
  isWide?: boolean
  /** The table is what there is to see. */
  isOpen?: boolean
}

/** Those that have something to show, in their order. */
export const sectionsOf = (report: ReportResult): Section[] =>
  [
    funnel(report),
    scores(report),
    fields(report),
    gate(report),
    gains(report),
    sources(report),
    objectives(report),
    segments(report),
    hot(report),
  ]
    .flatMap((one) => (one === null ? [] : [one]))
    .reduce(withoutGap, [])

/** Two stand beside each other; one that would stand alone is wide. */
const withoutGap = (before: Section[], next: Section, at: number, all: readonly Section[]): Section[] => {
  const narrow = before.length - before.findLastIndex(({ isWide }) => isWide === true) - 1
  const after = all[at + 1]
  const isAlone = narrow % 2 === 0 && (after === undefined || after.isWide === true)
  return [...before, isAlone ? { ...next, isWide: true } : next]
}

const STAGES: Readonly<Record<(typeof FUNNEL)[number], string>> = {
  suspects: 'no contact yet',
  prospects: 'in contact with us',
  qualified: 'pass the gate mvl',
  pushed: 'given to a target',
  replied: 'answered in some way',
  customers: 'buy from us',
}

const funnel = ({ funnel: stages, counts }: ReportResult): Section => ({
  title: 'From suspect to customer',
  text: `Of ${plural(counts.people, 'person', 'people')}. Somebody who is a prospect, qualified and pushed counts in each of these.`,
  charts: [['funnel', 'People at each stage, from suspect to customer']],
  tables: [
    htmlTable('People at each stage', stages, [
      { header: 'Stage', value: ({ stage }) => stage },
      { header: 'What it means', value: ({ stage }) => STAGES[stage] },
      { header: 'People', value: ({ people }) => number(people), isNumber: true },
      { header: 'Of all', value: ({ share }) => percent(share), isNumber: true },
    ]),
  ],
})

const scores = ({ scores: steps, counts, grades }: ReportResult): Section | null =>
  counts.scored === 0
    ? null
    : {
        title: 'Scores',
        text: Object.entries(grades)
          .map(([grade, people]) => `${grade}: ${number(people)} (${percent(people / counts.scored)})`)
          .join(', '),
        charts: [['scores', 'How many people have which score, in steps of five points']],
        tables: [
          htmlTable('People by score', steps, [
            { header: 'Score', value: ({ from, to }) => `${from}–${to}` },
            { header: 'People', value: ({ people }) => number(people), isNumber: true },
          ]),
          htmlTable('People by grade', Object.entries(grades), [
            { header: 'Grade', value: ([grade]) => grade },
            { header: 'People', value: ([, people]) => number(people), isNumber: true },
          ]),
        ],
      }

const fields = ({ fields: all, counts, addresses }: ReportResult): Section | null => {
  if (counts.people === 0) return null
  const table = (of: FieldReport['of'], caption: string): string =>
    htmlTable(
      caption,
      all.filter((field) => field.of === of),
      [
        { header: 'Field', value: fieldName },
        { header: 'Known', value: ({ known }) => number(known), isNumber: true },
        {
          header: 'Share',
          value: ({ known, total }) => percent(total === 0 ? 0 : known / total),
          isNumber: true,
        },
        { header: 'Up to 3 months', value: ({ ages }) => number(ages.quarter), isNumber: true },
        { header: 'Up to a year', value: ({ ages }) => number(ages.year), isNumber: true },
        { header: 'Older', value: ({ ages }) => number(ages.older + ages.undated), isNumber: true },
        {
          header: 'Median age',
          value: ({ median_age }) => (median_age === null ? '' : plural(median_age, 'day')),
          isNumber: true,
        },
      ],
    )
  const standings = (['email', 'phone'] as const).flatMap((kind) =>
    Object.entries(addresses[kind]).map(([verdict, people]) => ({ kind, verdict, people })),
  )
  return {
    title: 'What is known, and how old it is',
    text: 'Bars are full where everybody has a value. A value is as old as the newest row of its person from a list that has such a column; of a company, as the last row that named it.',
    charts: [
      ['people', 'Share of people of whom each field is known, by age', 'People'],
      ['companies', 'Share of companies of which each field is known, by age', 'Companies'],
    ],
    isWide: true,
    key: [
      ['a', 'up to 3 months old'],
      ['b', 'up to a year'],
      ['c', 'older'],
    ],
    tables: [
      table('person', 'Fields of people'),
      table('company', 'Fields of companies'),
      htmlTable('Main addresses by their check', standings, [
        { header: 'Address', value: ({ kind }) => (kind === 'email' ? 'e-mail' : 'phone') },
        { header: 'Verdict', value: ({ verdict }) => verdict },
        { header: 'People', value: ({ people }) => number(people), isNumber: true },
      ]),
    ],
  }
}

const gate = ({ gate: held, unmeasured, counts }: ReportResult): Section | null =>
  counts.scored === 0
    ? null
    : {
        title: 'The gate',
        text: [
          `${number(counts.mvl)} of ${number(counts.scored)} scored people pass the gate mvl.${held.length === 0 ? '' : ' This holds the others back.'}`,
          ...unmeasuredText(unmeasured, new Set(held.map(({ requirement }) => requirement))).map(
            (line) => `${line}.`,
          ),
        ].join(' '),
        ...(held.length === 0
          ? {}
          : { charts: [['gate', 'How many people each requirement of the gate holds back']] as const }),
        key: [
          ['a', 'lack only this'],
          ['b', 'lack something else too'],
        ],
        tables: [
          htmlTable('What holds people back', held, [
            { header: 'Requirement', value: ({ requirement }) => requirement.replaceAll('_', ' ') },
            { header: 'People', value: ({ people }) => number(people), isNumber: true },
            { header: 'Only this', value: ({ alone }) => number(alone), isNumber: true },
            { header: 'Asked for', value: ({ when }) => when },
          ]),
        ],
      }

const gains = ({ gains: found }: ReportResult): Section | null =>
  found === null
    ? null
    : {
        title: 'How well the model ranks',
        text: `The learned model, asked of ${plural(found.asked.rows, 'person', 'people')} it had not seen (split ${found.split === 'time' ? 'by time' : 'at random'}; ${number(found.asked.positives)} had the outcome ${found.outcome}): AUC ${found.auc.toFixed(2)}. The dashed line is chance.`,
        charts: [['gains', 'Gains chart: the share of those with the outcome among the best of the list']],
        tables: [
          htmlTable(
            'Gains',
            found.gains.map((share, i) => ({ called: i / 10, share })),
            [
              { header: 'Called, the best first', value: ({ called }) => percent(called) },
              {
                header: 'Reached of those with the outcome',
                value: ({ share }) => percent(share),
                isNumber: true,
              },
            ],
          ),
        ],
      }

const sources = ({ sources: listed, costs }: ReportResult): Section | null => {
  const all = listed.filter(({ people, cost }) => people > 0 || cost !== null)
  if (all.length === 0) return null
  const paid = Object.entries(costs).map(([currency, amount]) => price(amount, currency))
  const money = (
    { cost, cost_per }: ReportResult['sources'][number],
    of: 'qualified' | 'meeting' | 'won',
  ): string => (cost === null || cost_per[of] === null ? '' : price(cost_per[of], cost.currency))
  return {
    title: 'What the lists are worth',
    text: `The dot is the share of a list’s people who are qualified, the bar where the true share may lie (95 %). The best list comes first: by customers, meetings and answers before qualified people.${paid.length === 0 ? '' : ` Paid for lists: ${paid.join(' and ')}.`}`,
    charts: [['sources', 'The share of qualified people in each source, with its 95 % interval']],
    isWide: true,
    tables: [
      htmlTable('Sources', all, [
        { header: 'Source', value: ({ name }) => name },
        { header: 'People', value: ({ people }) => number(people), isNumber: true },
        { header: 'Known before', value: (one) => percent(one.known_before_share), isNumber: true },
        { header: 'Paid twice', value: (one) => percent(one.paid_twice_share), isNumber: true },
        { header: 'Unreachable', value: (one) => percent(one.unreachable_share), isNumber: true },
        { header: 'Qualified', value: ({ qualified }) => number(qualified), isNumber: true },
        {
          header: 'Share (95 %)',
          value: ({ rates: { qualified } }) =>
            `${percent(qualified.share)} (${percent(qualified.low)}–${percent(qualified.high)})`,
          isNumber: true,
        },
        { header: 'Pushed', value: ({ pushed }) => number(pushed), isNumber: true },
        { header: 'Replied', value: ({ replied }) => number(replied), isNumber: true },
        { header: 'Met', value: ({ meeting }) => number(meeting), isNumber: true },
        { header: 'Won', value: ({ won }) => number(won), isNumber: true },
        {
          header: 'Cost',
          value: ({ cost }) => (cost === null ? '' : price(cost.amount, cost.currency)),
          isNumber: true,
        },
        { header: 'Per qualified', value: (one) => money(one, 'qualified'), isNumber: true },
        { header: 'Per meeting', value: (one) => money(one, 'meeting'), isNumber: true },
        { header: 'Per customer', value: (one) => money(one, 'won'), isNumber: true },
      ]),
    ],
  }
}

const objectives = ({ objectives: all }: ReportResult): Section | null =>
  all.length === 0
    ? null
    : {
        title: 'Objectives',
        text: `The line across a bar is where it should be by now, at an even pace.${all.some(({ about }) => about === 'person') ? ' Nobody is named here; prm status does.' : ''}`,
        charts: [['objectives', 'How far each objective has come']],
        key: [
          ['good', 'reached or on track'],
          ['bad', 'slipping or missed'],
        ],
        tables: [
          htmlTable('Objectives', all, [
            { header: 'Objective', value: unnamed },
            {
              header: 'Done',
              value: ({ done, target }) => `${number(done)} of ${number(target)}`,
              isNumber: true,
            },
            { header: 'Expected', value: ({ expected }) => number(expected), isNumber: true },
            { header: 'State', value: objectiveState },
            { header: 'Owner', value: ({ owner }) => owner },
          ]),
        ],
        isWide: true,
      }

/** Without the address of the person whom it is about. */
export const unnamed = ({ title, about, name, by }: ReportResult['objectives'][number]): string =>
  about === 'person' ? `${title.slice(0, -`${name} by ${by}`.length)}somebody by ${by}` : title

const segments = ({ segments: all }: ReportResult): Section | null =>
  all.length === 0
    ? null
    : {
        title: 'Segments',
        text: 'Who entered and left during the last 30 days, as scoring saw it.',
        isOpen: true,
        tables: [
          htmlTable('Segments', all, [
            { header: 'Segment', value: ({ name }) => name },
            { header: 'People', value: ({ people }) => number(people), isNumber: true },
            { header: 'Entered', value: ({ entered }) => number(entered), isNumber: true },
            { header: 'Left', value: ({ left }) => number(left), isNumber: true },
          ]),
        ],
      }

const hot = ({ hot: found }: ReportResult): Section | null =>
  found === null || found.shown.length === 0
    ? null
    : {
        title: 'In the market now',
        text: `${plural(found.accounts, 'account')}; the most likely come first.`,
        isOpen: true,
        tables: [
          htmlTable('Accounts in the market', found.shown, [
            { header: 'Account', value: ({ company, domain }) => company ?? domain },
            { header: 'Because', value: ({ because }) => because },
            { header: 'Until', value: ({ until }) => until, isNumber: true },
          ]),
        ],
      }
