import type { AddressReport } from '../../model/address-report.ts'
import { formatPhone } from '../../model/phone.ts'
import { reasonText } from '../../model/reasons.ts'
import type { View } from '../command.ts'
import { verdictColour } from './people.ts'
import { oneLine, pad, textWidth, truncate, wrap } from './width.ts'

const MARKS = { valid: '✓', plausible: '✓', risky: '!', invalid: '✗', unknown: '?' } as const

/** Verdicts on single addresses, for people: each with what is known of it and why. */
export function renderAddresses(reports: readonly AddressReport[], view: View): string {
  const widest = Math.max(0, ...reports.map(({ input }) => textWidth(oneLine(input))))
  const room = Math.min(widest, Math.floor(view.width / 2))
  return reports.map((report) => addressText(report, room, view)).join('\n')
}

function addressText(report: AddressReport, room: number, { colour, width }: View): string {
  const { input, verdict, reason, suggestion } = report
  const mark = verdictColour(verdict, colour)(`${MARKS[verdict]} ${pad(verdict, 9)}`)
  const head =
    `${mark}  ${pad(truncate(oneLine(input), room), room)}  ${colour.dim(factsOf(report))}`.trimEnd()
  const more = [
    ...(reason === null ? [] : wrap(reasonText(reason), width - 13)),
    ...(suggestion === null ? [] : [`probably meant: ${oneLine(suggestion)}`]),
  ]
  return [head, ...more.map((line) => `${' '.repeat(13)}${line}`)].join('\n')
}

function factsOf({ e164, country, type, extension }: AddressReport): string {
  if (e164 === null) return ''
  const number = extension === null ? formatPhone(e164) : `${formatPhone(e164)} x${extension}`
  return [number, type?.replaceAll('_', ' ') ?? '', country ?? ''].filter((text) => text !== '').join(', ')
}
