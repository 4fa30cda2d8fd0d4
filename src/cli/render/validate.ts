import type { ValidateResult } from '../../core/validate/validate.ts'
import type { Verdict } from '../../model/verdict.ts'
import type { View } from '../command.ts'
import { ending } from './enrich.ts'
import { bar, number, plural } from './format.ts'
import { oneLine, pad } from './width.ts'

const VERDICTS: readonly Verdict[] = ['valid', 'plausible', 'risky', 'invalid', 'unknown']
const SHOWN = 10

export function renderValidate(result: ValidateResult, view: View): string {
  const blocks = [
    kindText('E-mail addresses', result.email, view),
    kindText('Phone numbers', result.phone, view),
    suggestionsText(result, view),
  ].filter((block) => block !== '')
  if (blocks.length === 0) return 'There is no address to check.'
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
  return [...fix, ...(result.run === null ? [] : ['next: prm score'])]
}
