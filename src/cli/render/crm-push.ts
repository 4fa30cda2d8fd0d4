/** What a push to a CRM would do, and what it did. */
import type { RemoteValue } from '../../connectors/target.ts'
import type { FailedResult } from '../../core/push/failed.ts'
import type { TargetPushResult } from '../../core/push/push-target.ts'
import type { SetupPlan, SetupResult } from '../../core/push/setup.ts'
import {
  COMPANY_TIE,
  type PlannedRecord,
  type TargetAction,
  type TargetPlan,
} from '../../core/push/target-plan.ts'
import type { CrmOutcome } from '../crm-push.ts'
import type { View } from '../command.ts'
import { number, plural, shownPath } from './format.ts'
import { unmeasuredText } from './score.ts'
import { table } from './table.ts'
import { oneLine, pad } from './width.ts'

const SHOWN: Readonly<Record<TargetAction, number>> = { create: 20, update: 20, unchanged: 3, held_back: 10 }
const ACTIONS = ['create', 'update', 'unchanged', 'held_back'] as const

const MEANS: Readonly<Record<TargetAction, string>> = {
  create: 'not there yet',
  update: 'there, with other values',
  unchanged: 'there, the same',
  held_back: 'not given away',
}

const words = (text: string): string => text.replaceAll('_', ' ')
const shown = (value: RemoteValue): string => (value === null ? '(nothing)' : oneLine(String(value)))

/** Reasons whose words say too little. */
const REASONS: Readonly<Record<string, string>> = {
  email_check: 'e-mail address not checked, or no good',
  no_identity: 'nothing to know them by there (no e-mail address, no domain)',
  several_matches: 'several records there fit',
  same_record: 'the same record as somebody else',
  other_file: 'the record there belongs to another file',
  required: 'lacks what the CRM asks for',
  deleted_there: 'was deleted there',
  failed: 'was refused there before',
  no_answer: 'the CRM gave no answer',
}

const reasonText = (reason: string): string => REASONS[reason] ?? words(reason)

const changesText = ({ action, changes, company }: PlannedRecord): string[] => [
  ...Object.entries(changes)
    .filter(([field]) => field !== COMPANY_TIE)
    .map(([field, [old, now]]) =>
      action === 'create' ? `${field}: ${shown(now)}` : `${field}: ${shown(old)} → ${shown(now)}`,
    ),
  // By our id: that says nothing to people.
  ...(action === 'update' && COMPANY_TIE in changes
    ? [
        changes[COMPANY_TIE][1] === null
          ? 'tied to no company'
          : `tied to ${oneLine(company ?? 'their company')}`,
      ]
    : []),
]

function detail(one: PlannedRecord): string {
  if (one.action === 'held_back') {
    const why = one.reasons.map(reasonText).join(', ')
    return one.detail === null ? why : `${why} (${oneLine(one.detail)})`
  }
  const kept = Object.entries(one.kept).map(
    ([field, [ours, theirs]]) => `${field} kept: theirs, ${shown(theirs)} (ours: ${shown(ours)})`,
  )
  return [...changesText(one), ...kept].join(', ')
}

function styled(action: TargetAction, text: string, { colour }: View): string {
  if (action === 'create') return colour.green(text)
  return action === 'update' ? colour.yellow(text) : colour.dim(text)
}

function planTable(records: readonly PlannedRecord[], title: string, view: View): string {
  const blocks = ACTIONS.map((action) => {
    const all = records.filter((one) => one.action === action)
    const some = view.isTTY ? all.slice(0, SHOWN[action]) : all
    return { action, some, rest: all.length - some.length }
  })
  const rows = blocks.flatMap(({ some }) => some)
  if (rows.length === 0) return ''
  const isPeople = title === 'Person'
  const text = table(
    rows,
    [
      {
        header: 'Plan',
        value: ({ action }) => words(action),
        style: (cell, { action }) => styled(action, cell, view),
        minWidth: 9,
      },
      { header: title, value: ({ name, id }) => name ?? id },
      ...(isPeople
        ? [
            { header: 'Company', value: ({ company }: PlannedRecord) => company },
            {
              header: 'Score',
              value: ({ score }: PlannedRecord) => score,
              align: 'right' as const,
              minWidth: 5,
            },
          ]
        : []),
      { header: 'Why or what', value: detail, minWidth: 24 },
    ],
    view,
  )
  const more = blocks
    .filter(({ rest }) => rest > 0)
    .map(({ action, rest }) => `… and ${number(rest)} more: ${words(action)}; --json has all`)
  return [text, ...more].join('\n')
}

/** Whoever lacks several things is counted for each. */
function lacksText(people: readonly PlannedRecord[]): string[] {
  const tally = new Map<string, number>()
  for (const reason of people.flatMap(({ reasons }) => reasons))
    tally.set(reason, (tally.get(reason) ?? 0) + 1)
  if (tally.size === 0) return []
  const told = [...tally]
    .sort(([, a], [, b]) => b - a)
    .map(([reason, n]) => `${reasonText(reason)}: ${number(n)}`)
  return [`held back for: ${told.join('; ')}`]
}

const chosenText = ({ route, where }: TargetPlan): string =>
  `${route === null ? '' : ` on the route ${oneLine(route)}`}${where === null ? '' : ` where ${oneLine(where)}`}`

function summary(plan: TargetPlan, title: string, view: View): string {
  const { counts, company_counts, people, companies, gate, account, ties, gone } = plan
  const width = number(people.length).length
  const news = ACTIONS.filter((action) => company_counts[action] > 0).map(
    (action) => `${number(company_counts[action])} ${words(action)}`,
  )
  const merged = gone.filter(({ merged_into }) => merged_into !== null).length
  return [
    `${view.colour.bold(plural(people.length, 'person', 'people'))}${chosenText(plan)} judged by the gate ${gate}, for ${title} (${oneLine(account.title)})`,
    ...ACTIONS.filter((action) => counts[action] > 0).map(
      (action) =>
        `  ${pad(number(counts[action]), width, 'right')} ${pad(words(action), 9)}  ${view.colour.dim(MEANS[action])}`,
    ),
    ...lacksText(people),
    ...(companies.length > 0 ? [`their companies: ${news.join(', ')}`] : []),
    ...(ties.length > 0 ? [`${plural(ties.length, 'relationship')} to tell`] : []),
    ...(merged > 0
      ? [
          `${plural(merged, 'record')} there ${merged === 1 ? 'is' : 'are'} of people who were merged since: merge them there too`,
        ]
      : []),
  ].join('\n')
}

const missingText = ({ missing, unfit }: TargetPlan, title: string): string[] => {
  const names = [...new Set([...missing.person, ...missing.company])]
  return [
    ...(names.length === 0
      ? []
      : [`${title} has no such fields, or keeps them to itself: ${names.join(', ')}`]),
    ...Object.entries(unfit).map(
      ([field, { values, example }]) =>
        `${title} cannot hold ${plural(values, 'value')} of ${field}, such as "${oneLine(example)}": left out`,
    ),
  ]
}

function outcomeText(
  { done, dry_run, counts, companies, ties, failures, run }: TargetPushResult,
  title: string,
): string {
  if (dry_run) return 'Dry run: nothing was written.'
  if (!done) return 'Nothing was written.'
  if (run === null) {
    if (counts.unchanged + companies.unchanged === 0) return 'Nobody to give: nothing was written.'
    return counts.held_back > 0 ? `${title} has all of the others already.` : `${title} has it all already.`
  }
  const told = (of: typeof counts): string =>
    Object.entries(of)
      .filter(([name, n]) => n > 0 && name !== 'unchanged' && name !== 'held_back')
      .map(([name, n]) => `${number(n)} ${words(name)}`)
      .join(', ') || 'nothing new'
  return [
    `Given to ${title}: people ${told(counts)}; companies ${told(companies)}${ties.tied > 0 ? `; ${plural(ties.tied, 'relationship')}` : ''}. Run ${run}.`,
    ...failures
      .slice(0, 10)
      .map(
        ({ name, id, message, retry }) =>
          `  ${name ?? id}: ${oneLine(message)}${retry ? ' (tried again by the next push)' : ''}`,
      ),
    ...(failures.length > 10 ? [`  … and ${number(failures.length - 10)} more`] : []),
  ].join('\n')
}

export function renderTargetPush(result: TargetPushResult, view: View): string {
  const { plan, title, dry_run } = result
  const lacking = new Set(plan.people.flatMap(({ reasons }) => reasons))
  return [
    ...(dry_run
      ? [planTable(plan.companies, 'Company', view), planTable(plan.people, 'Person', view), '']
      : []),
    summary(plan, title, view),
    ...unmeasuredText(plan.unmeasured, lacking),
    ...missingText(plan, title),
    outcomeText(result, title),
  ]
    .filter((text, i, all) => text !== '' || (dry_run && all[i - 1] !== '' && i > 0))
    .join('\n')
}

/** What is shown before a terminal is asked. */
export const askPlan = (plan: TargetPlan, title: string, view: View): string =>
  [summary(plan, title, view), ...missingText(plan, title)].join('\n')

const accountText = ({ id, title }: SetupPlan['account']): string =>
  title.includes(id) ? oneLine(title) : `${oneLine(title)} (${oneLine(id)})`

const setupLines = ({ title, account, make, connected }: SetupPlan): string[] => [
  `${title}: the account ${accountText(account)}${connected ? ', to which this file is connected' : ''}`,
  ...(['person', 'company'] as const).flatMap((kind) =>
    make[kind].map(
      ({ name, type, isUnique }) =>
        `  a field of ${kind === 'person' ? 'people' : 'companies'}: ${name} (${isUnique ? 'unique ' : ''}${type})`,
    ),
  ),
]

export const askSetup = (plan: SetupPlan): string => setupLines(plan).join('\n')

function renderSetup({ plan, done, counts, dry_run }: SetupResult): string {
  const isNothing = plan.connected && plan.make.person.length + plan.make.company.length === 0
  return [
    ...setupLines(plan),
    dry_run
      ? 'Dry run: nothing was made or connected.'
      : !done
        ? 'Nothing was made or connected.'
        : isNothing
          ? 'All is there already.'
          : `This file is connected; ${plural(counts.fields, 'field')} made.`,
  ].join('\n')
}

function renderFailed({ failed, target }: FailedResult, view: View): string {
  if (failed.length === 0) return `Nothing has failed at ${target}.`
  return table(
    failed,
    [
      { header: 'Who', value: ({ name, id }) => name ?? id, minWidth: 8 },
      { header: 'Address', value: ({ email }) => email },
      {
        header: 'Why',
        value: ({ message, code }) => oneLine(message ?? code ?? 'the outcome is not known'),
        minWidth: 20,
      },
      { header: 'Next push', value: ({ retry }) => (retry ? 'tries again' : 'leaves it'), minWidth: 11 },
    ],
    view,
  )
}

export function renderCrm(outcome: CrmOutcome, view: View): string {
  if (outcome.what === 'setup') return renderSetup(outcome.result)
  if (outcome.what === 'failed') return renderFailed(outcome.result, view)
  return renderTargetPush(outcome.result, view)
}

export function crmTalk(outcome: CrmOutcome, { cwd }: View): string[] {
  if (outcome.what === 'setup') {
    const { done, plan } = outcome.result
    return done ? [`next: prm push --to ${plan.target} --dry-run`] : []
  }
  if (outcome.what === 'failed') {
    const { counts, target } = outcome.result
    return counts.failed > counts.retried
      ? [`once it is mended there or here: prm push --to ${target} --retry-failed`]
      : []
  }
  const { result, plan_file } = outcome
  const { dry_run, target, counts } = result
  const isNews = counts.not_sent > 0
  return [
    ...pushTalk(result),
    ...(plan_file === null || plan_file === '-'
      ? []
      : [
          `plan written to ${shownPath(plan_file, cwd)}; prm push --apply ${shownPath(plan_file, cwd)} carries it out`,
        ]),
    ...(dry_run && plan_file === null && isNews ? [`next: prm push --to ${target}`] : []),
  ]
}

/** What a push leaves to be looked at. */
export const pushTalk = ({ target, plan, stopped, counts }: TargetPushResult): string[] => [
  ...(stopped === null ? [] : [`warning: ${stopped.message}; ${stopped.hint}`]),
  ...(counts.failed > 0 ? [`prm push --to ${target} --failed lists what failed`] : []),
  ...(plan.people.some(({ reasons }) => reasons.length === 1 && reasons[0] === 'email_check')
    ? ['some lack only a check of their e-mail address: prm validate --online']
    : []),
]
