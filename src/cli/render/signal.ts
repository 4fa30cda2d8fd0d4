import type { AddSignalResult } from '../../core/edit/signal.ts'
import type { SignalListResult } from '../../core/look/signals.ts'
import type { Row, View } from '../command.ts'
import { ending } from './enrich.ts'
import { table } from './table.ts'
import { oneLine } from './width.ts'

type Listed = SignalListResult['signals'][number]

/** `d:acme.example` as `acme.example`. */
const keyText = (about: string): string => about.replace(/^(?:[den]|x:[^:]*|p:[^:]*):/, '')

export function renderAddedSignal(result: AddSignalResult, view: View): string {
  const { signal, tied, counts } = result
  const whom = view.colour.bold(oneLine(tied?.name ?? keyText(signal.about)))
  const what = [signal.kind, signal.detail].filter((text) => text !== null).join(': ')
  if (counts.created === 0) return `${whom}: that signal is known already.`
  const waits = tied === null ? '; nobody here has to do with it yet, so it waits until they appear' : ''
  return `${whom}: ${oneLine(what)} on ${signal.observed_on}${waits}\n${ending(result)}`
}

export function renderSignals({ signals }: SignalListResult, view: View): string {
  if (signals.length === 0) return ''
  const dim = (text: string, { expired }: Listed): string => (expired ? view.colour.dim(text) : text)
  return table(
    signals,
    [
      { header: 'when', value: ({ observed_on }) => observed_on, minWidth: 10, style: dim },
      { header: 'kind', value: ({ kind }) => kind, minWidth: 8, style: dim },
      {
        header: 'about',
        value: (signal) => signal.full_name ?? signal.company ?? keyText(signal.about),
        style: dim,
      },
      { header: 'detail', value: ({ detail }) => detail, minWidth: 10, style: dim },
      { header: 'url', value: ({ url }) => url, minWidth: 10, style: dim },
      {
        header: 'from',
        value: ({ source, run_id }) => `${source ?? '?'}, run ${run_id}`,
        minWidth: 8,
        style: dim,
      },
      {
        header: 'until',
        value: ({ expired, expires_on }) => (expired ? 'expired' : expires_on),
        minWidth: 10,
        style: dim,
      },
    ],
    view,
  )
}

/** For --csv and --ndjson. */
export const signalRow = (signal: Listed): Row => ({ ...signal })
