/** The report on a terminal: one section below the other, with bars. In a file or pipe the bars are made of ASCII. */
import type { FieldReport, ReportResult } from '../../core/report/report.ts'
import type { View } from '../command.ts'
import { fieldName } from '../page/sections.ts'
import { bar, number, percent, plural } from './format.ts'
import { price } from './money.ts'
import { objectiveState } from './objective.ts'
import { unmeasuredText } from './score.ts'
import { oneLine, pad, textWidth, truncate } from './width.ts'

export function renderReport(report: ReportResult, view: View): string {
  const { counts, file, as_of } = report
  const { bold, dim } = view.colour
  const title = `${bold(oneLine(file))}  ${dim(`as of ${as_of}${report.built_in_model ? ', by the built-in model' : ''}`)}`
  if (counts.people === 0) return `${title}\n\nThere is nobody here yet: prm import LIST.csv`
  const parts = [
    section('From suspect to customer', funnel(report, view), view),
    section('Scores', scores(report, view), view),
    section('The gate', gate(report, view), view),
    section('Known, and how much of it is at most 3 months old', fields(report, view), view),
    section('Sources: qualified, and where the true share lies', sources(report, view), view),
    section('How well the model ranks', gains(report, view), view),
    section('Objectives', objectives(report, view), view),
    section('Segments', segments(report, view), view),
    section('In the market now', hot(report, view), view),
  ]
  return [title, ...parts].filter((part) => part !== '').join('\n\n')
}

const WIDE = 24
/** A name is not wider than this. */
const NAME = 28

const section = (title: string, lines: readonly string[], { colour }: View): string =>
  lines.length === 0 ? '' : [colour.bold(title), ...lines.map((line) => `  ${line}`.trimEnd())].join('\n')

const drawn = (share: number, { isTTY, isUnicode = isTTY }: View): string =>
  isUnicode ? bar(share, WIDE) : bar(share, WIDE).replaceAll('█', '#').replaceAll('░', '.')

/** Marks that ASCII has not. */
const plain = (text: string, { isTTY, isUnicode = isTTY }: View): string =>
  isUnicode ? text : text.replaceAll('–', '-').replaceAll('…', '~')

interface Line {
  name: string
  /** Of the bar, 0 to 1. */
  share: number
  /** In columns on the right. */
  figures: readonly string[]
  more?: string
}

/** Names, bars and figures below each other. */
const chart = (lines: readonly Line[], view: View): string[] => {
  const names = lines.map(({ name }) => truncate(oneLine(name), NAME))
  const widest = Math.max(0, ...names.map(textWidth))
  const widths = (lines[0]?.figures ?? []).map((_, i) =>
    Math.max(...lines.map(({ figures }) => textWidth(figures[i] ?? ''))),
  )
  return lines.map(({ share, figures, more = '' }, i) =>
    plain(
      [
        pad(names[i]!, widest),
        view.colour.cyan(drawn(share, view)),
        ...figures.map((text, f) => pad(text, widths[f]!, 'right')),
        view.colour.dim(oneLine(more)),
      ].join('  '),
      view,
    ).trimEnd(),
  )
}

const funnel = ({ funnel: stages }: ReportResult, view: View): string[] => {
  const most = Math.max(1, ...stages.map(({ people }) => people))
  return chart(
    stages.map(({ stage, people, share }) => ({
      name: stage,
      share: people / most,
      figures: [number(people), percent(share)],
    })),
    view,
  )
}

/** Ten points a line: twenty lines would fill the screen. */
const scores = ({ scores: steps, counts, grades }: ReportResult, view: View): string[] => {
  if (counts.scored === 0) return ['nobody has a score yet: prm score']
  const tens = steps.flatMap(({ from, people }, i) =>
    i % 2 === 1 ? [] : [{ from, to: steps[i + 1]!.to, people: people + steps[i + 1]!.people }],
  )
  const most = Math.max(1, ...tens.map(({ people }) => people))
  const told = Object.entries(grades).map(([grade, people]) => `${grade} ${number(people)}`)
  const left = counts.people - counts.scored
  return [
    ...chart(
      tens.reverse().map(({ from, to, people }) => ({
        name: `${from}–${to}`.padStart(6),
        share: people / most,
        figures: [number(people)],
      })),
      view,
    ),
    `grades: ${told.join(', ')}${left > 0 ? `; ${number(left)} not scored yet` : ''}`,
  ]
}

const gate = ({ gate: held, unmeasured, counts }: ReportResult, view: View): string[] => {
  if (counts.scored === 0) return []
  return [
    `${number(counts.mvl)} of ${number(counts.scored)} pass${held.length === 0 ? '' : '; held back by'}`,
    ...chart(
      held.map(({ requirement, people, alone }) => ({
        name: requirement.replaceAll('_', ' '),
        share: people / counts.scored,
        figures: [number(people)],
        ...(alone === 0 ? {} : { more: `${number(alone)} by this alone` }),
      })),
      view,
    ),
    ...unmeasuredText(unmeasured, new Set(held.map(({ requirement }) => requirement))),
  ]
}

const fields = ({ fields: all }: ReportResult, view: View): string[] => {
  const line = (field: FieldReport): Line => {
    const { of, known, total, ages, median_age } = field
    const name = fieldName(field)
    return {
      name: of === 'company' ? `company: ${name}` : name,
      share: total === 0 ? 0 : known / total,
      figures: [
        percent(total === 0 ? 0 : known / total),
        known === 0 ? '' : `${percent(ages.quarter / known)} new`,
      ],
      ...(median_age === null ? {} : { more: `median age ${plural(median_age, 'day')}` }),
    }
  }
  return chart(all.filter(({ total }) => total > 0).map(line), view)
}

const SOURCES = 10

const sources = ({ sources: all, costs }: ReportResult, view: View): string[] => {
  const known = all.filter(({ people }) => people > 0)
  const lines = chart(
    known.slice(0, SOURCES).map(({ name, people, rates: { qualified }, cost, cost_per }) => ({
      name,
      share: qualified.share,
      figures: [
        percent(qualified.share),
        `${percent(qualified.low)}–${percent(qualified.high)}`,
        `of ${number(people)}`,
      ],
      ...(cost === null || cost_per.qualified === null
        ? {}
        : { more: `${price(cost_per.qualified, cost.currency)} each` }),
    })),
    view,
  )
  const paid = Object.entries(costs).map(([currency, amount]) => price(amount, currency))
  return [
    ...lines,
    ...(known.length > SOURCES ? [`and ${plural(known.length - SOURCES, 'more', 'more')}: prm sources`] : []),
    ...(paid.length === 0 ? [] : [`paid for lists: ${paid.join(', ')}`]),
  ]
}

const gains = ({ gains: found }: ReportResult, view: View): string[] =>
  found === null
    ? []
    : [
        `${found.outcome}: AUC ${found.auc.toFixed(2)}, asked of ${plural(found.asked.rows, 'person', 'people')} (split ${found.split === 'time' ? 'by time' : 'at random'})`,
        ...chart(
          found.gains.slice(1).map((share, i) => ({
            name: `best ${percent((i + 1) / 10)}`,
            share,
            figures: [percent(share)],
          })),
          view,
        ),
      ]

/** What it is stands on a line of its own: it is long, and its end is the day. */
const objectives = ({ objectives: all }: ReportResult, view: View): string[] => {
  const lines = chart(
    all.map((objective) => ({
      name: objectiveState(objective),
      share: objective.share,
      figures: [`${number(objective.done)} of ${number(objective.target)}`],
    })),
    view,
  )
  const room = view.isTTY ? view.width - 2 : Infinity
  return lines.flatMap((line, i) => {
    const { title, owner } = all[i]!
    const name = oneLine(`${title}${owner === null ? '' : ` (${owner})`}`)
    return [plain(truncate(name, room), view), `  ${line}`]
  })
}

const segments = ({ segments: all, counts }: ReportResult, view: View): string[] =>
  chart(
    all.map(({ name, people, entered, left }) => ({
      name,
      share: counts.people === 0 ? 0 : people / counts.people,
      figures: [number(people)],
      more: `${number(entered)} entered, ${number(left)} left in 30 days`,
    })),
    view,
  )

const hot = ({ hot: found }: ReportResult, view: View): string[] => {
  if (found === null || found.shown.length === 0) return []
  const lines = found.shown.map(({ place, company, domain, because, until }) =>
    truncate(
      oneLine(`${place}. ${company ?? domain ?? ''}: ${because}, until ${until}`),
      view.isTTY ? view.width - 2 : Infinity,
    ),
  )
  const more = found.accounts - found.shown.length
  return [...lines, ...(more > 0 ? [`and ${number(more)} more: prm hot`] : [])]
}
