/**
 * What the page does when it is opened: draws each chart at the width that it has, and again when that changes. All the
 * numbers stand in tables too, so nothing is lost where scripts do not run. Colours are CSS variables: a change of theme
 * needs no drawing.
 */
export const SCRIPT = `
const data = JSON.parse(document.getElementById('data').textContent)
const number = new Intl.NumberFormat('en-US').format
const percent = (share) => (share > 0 && share < 0.01 ? '<1%' : share < 1 && share > 0.99 ? '>99%' : Math.round(share * 100) + '%')
const short = (text, most) => ([...text].length > most ? [...text].slice(0, most - 1).join('') + '\\u2026' : text)
const compact = new Intl.NumberFormat('en-US', { notation: 'compact' }).format
const base = (width, more) => ({
  width, marginLeft: 8, marginRight: 16, marginTop: 8, style: { fontSize: '13px', background: 'none', color: 'var(--ink)' }, ...more,
})
const names = (width) => Math.max(112, Math.min(330, Math.round(width * 0.3)))
const letters = (width) => Math.floor((names(width) - 10) / 7.6)
const bars = (rows, width, more) =>
  base(width, { height: rows * 28 + 40, marginLeft: names(width), ...more })
const row = { label: null, tickSize: 0 }

const charts = {
  funnel: (width) => Plot.plot({
    ...bars(data.funnel.length, width, { marginRight: 110, height: data.funnel.length * 30 + 16 }),
    x: { axis: null, domain: [0, Math.max(1, ...data.funnel.map((d) => d.people))] }, y: { ...row, domain: data.funnel.map((d) => d.stage) },
    marks: [
      Plot.barX(data.funnel, { x: 'people', y: 'stage', fill: 'var(--a)', rx: 2 }),
      Plot.text(data.funnel, { x: 'people', y: 'stage', text: (d) => number(d.people) + '  ' + percent(d.share), textAnchor: 'start', dx: 6 }),
    ],
  }),
  scores: (width) => Plot.plot({
    ...base(width, { height: 220, marginLeft: 48, marginBottom: 36 }),
    x: { label: 'score', domain: [0, 100], ticks: width < 420 ? 5 : 10 }, y: { label: null, grid: true, ticks: 4, tickFormat: compact },
    marks: [
      Plot.rectY(data.scores, { x1: 'from', x2: (d) => d.from + 5, y: 'people', fill: 'var(--a)', inset: 0.5 }),
      Plot.ruleY([0]),
    ],
  }),
  people: (width) => fields(data.fields.filter((d) => d.of === 'person'), width),
  companies: (width) => fields(data.fields.filter((d) => d.of === 'company'), width),
  sources: (width) => Plot.plot({
    ...bars(data.sources.length, width, { marginBottom: 36 }),
    x: { label: 'share that is qualified', grid: true, tickFormat: percent, ticks: width < 420 ? 2 : 4, domain: [0, Math.max(0.05, ...data.sources.map((d) => d.high))] },
    y: { ...row, domain: data.sources.map((d) => d.at), tickFormat: (at) => short(data.sources[at].name, letters(width)) },
    marks: [
      Plot.ruleY(data.sources, { y: 'at', x1: 'low', x2: 'high', stroke: 'var(--b)', strokeWidth: 5, strokeLinecap: 'round' }),
      Plot.dot(data.sources, { y: 'at', x: 'share', fill: 'var(--a)', r: 5 }),
    ],
  }),
  gate: (width) => Plot.plot({
    ...bars(data.gate.length, width, { marginRight: 70, height: data.gate.length * 28 + 16 }),
    x: { axis: null, domain: [0, Math.max(1, ...data.gate.map((d) => d.people))] },
    y: { ...row, domain: data.gate.map((d) => d.requirement), tickFormat: (name) => short(name.replaceAll('_', ' '), letters(width)) },
    marks: [
      Plot.barX(data.gate, { y: 'requirement', x1: 0, x2: 'alone', fill: 'var(--a)' }),
      Plot.barX(data.gate, { y: 'requirement', x1: 'alone', x2: 'people', fill: 'var(--b)' }),
      Plot.text(data.gate, { y: 'requirement', x: 'people', text: (d) => number(d.people), textAnchor: 'start', dx: 6 }),
    ],
  }),
  gains: (width) => Plot.plot({
    ...base(width, { height: Math.min(320, width), marginLeft: 44, marginRight: 24, marginTop: 12, marginBottom: 40 }),
    x: { label: 'called, the best first', tickFormat: percent, ticks: 5 }, y: { label: null, tickFormat: percent, ticks: 5, grid: true },
    marks: [
      Plot.line([{ x: 0, y: 0 }, { x: 1, y: 1 }], { x: 'x', y: 'y', stroke: 'var(--soft)', strokeDasharray: '4 4' }),
      Plot.lineY(data.gains, { x: 'called', y: 'reached', stroke: 'var(--a)', strokeWidth: 2.5 }),
      Plot.dot(data.gains, { x: 'called', y: 'reached', fill: 'var(--a)', r: 3 }),
    ],
  }),
  objectives: (width) => Plot.plot({
    ...base(width, { height: data.objectives.length * 52 + 8, marginRight: 160, marginTop: 4 }),
    x: { axis: null, domain: [0, 1] }, y: { axis: null, domain: data.objectives.map((d) => d.at) },
    marks: [
      Plot.text(data.objectives, { y: 'at', x: 0, text: (d) => short(d.title, Math.floor((width - 16) / 7)), textAnchor: 'start', dy: -14 }),
      Plot.barX(data.objectives, { y: 'at', x1: 0, x2: 1, fill: 'var(--c)', insetTop: 22, insetBottom: 6 }),
      Plot.barX(data.objectives, { y: 'at', x1: 0, x2: 'share', fill: (d) => (d.behind ? 'var(--bad)' : 'var(--good)'), insetTop: 22, insetBottom: 6 }),
      Plot.tickX(data.objectives, { y: 'at', x: 'expected', stroke: 'var(--ink)', strokeWidth: 2, insetTop: 20, insetBottom: 4 }),
      Plot.text(data.objectives, { y: 'at', x: 1, text: (d) => number(d.done) + ' of ' + number(d.target) + ', ' + d.state, textAnchor: 'start', dx: 6, dy: 8 }),
    ],
  }),
}

function fields(rows, width) {
  return Plot.plot({
    ...bars(rows.length, width, { marginRight: 48, height: rows.length * 24 + 8 }),
    x: { axis: null, domain: [0, 1] }, y: { ...row, domain: rows.map((d) => d.field) },
    marks: [
      Plot.barX(rows, { y: 'field', x1: 0, x2: 1, stroke: 'var(--line)', fill: 'none', insetTop: 3, insetBottom: 3 }),
      Plot.barX(rows, { y: 'field', x1: 0, x2: 'quarter', fill: 'var(--a)', insetTop: 3, insetBottom: 3 }),
      Plot.barX(rows, { y: 'field', x1: 'quarter', x2: 'year', fill: 'var(--b)', insetTop: 3, insetBottom: 3 }),
      Plot.barX(rows, { y: 'field', x1: 'year', x2: 'share', fill: 'var(--c)', insetTop: 3, insetBottom: 3 }),
      Plot.text(rows, { y: 'field', x: 1, text: (d) => percent(d.share), textAnchor: 'start', dx: 6 }),
    ],
  })
}

const draw = (place) => {
  const width = Math.floor(place.clientWidth)
  if (width === 0 || place.dataset.width === String(width)) return
  place.dataset.width = String(width)
  const chart = charts[place.dataset.chart](width)
  // A picture with one name: what it shows stands in the table below it.
  chart.setAttribute('role', 'img')
  chart.setAttribute('aria-label', place.dataset.label)
  for (const part of chart.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label')
  place.replaceChildren(chart)
}
const places = [...document.querySelectorAll('[data-chart]')]
const watch = new ResizeObserver((entries) => { for (const { target } of entries) draw(target) })
for (const place of places) { draw(place); watch.observe(place) }

const all = [...document.querySelectorAll('details')]
let closed = []
addEventListener('beforeprint', () => { closed = all.filter((one) => !one.open); for (const one of closed) one.open = true })
addEventListener('afterprint', () => { for (const one of closed) one.open = false })
`
