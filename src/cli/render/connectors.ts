import type { ConnectorInfo, ConnectorsResult, TestConnectorResult } from '../../core/connect/connectors.ts'
import type { Row, View } from '../command.ts'
import { table } from './table.ts'
import { oneLine } from './width.ts'

const KEYS: Record<ConnectorInfo['key'], string> = {
  set: 'set',
  missing: 'missing',
  not_needed: 'not needed',
  faulty: 'faulty file',
}

/** `0.008 USD`, `0.005 a check, 0.1 a person USD` */
const priceText = ({ prices, currency }: ConnectorInfo): string => {
  const known = Object.entries(prices).filter(([, price]) => price !== null)
  const amounts = new Set(Object.values(prices))
  // What collects is paid by other measures.
  if (amounts.size === 0) return ''
  if (known.length === 0) return 'not in the config'
  if (amounts.size > 1 && known.every(([, price]) => price === 0))
    return `${known.map(([use]) => `a ${use}`).join(', ')}: free`
  if (amounts.size > 1) return `${known.map(([use, price]) => `${price} a ${use}`).join(', ')} ${currency}`
  return amounts.has(0) ? 'free' : `${known[0]![1]} ${currency}`
}

/** What can be given to it and brought home from it. */
const crmText = ({ pushes, pulls }: ConnectorInfo): string =>
  [...(pushes ? ['push'] : []), ...(pulls ? ['pull'] : [])].join(', ')

export function renderConnectors({ connectors }: ConnectorsResult, view: View): string {
  const dim = (text: string, { key }: ConnectorInfo): string =>
    key === 'missing' || key === 'faulty' ? view.colour.dim(text) : text
  return table(
    connectors,
    [
      { header: 'name', value: ({ name }) => name, minWidth: 10, style: dim },
      { header: 'what it does', value: ({ summary }) => summary, minWidth: 16, style: dim },
      { header: 'CRM', value: crmText, minWidth: 4, style: dim },
      { header: 'key', value: ({ key }) => KEYS[key], minWidth: 7, style: dim },
      { header: 'an answer', value: priceText, minWidth: 10, style: dim },
      { header: 'seen live', value: ({ seen }) => seen?.slice(0, 10) ?? 'never', minWidth: 10, style: dim },
    ],
    view,
  )
}

export function connectorsTalk({ connectors }: ConnectorsResult): string[] {
  const missing = connectors.filter(({ key }) => key === 'missing')
  const ready = connectors.find(({ key, seen }) => key === 'set' && seen === null)
  return [
    ...(missing.length === 0
      ? []
      : [`a key goes into the environment: ${missing.map(({ key_variable }) => key_variable).join(', ')}`]),
    ...missing.flatMap(({ key_variable, key_form }) =>
      key_form === null ? [] : [`${key_variable} is written as ${key_form}`],
    ),
    ...(ready === undefined ? [] : [`next: prm connectors test ${ready.name}`]),
  ]
}

export function renderTest({ title, message, url, live, seen }: TestConnectorResult, view: View): string {
  const what = `${view.colour.bold(title)} answers: ${oneLine(message)}`
  if (!live) return `${what}\nThat was ${oneLine(url)}, not the service itself: it counts as never seen live.`
  return seen === null ? `${what}\nThere is no prospect file here to note it in.` : what
}

/** For --csv and --ndjson. */
export const connectorRow = (info: ConnectorInfo): Row => ({
  ...info,
  checks: info.checks.join(' '),
  enriches: info.enriches.join(' '),
  prices: Object.entries(info.prices)
    .map(([use, price]) => `${use} ${price ?? '?'}`)
    .join(', '),
})
