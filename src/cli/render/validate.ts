import type { ValidateResult } from '../../core/validate/validate.ts'
import { VERDICTS } from '../../model/verdict.ts'
import type { View } from '../command.ts'
import { ending } from './enrich.ts'
import { bar, number, plural } from './format.ts'
import { CUTS, price } from './money.ts'
import { oneLine, pad } from './width.ts'

const SHOWN = 10

export function renderValidate(result: ValidateResult, view: View): string {
  const blocks = [
    kindText('E-mail addresses', result.email, view),
    kindText('Phone numbers', result.phone, view),
    dnsText(result, view),
    servicesText(result, view),
    planText(result, view),
    suggestionsText(result, view),
  ].filter((block) => block !== '')
  if (result.counts.checked === 0)
    return result.there === 0
      ? 'There is no address to check.'
      : 'No address is due: for each there is a verdict that still holds.'
  const { checked } = result.counts
  const isOld = result.run === null && !result.dry_run
  const last = isOld
    ? `${plural(checked, 'address', 'addresses')} checked; no verdict has changed.`
    : ending(result)
  return [...blocks, last].join('\n\n')
}

function kindText(title: string, { verdicts, reasons }: ValidateResult['email'], view: View): string {
  const total = VERDICTS.reduce((sum, verdict) => sum + verdicts[verdict], 0)
  if (total === 0) return ''
  const width = number(total).length
  const row = (name: string, n: number): string =>
    `  ${pad(name, 9)}  ${styled(name, bar(n / total), view)} ${pad(number(n), width, 'right')}`
  const why = Object.entries(reasons).sort(([, a], [, b]) => b - a)
  return [
    `${view.colour.bold(title)}: ${number(total)}`,
    ...VERDICTS.filter((verdict) => verdicts[verdict] > 0).map((verdict) => row(verdict, verdicts[verdict])),
    ...(why.length === 0
      ? []
      : [
          view.colour.dim(
            `  because: ${why.map(([reason, n]) => `${reason.replaceAll('_', ' ')} ${number(n)}`).join(', ')}`,
          ),
        ]),
  ].join('\n')
}

function dnsText({ dns, dry_run }: ValidateResult, { colour }: View): string {
  if (dns === null) return ''
  const { domains, unanswered } = dns
  const asked = dry_run
    ? `would be asked about ${plural(domains, 'domain')}`
    : domains === 0
      ? 'nothing had to be asked'
      : `asked about ${plural(domains, 'domain')}`
  const lost = `${plural(unanswered, 'address', 'addresses')} unknown: it gave no answer`
  return `${colour.bold('DNS')}: ${asked}${unanswered === 0 ? '' : `\n  ${colour.yellow(lost)}`}`
}

function servicesText({ services }: ValidateResult, { colour }: View): string {
  if (services === null) return ''
  const lines = services.services.flatMap(({ title, asked, cached, cost, stopped }) => [
    `  ${title}: ${[
      `asked about ${plural(asked, 'address', 'addresses')}`,
      cached > 0 ? `${number(cached)} known from before` : '',
      cost === null || cost === 0 ? '' : price(cost, services.currency),
    ]
      .filter((text) => text !== '')
      .join(', ')}`,
    ...(stopped === null ? [] : [`    ${colour.yellow(`stopped: ${oneLine(stopped.message)}`)}`]),
  ])
  const { failed, not_asked, cut } = services
  return [
    colour.bold('Services'),
    ...lines,
    ...(failed > 0
      ? [`  ${colour.yellow(`${plural(failed, 'address', 'addresses')} without an answer`)}`]
      : []),
    ...(not_asked > 0
      ? [
          `  ${plural(not_asked, 'address', 'addresses')} not asked about${cut === null ? '' : `: ${CUTS[cut]} was reached`}`,
        ]
      : []),
  ].join('\n')
}

function planText({ plan }: ValidateResult, { colour }: View): string {
  if (plan === null) return ''
  const lines = plan.services.map(
    ({ title, kind, addresses, at_most, cached, calls, cost, price: each, currency }) =>
      [
        `  ${title} would be asked about ${at_most ? 'at most ' : ''}${kind === 'email' ? plural(addresses, 'e-mail address', 'e-mail addresses') : plural(addresses, 'phone number')}`,
        `in ${plural(calls, 'request')}`,
        cost === null
          ? `at a price that the config does not name (prices:)`
          : cost === 0
            ? 'at no cost'
            : `for ${price(cost, currency)} (${price(each ?? 0, currency)} each)`,
        cached > 0 ? `; ${number(cached)} known from before` : '',
      ]
        .join(', ')
        .replace(', ;', ';')
        .replace(/, $/, ''),
  )
  const { cut, nobody } = plan
  return [
    colour.bold('Services'),
    ...(lines.length === 0 ? ['  nothing is left to ask'] : lines),
    ...(cut === null ? [] : [`  then ${CUTS[cut]} is reached`]),
    ...(nobody > 0
      ? [`  for ${plural(nobody, 'address', 'addresses')} there is none of these services`]
      : []),
  ].join('\n')
}

function styled(verdict: string, text: string, { colour }: View): string {
  if (verdict === 'invalid') return colour.red(text)
  if (verdict === 'risky' || verdict === 'unknown') return colour.yellow(text)
  return colour.green(text)
}

function suggestionsText({ suggestions }: ValidateResult, view: View): string {
  if (suggestions.length === 0) return ''
  const shown = view.isTTY ? suggestions.slice(0, SHOWN) : suggestions
  const rest = suggestions.length - shown.length
  return [
    view.colour.bold('Probably a slip'),
    ...shown.map(({ address, suggestion }) => `  ${oneLine(address)} → ${oneLine(suggestion)}?`),
    ...(rest > 0 ? [`  … and ${number(rest)} more; --json has all`] : []),
  ].join('\n')
}

export function validateTalk(result: ValidateResult): string[] {
  const [first] = result.suggestions
  const fix =
    first === undefined
      ? []
      : [`to accept a suggestion: prm edit ${oneLine(first.address)} email=${oneLine(first.suggestion)}`]
  const again =
    result.dns !== null && result.dns.unanswered > 0
      ? [
          'warning: the DNS did not answer for all; what was known before stands; try again with prm validate --online',
        ]
      : []
  const notes = (result.services?.notes ?? []).map((note) => `warning: ${note}`)
  const stops = (result.services?.services ?? []).flatMap(({ stopped }) =>
    stopped === null ? [] : [stopped.hint],
  )
  return [...again, ...notes, ...stops, ...fix, ...(result.run === null ? [] : ['next: prm score'])]
}
