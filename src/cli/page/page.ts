/**
 * The report as one page that needs nothing else: styles, libraries and numbers stand in it, and its policy forbids it to
 * ask anybody for anything. All that it shows are sums; people are named nowhere, for a page is sent on. Each chart has its
 * numbers in a table.
 */
import { createHash } from 'node:crypto'
import type { ReportResult } from '../../core/report/report.ts'
import { number, plural } from '../render/format.ts'
import { objectiveState } from '../render/objective.ts'
import { escapeHtml, scriptJson } from './html.ts'
import { SCRIPT } from './script.ts'
import { fieldName, sectionsOf, unnamed, type Section } from './sections.ts'
import { STYLE } from './style.ts'

/** More sources than these are in the table alone. */
const CHARTED = 20

/** @param libraries as `readLibraries` gives them */
export const reportPage = (report: ReportResult, libraries: readonly string[]): string => {
  const scripts = [...libraries, SCRIPT]
  const hashes = scripts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
  const policy = `default-src 'none'; script-src ${hashes.join(' ')}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`
  const title = `Prospects in ${report.file}`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}, ${report.as_of}</title>
<style>${STYLE}</style>
</head>
<body>
${head(report, title)}
<main>
${sectionsOf(report).map(section).join('\n')}
</main>
<footer><p>Made by <code>prm report</code> from the file as of ${report.as_of}. The page asks nobody for anything; its numbers are those of <code>prm status</code> on that day.</p></footer>
<script type="application/json" id="data">${scriptJson(chartData(report))}</script>
${scripts.map((text) => `<script>${text}</script>`).join('\n')}
</body>
</html>
`
}

const head = ({ counts, as_of, built_in_model, lifecycles }: ReportResult, title: string): string => {
  const figures: [id: string, name: string, value: number][] = [
    ['people', 'people', counts.people],
    ['companies', 'companies', counts.companies],
    ['suspects', 'suspects', lifecycles.suspect ?? 0],
    ['prospects', 'prospects', lifecycles.prospect ?? 0],
    ['mvl', 'qualified', counts.mvl],
    ['suppressed', 'suppressed', counts.suppressed],
  ]
  const model = built_in_model ? ', by the built-in model' : ''
  return `<header>
<h1>${escapeHtml(title)}</h1>
<p class="soft">As of ${as_of}${model}. ${plural(counts.scored, 'person has', 'people have')} a score; ${plural(counts.duplicates, 'pair')} may be the same person.</p>
<dl class="figures">${figures.map(([id, name, value]) => `<div><dt>${name}</dt><dd data-count="${id}">${number(value)}</dd></div>`).join('')}</dl>
</header>`
}

const section = ({ title, text, charts = [], key = [], tables, isWide, isOpen }: Section): string => {
  const drawn = charts.map(
    ([name, label, of]) =>
      `<div>${of === undefined ? '' : `<h3>${escapeHtml(of)}</h3>`}<div class="chart" data-chart="${name}" data-label="${escapeHtml(label)}"></div></div>`,
  )
  const shown = drawn.length > 1 ? `<div class="beside">${drawn.join('')}</div>` : drawn.join('')
  const legend =
    key.length === 0
      ? ''
      : `<ul class="key">${key.map(([colour, of]) => `<li style="--of: var(--${colour})">${escapeHtml(of)}</li>`).join('')}</ul>`
  const numbers =
    isOpen === true ? tables.join('') : `<details><summary>The numbers</summary>${tables.join('')}</details>`
  const kinds = [...(isWide === true ? ['wide'] : []), ...(isOpen === true ? ['open'] : [])]
  return `<section${kinds.length === 0 ? '' : ` class="${kinds.join(' ')}"`}><h2>${escapeHtml(title)}</h2><p class="soft">${escapeHtml(text)}</p>${legend}${shown}${numbers}</section>`
}

/** What the charts draw: names of stages, fields and sources, and numbers. */
const chartData = (report: ReportResult): Record<string, unknown> => ({
  funnel: report.funnel,
  scores: report.scores.map(({ from, people }) => ({ from, people })),
  fields: report.fields.map((field) => {
    const { of, known, total, ages } = field
    const part = (n: number): number => (total === 0 ? 0 : n / total)
    return {
      ...{ field: fieldName(field), of, share: part(known) },
      ...{ quarter: part(ages.quarter), year: part(ages.quarter + ages.year) },
    }
  }),
  sources: report.sources
    .filter(({ people }) => people > 0)
    .slice(0, CHARTED)
    .map(({ name, rates: { qualified } }, at) => ({
      ...{ at, name, share: qualified.share, low: qualified.low, high: qualified.high },
    })),
  gate: report.gate.map(({ requirement, people, alone }) => ({ requirement, people, alone })),
  gains: report.gains?.gains.map((reached, i) => ({ called: i / 10, reached })) ?? [],
  objectives: report.objectives.map((objective, at) => {
    const { done, target, share, expected, state } = objective
    return {
      ...{ at, title: unnamed(objective), done, target, share, expected: Math.min(1, expected / target) },
      ...{ state: objectiveState(objective), behind: state === 'slipping' || state === 'missed' },
    }
  }),
})
