import { describe, expect, test } from 'vitest'
import { mapColumns } from '../../../src/core/reading/mapping.ts'
import { PRESETS } from '../../../src/core/reading/presets.ts'
import { signalColumns, SIGNAL_SOURCES } from '../../../src/core/reading/signal-columns.ts'
import type { BatchKind } from '../../../src/model/record.ts'

const fields = (kind: BatchKind, header: string[], ...sample: string[][]): (string | null)[] =>
  mapColumns(header, sample, { kind }).columns.map(({ field }) => field)

describe('columns of signals and events', () => {
  const cases: { name: string; kind: BatchKind; header: string[]; row: string[]; is: string[] }[] = [
    {
      name: 'signals in English',
      kind: 'signals',
      header: ['Company Domain', 'Signal Type', 'Detected At', 'Headline', 'Source URL'],
      row: ['acme.example', 'funding', '2026-11-01', 'Series B', 'https://news.example/1'],
      is: ['domain', 'kind', 'observed_on', 'detail', 'url'],
    },
    {
      name: 'signals in German',
      kind: 'signals',
      header: ['Firma', 'Webseite', 'Signalart', 'Datum', 'Beschreibung'],
      row: ['Acme', 'acme.example', 'Finanzierung', '01.11.2026', 'Runde B'],
      is: ['company', 'website', 'kind', 'observed_on', 'detail'],
    },
    {
      name: 'signals in French',
      kind: 'signals',
      header: ['Entreprise', 'Type de signal', 'Date', 'Objet', 'Lien'],
      row: ['Acme', 'levée de fonds', '2026-11-01', 'série B', 'https://news.example/1'],
      is: ['company', 'kind', 'observed_on', 'detail', 'url'],
    },
    {
      name: 'events of a tool',
      kind: 'events',
      header: ['event_type', 'lead_email', 'event_timestamp', 'campaign_name', 'email_subject'],
      row: ['EMAIL_OPEN', 'ann@acme.example', '2026-11-01T10:00:00Z', 'November', 'Hello'],
      is: ['kind', 'email', 'at', 'campaign', 'detail'],
    },
    {
      name: 'events with the mailbox they came from',
      kind: 'events',
      header: ['Action', 'From', 'To', 'Date', 'sg_machine_open'],
      row: ['open', 'nora@prm-demo.example', 'ann@acme.example', '2026-11-01', 'true'],
      is: ['kind', 'custom.from', 'email', 'at', 'machine'],
    },
    {
      name: 'events in Spanish',
      kind: 'events',
      header: ['Evento', 'Fecha y hora', 'Correo electrónico', 'Campaña'],
      row: ['clic', '2026-11-01 10:00', 'ann@acme.example', 'Noviembre'],
      is: ['kind', 'at', 'email', 'campaign'],
    },
    {
      name: 'suppressions: addresses and domains in one column',
      kind: 'suppressions',
      header: ['Entry', 'Added by'],
      row: ['@acme.example', 'Nora'],
      is: ['email', 'custom.added_by'],
    },
    {
      name: 'suppressions: domains',
      kind: 'suppressions',
      header: ['Domain', 'Telephone'],
      row: ['acme.example', '+14155550132'],
      is: ['domain', 'phone'],
    },
  ]
  test.each(cases)('$name', ({ kind, header, row, is }) => {
    expect(fields(kind, header, row)).toEqual(is)
  })

  test('are no guesses in a list of people', () => {
    const header = ['Event', 'Signal', 'Date', 'Timestamp', 'Campaign', 'Type', 'Action', 'Details']
    const row = ['Expo', 'hot', '2026-11-01', '2026-11-01 10:00', 'Autumn', 'A', 'call', 'met at booth']
    const names = new Set(['kind', 'observed_on', 'at', 'detail', 'url', 'campaign', 'event_id', 'machine'])
    for (const kind of ['people', 'customers', 'companies', 'suppressions'] as const)
      expect(fields(kind, header, row).filter((field) => names.has(field ?? ''))).toEqual([])
  })

  test('can be told by the user in lists of their kind alone', () => {
    const told = (kind: BatchKind) => () =>
      mapColumns(['Was', 'Wann'], [['x', 'y']], { kind, map: { Was: 'kind', Wann: 'observed_at' } })
    expect(told('signals')().columns.map(({ field }) => field)).toEqual(['kind', 'observed_on'])
    expect(told('events')().columns.map(({ field }) => field)).toEqual(['kind', 'at'])
    expect(told('people')).toThrow('there is no field "kind"')
  })
})

describe('columns that tell of signals', () => {
  const found = (header: string[], preset: string | null = null) =>
    signalColumns(header, preset, []).map(({ kind, about, date }) => [kind, about, date])

  test('are known by their headers, whatever the tool', () => {
    expect(found(['Name', 'Latest Funding', 'Last Raised At'])).toEqual([['funding', 'company', 2]])
    expect(found(['Last Job Change Date', 'Last Job Change Type'])).toEqual([['job_change', 'person', 0]])
    expect(found(['Recent Funding Amount (in 000s USD)', 'Recent Funding Date'])).toEqual([
      ['funding', 'company', 1],
    ])
  })

  test('without a date count in the export that is known to have them', () => {
    expect(found(['Primary Intent Topic'])).toEqual([])
    expect(found(['Primary Intent Topic'], 'apollo_people')).toEqual([['research', 'company', null]])
  })

  test('name presets that there are', () => {
    const names = PRESETS.map(({ name }) => name)
    for (const name of SIGNAL_SOURCES.flatMap(({ presets }) => presets ?? [])) expect(names).toContain(name)
  })
})
