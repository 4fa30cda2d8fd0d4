import { dirname } from 'node:path'
import type { InboxResult, StoppedRun } from '../../core/run/regular.ts'
import type { RunOutcome } from '../commands/run.ts'
import type { View } from '../command.ts'
import { assignText } from './assign.ts'
import { number, plural, shownPath } from './format.ts'
import { pushTalk, renderTargetPush } from './crm-push.ts'
import { CUTS, price } from './money.ts'
import { renderRun, runTalk, type RunView } from './run.ts'
import { oneLine } from './width.ts'

/** The one summary of a run, with what the inbox, the services and the team had to do with it. */
export function renderRegular(result: RunOutcome, view: View): string {
  if (result.skipped !== null) return `Skipped: ${result.skipped.reason}.`
  const isDry = result.stopped === null && result.dry_run
  const inbox = inboxText(result.inbox, isDry, view)
  if (result.stopped !== null) return [...inbox, stoppedText(result)].join('\n')
  const more = [...inbox, ...enrichText(result), ...ownerText(result)]
  return [
    ...(more.length === 0 ? [] : [`${more.join('\n')}\n`]),
    renderRun(result, view),
    ...crmText(result, view),
  ].join('\n')
}

/** What the CRM was given; in a dry run what it would be. */
function crmText({ steps: { crm } }: RunView, view: View): string[] {
  if (crm === null) return []
  const { result, trouble, title } = crm
  return [
    '',
    result === null
      ? `Nothing was given to ${title}: ${oneLine(trouble?.message)}.`
      : renderTargetPush(result, view),
  ]
}

function inboxText(inbox: InboxResult | null, isDry: boolean, { cwd }: View): string[] {
  if (inbox === null) return []
  const { taken, growing, unreadable } = inbox
  const [first] = taken
  const names = taken.map(({ name }) => oneLine(name)).join(', ')
  return [
    first === undefined
      ? 'Inbox: nothing new.'
      : isDry
        ? `Inbox: ${plural(taken.length, 'list')} to be taken (${names}).`
        : `Inbox: ${plural(taken.length, 'list')} taken (${names}), now in ${shownPath(dirname(first.path), cwd)}.`,
    ...(growing.length === 0 ? [] : [`Still being written: ${growing.map(oneLine).join(', ')}.`]),
    ...unreadable.map(
      ({ name, path, reason }) =>
        `Not to be read${isDry ? '' : `, now in ${shownPath(dirname(path), cwd)}`}: ${reason.startsWith(name) ? '' : `${oneLine(name)}: `}${oneLine(reason)}.`,
    ),
  ]
}

const stoppedText = ({ run, stopped, counts }: StoppedRun): string =>
  `Stopped after ${plural(stopped.after_minutes, 'minute')}, at ${stopped.during}: ${plural(counts.people, 'person', 'people')} in the file; ` +
  `the next run goes on.${run === null ? '' : `\nRun ${run}.`}`

/** What services have found, and for how much. */
function enrichText({ steps: { enrich } }: RunView): string[] {
  const { services, plan, counts } = enrich
  if (plan !== null) {
    const asked = plan.enrichers.reduce((sum, one) => sum + one.questions, 0)
    const [first] = plan.enrichers
    const most =
      plan.cost === null || first === undefined ? '' : `, for ${price(plan.cost, first.currency)} at most`
    return asked === 0 ? [] : [`Enriching would ask ${plural(asked, 'question')}${most}.`]
  }
  if (services === null || counts.questions === 0) return []
  const cost = services.spent === null ? '' : `, for ${price(services.spent, services.currency)}`
  const cut = services.cut === null ? '' : ` (${CUTS[services.cut]})`
  return [
    `Enriched: ${plural(counts.questions, 'question')}, ${number(counts.found)} with an answer${cost}${cut}.`,
  ]
}

const ownerText = ({ steps: { assign } }: RunView): string[] =>
  assign === null || assign.counts.people === 0 ? [] : [`Owners: ${assignText(assign)}.`]

export function regularTalk(result: RunOutcome, input: unknown, view: View): string[] {
  if (result.skipped !== null || result.stopped !== null) return []
  const { unasked, steps } = result
  return [
    ...(unasked.length === 0
      ? []
      : [
          `not asked: ${unasked.join(', ')}: enrich: {max_cost: 20} in the config says how much a run may spend`,
        ]),
    ...(steps.enrich.services?.services ?? []).flatMap(({ stopped }) =>
      stopped === null ? [] : [stopped.hint],
    ),
    ...crmTalk(result),
    ...runTalk(result, input, view),
  ]
}

function crmTalk({ steps: { crm } }: RunView): string[] {
  if (crm === null) return []
  const { result, trouble } = crm
  return [...(result === null ? [] : pushTalk(result)), ...(trouble?.hint == null ? [] : [trouble.hint])]
}
