import { basename } from 'node:path'
import type { RejectsFile } from '../../core/import/rejects.ts'
import type { BestPerson, RunResult } from '../../core/run/run.ts'
import type { View } from '../command.ts'
import { bar, number, plural, shownPath, shownTarget } from './format.ts'
import { costTalk, doubtsTalk, listsTalk, rejectsTalk } from './import.ts'
import { builtInTalk, HOLDS, lackText, unmeasuredText } from './score.ts'
import { table } from './table.ts'
import { oneLine, pad, textWidth, truncate, wrap } from './width.ts'

export interface RunView extends RunResult {
  rejects_files: readonly RejectsFile[]
  too_many_rejected: boolean
}

export function renderRun(result: RunView, view: View): string {
  const { rows, gate } = result.funnel
  if (rows.read === 0 && gate.total === 0) return `There is nobody in the file.\n${ending(result, view)}`
  return [funnelText(result, view), bestText(result, view), holdsText(result, view), ending(result, view)]
    .filter((text) => text !== '')
    .join('\n\n')
}

/** One line of the funnel: a total, or what is taken from or added to the one above. */
interface Line {
  n: number
  sign: '' | '−' | '+'
  label: string
  remark: string
}

/** The funnel: each total is the one before it with the lines between. */
export function funnelLines({ funnel, requirements, rejects_files }: RunView): Line[] {
  const { rows, people, gate } = funnel
  const total = (n: number, label: string, remark = ''): Line => ({ n, sign: '', label, remark })
  const less = (n: number, label: string, remark = ''): Line => ({ n, sign: '−', label, remark })
  const more = (n: number, label: string, remark = ''): Line => ({ n, sign: '+', label, remark })
  const files = rejects_files.map(({ path }) => basename(path)).join(', ')
  const others = people.new - rows.new
  return [
    ...(rows.read === 0
      ? []
      : [
          total(rows.read, 'rows read'),
          less(rows.rejected, 'rejected', files === '' ? 'nobody to be made out' : `kept in ${files}`),
          less(rows.repeats, 'repeats', 'the very same row again'),
          less(rows.known, 'people known already', 'another row or list has them'),
          total(rows.new, 'new people'),
        ]),
    ...(others > 0 ? [more(others, 'from the list of customers')] : []),
    rows.read > 0 ? more(people.before, 'in the file before') : total(people.before, 'people before'),
    less(people.duplicates, 'duplicates', 'merged into one person'),
    total(people.total, 'people'),
    ...inOrder(gate.held_back, requirements).map(([name, n]) => less(n, heldLabel(name), HOLDS[name])),
    total(gate.qualified, 'qualified'),
  ].filter(({ sign, n }) => sign === '' || n > 0)
}

/** In the order in which they are asked; what holds a person whatever the gate asks comes first. */
const inOrder = (held: Record<string, number>, requirements: Record<string, string>): [string, number][] => {
  const order = Object.keys(requirements)
  return Object.entries(held).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
}

const heldLabel = (name: string): string => (name === 'customer' ? 'customers' : name.replaceAll('_', ' '))

const BAR = 20

function funnelText(result: RunView, view: View): string {
  const lines = funnelLines(result)
  const most = Math.max(1, ...lines.filter(({ sign }) => sign === '').map(({ n }) => n))
  const numbers = lines.map(({ n, sign }) => `${sign}${number(n)}`)
  const width = Math.max(...numbers.map((text) => textWidth(text)))
  const labels = Math.max(...lines.map(({ label }) => textWidth(label)))
  const room = view.isTTY ? view.width - width - labels - 5 : Infinity
  return lines
    .map(({ n, sign, label, remark }, i) => {
      const left = `${pad(numbers[i]!, width, 'right')}  ${pad(label, labels)}`
      if (sign === '') return `${view.colour.bold(left)}  ${view.colour.cyan(bar(n / most, BAR))}`
      return `${left}  ${view.colour.dim(truncate(remark, room))}`.trimEnd()
    })
    .join('\n')
}

function bestText({ best, funnel }: RunView, view: View): string {
  if (best.length === 0) return ''
  const { qualified } = funnel.gate
  const title =
    qualified === 0
      ? 'Nobody is qualified yet. These come nearest'
      : qualified > best.length
        ? `The ${number(best.length)} to call first, of ${number(qualified)}`
        : `The ${number(best.length)} to call`
  if (!view.isTTY) {
    return `${title}\n${table(
      best,
      [
        { header: 'Score', value: ({ score }) => score },
        { header: 'Grade', value: ({ grade }) => grade },
        { header: 'Person', value: whoText },
        { header: 'Why', value: whyText },
      ],
      view,
    )}`
  }
  return [
    view.colour.bold(title),
    ...best.flatMap((person) => [
      `  ${pad(String(person.score), 3, 'right')} ${gradeText(person.grade, view)}  ${truncate(whoText(person), view.width - INDENT)}`,
      ...twoLines(whyText(person), Math.min(view.width, MOST_COLUMNS) - INDENT).map((line) =>
        view.colour.dim(' '.repeat(INDENT) + line),
      ),
    ]),
  ].join('\n')
}

const INDENT = 9
/** Longer lines are hard to read, however wide the terminal. */
const MOST_COLUMNS = 100

function twoLines(text: string, width: number): string[] {
  const [first = '', ...rest] = wrap(oneLine(text), width)
  return rest.length === 0 ? [first] : [first, truncate(rest.join(' '), width)]
}

const whoText = ({ full_name, title, company, id }: BestPerson): string =>
  [full_name ?? id, title, company]
    .filter((text) => text !== null)
    .map((text) => oneLine(text))
    .join(', ')

const whyText = ({ because, missing }: BestPerson): string =>
  missing.length === 0 ? because : `${because} (lacks: ${missing.join(', ')})`

function gradeText(grade: string, { colour }: View): string {
  return grade === 'A' ? colour.green(grade) : grade === 'B' ? colour.cyan(grade) : colour.yellow(grade)
}

/** What the others lack: all of it, while the funnel names only the first. */
function holdsText(result: RunView, view: View): string {
  const { total, qualified } = result.funnel.gate
  const missing: Record<string, { people: number; alone: number }> = {}
  for (const { reasons } of result.steps.push?.people ?? []) {
    for (const name of reasons) {
      const tally = (missing[name] ??= { people: 0, alone: 0 })
      tally.people++
      if (reasons.length === 1) tally.alone++
    }
  }
  const all = result.steps.push === null ? result.steps.score.missing : missing
  const text = lackText({ missing: all, requirements: result.requirements }, view)
  const held = total - qualified
  return [
    ...(text === '' ? [] : [`${view.colour.bold(`What holds the other ${number(held)} back`)}\n${text}`]),
    ...unmeasuredText(result.unmeasured, new Set(Object.keys(all))),
  ].join('\n')
}

function ending({ run, dry_run, steps, funnel }: RunView, { cwd }: View): string {
  if (dry_run) return 'Dry run: nothing was changed and no file was written.'
  const people = plural(funnel.gate.qualified, 'person', 'people')
  const { push } = steps
  const file =
    push === null || push.target.endsWith(':-')
      ? ''
      : push.written === null
        ? `${shownTarget(push.target, cwd).file} holds them already (${people}).`
        : `Written: ${shownPath(push.written, cwd)} (${people}).`
  const changed = run === null ? 'Nothing has changed since the last run.' : `Run ${run}.`
  return [file, changed].filter((text) => text !== '').join('\n')
}

/** Who waits for an answer: people, companies. */
function reviewTalk({ counts, companies }: RunResult['steps']['dedupe']): string[] {
  const waits = [
    ...(counts.review > 0 ? [`${plural(counts.review, 'pair')} may be one person or two`] : []),
    ...(companies.counts.review > 0
      ? [`${plural(companies.counts.review, 'pair')} may be one company or two`]
      : []),
  ]
  return waits.length === 0 ? [] : [`${waits.join(', ')}: prm dedupe --review`]
}

/** Warnings, where the rejects are, what to look at and what to do next: for stderr. */
export function runTalk(result: RunView, _input: unknown, view: View): string[] {
  const { steps, best, run, dry_run } = result
  const [first] = best
  return [
    ...listsTalk(steps.import?.files ?? []),
    ...doubtsTalk(steps.import?.files ?? []),
    ...costTalk(steps.import?.cost ?? null),
    ...rejectsTalk(result, view),
    ...slips(result),
    ...reviewTalk(steps.dedupe_again),
    ...(steps.push?.kept == null
      ? []
      : [
          `the file that stood there was not as prm left it: it was moved to ${shownPath(steps.push.kept, view.cwd)}`,
        ]),
    ...builtInTalk(result),
    ...(first === undefined && !dry_run ? ['next: prm run leads.csv'] : []),
    ...(first === undefined || dry_run
      ? []
      : [
          `next: prm why "${oneLine(first.full_name ?? first.id)}"${run === null ? '' : undoText(run, steps.crm)}`,
        ]),
  ]
}

/** What a CRM was given is taken back there, by a plan of its own. */
const undoText = (run: number, crm: RunResult['steps']['crm']): string =>
  crm?.result?.run == null
    ? `; prm undo ${run} takes all of this back`
    : `; prm undo ${crm.result.run} takes back what ${crm.title} was given, prm undo ${run} the rest`

const SHOWN_SLIPS = 3

function slips({ steps }: RunView): string[] {
  const { suggestions } = steps.validate
  if (suggestions.length === 0) return []
  const shown = suggestions
    .slice(0, SHOWN_SLIPS)
    .map(({ address, suggestion }) => `${oneLine(address)} → ${oneLine(suggestion)}?`)
  const more =
    suggestions.length > SHOWN_SLIPS
      ? `, and ${number(suggestions.length - SHOWN_SLIPS)} more (prm validate)`
      : ''
  return [`probably slips: ${shown.join(', ')}${more}`]
}
