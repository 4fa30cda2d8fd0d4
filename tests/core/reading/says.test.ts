/** What columns say of their row beside what they hold. */
import { describe, expect, test } from 'vitest'
import { mapColumns } from '../../../src/core/reading/mapping.ts'
import { normaliseRow, type NormalisedRow } from '../../../src/core/reading/normalise.ts'

const ADDRESS = 'ada@brown.example'

/** A row with these cells, read by a mapping made from it. */
const read = (cells: Record<string, string>, map: Record<string, string> = {}): NormalisedRow => {
  const row = [ADDRESS, ...Object.values(cells)]
  const { columns } = mapColumns(['Email', ...Object.keys(cells)], [row], { map })
  return normaliseRow(row, columns, 'US')
}

describe('when a row was true', () => {
  test.each([
    ['Last Modified Date', '2026-03-04 10:11:12', '2026-03-04T10:11:12Z'],
    ['LAST_CHANGED', '2026-08-01 12:00:00', '2026-08-01T12:00:00Z'],
    ['LastModifiedDate', '2026-09-02T11:20:31.000Z', '2026-09-02T11:20:31Z'],
    ['updated_at', '2026-01-02', '2026-01-02'],
    ['updatedAt', '2026-01-02', '2026-01-02'],
    ['As of', '2 Jan 2026', '2026-01-02'],
    ['Zuletzt geändert am', '02.01.2026', '2026-01-02'],
    ['Stand', '02.01.2026', '2026-01-02'],
    ['Date de mise à jour', '13/01/2026', '2026-01-13'],
    ['Fecha de actualización', '13/01/2026', '2026-01-13'],
    ['Data da última modificação', '13/01/2026', '2026-01-13'],
    ['Ultimo aggiornamento', '13/01/2026', '2026-01-13'],
    ['Laatst gewijzigd', '13-01-2026', '2026-01-13'],
    ['Person - Update time', '2026-01-02 03:04:05', '2026-01-02T03:04:05Z'],
  ])('%s %s: %s', (header, cell, at) => expect(read({ [header]: cell }).observed_at).toBe(at))

  test.each([
    ['Last Contacted', '2026-01-02'],
    ['Last Activity Date', '2026-01-02'],
    ['Connected On', '02 Jan 2026'],
    ['Next update', '2026-01-02'],
    ['Updated', 'yes'],
    ['Stand', 'Hall 3, B12'],
    ['As of', '03/04/2026'],
  ])('%s %s says nothing of it', (header, cell) => expect(read({ [header]: cell }).observed_at).toBe(null))

  test('the first of two such columns counts; the column is kept as well', () => {
    const row = read({ 'Updated at': '2026-01-02', Modified: '2026-05-05' })
    expect(row.observed_at).toBe('2026-01-02')
    expect(row.fields).toMatchObject({ 'custom.updated_at': '2026-01-02', 'custom.modified': '2026-05-05' })
  })

  test('the user can name the column', () => {
    expect(read({ Captured: '2026-01-02' }).observed_at).toBe(null)
    expect(read({ Captured: '2026-01-02' }, { Captured: 'observed_at' }).observed_at).toBe('2026-01-02')
  })
})

describe('not to be called', () => {
  const ALL = ['phone', 'mobile', 'phone_other', 'phone_home']
  test.each([
    ['Do Not Call', 'TRUE', ALL],
    ['DNC', 'yes', ALL],
    ['DoNotCall', '1', ALL],
    ['Direct Phone Do Not Call', 'TRUE', ['phone']],
    ['Mobile Phone Do Not Call', 'true', ['mobile']],
    ['Mobile DNC', 'Yes', ['mobile']],
    ['Direct DNC', 'DNC', ['phone']],
    ['Home phone DNC', '2026-01-02', ['phone_home']],
    ['Do not call mobile', 'x', ['mobile']],
    ['Nicht anrufen', 'ja', ALL],
    ['Bloctel', 'oui', ALL],
    ['No llamar', 'sí', ALL],
    ['Não ligar', 'sim', ALL],
    ['Non chiamare', 'sì', ALL],
    ['Bel-me-niet', 'ja', ALL],
  ])('%s %s', (header, cell, phones) =>
    expect([...(read({ [header]: cell }).do_not_call ?? [])]).toEqual(phones),
  )

  test.each([
    ['Do Not Call', 'FALSE'],
    ['Mobile DNC', 'No'],
    ['Mobile DNC', 'not listed'],
    ['Do Not Call', ''],
    ['Do not call after', '18:00'],
    ['Email DNC', 'yes'],
    ['Company Phone Do Not Call', 'yes'],
    ['DNC', '+1 415 555 0132'],
  ])('%s %j says nothing', (header, cell) => expect(read({ [header]: cell }).do_not_call).toBe(null))
})

describe('not to be written to', () => {
  test.each([
    ['Unsubscribed from all email', 'true'],
    ['is_unsubscribed', 'TRUE'],
    ['Email Opt Out', '1'],
    ['HasOptedOutOfEmail', 'true'],
    ['Unsubscribed', '2026-01-02 03:04'],
    ['Unsubscribed', 'Unsubscribed'],
    ['Marketing status', 'Unsubscribed'],
    ['Person - Marketing status', 'Unsubscribed'],
    ['Email Marketing Status', 'Opted out'],
    ['Lead Status', 'Do Not Contact'],
    ['lastState', 'emailsUnsubscribed'],
    ['Consent', 'withdrawn'],
    ['Abgemeldet', 'ja'],
    ['Désabonné', 'oui'],
    ['Statut', 'Désinscrit'],
    ['Dado de baja', 'sí'],
    ['Descadastrado', 'sim'],
    ['Disiscritto', 'sì'],
    ['Uitgeschreven', 'ja'],
  ])('%s %s', (header, cell) => expect(read({ [header]: cell }).fields.unsubscribed).toBe(true))

  test.each([
    ['Marketing status', 'Subscribed'],
    ['Marketing status', 'No consent'],
    ['Lead Status', 'Withdrawn'],
    ['Lead Status', 'Open - Not Contacted'],
    ['Consent', 'yes'],
    ['Consent', 'no'],
    ['Notes', 'unsubscribed'],
    ['Email Status', 'Verified'],
  ])('%s %s says nothing', (header, cell) =>
    expect(read({ [header]: cell }).fields.unsubscribed).toBe(undefined),
  )

  test('a status that says so outranks a column that says no', () => {
    const row = read({ 'Lead Status': 'Unsubscribed', 'Opted out': 'no' })
    expect(row.fields.unsubscribed).toBe(true)
  })
})

describe('an address that came back', () => {
  test.each([
    ['Email Bounced', 'TRUE'],
    ['Bounced', '2'],
    ['Hard bounce reason', 'UNKNOWN_USER'],
    ['Email Bounced Date', '2026-01-02'],
    ['Lead Status', 'Bounced'],
    ['E-Mail unzustellbar', 'ja'],
  ])('%s %s', (header, cell) => expect(read({ [header]: cell }).bounced).toBe(true))
  test.each([
    ['Email Bounced', 'FALSE'],
    ['Bounced', '0'],
    ['Bounce reason', 'soft bounce'],
    ['Bounce reason', 'Mailbox full'],
    ['Bounce rate', '2 %'],
    ['Status', 'Rejected'],
  ])('%s %s: not', (header, cell) => expect(read({ [header]: cell }).bounced).toBe(false))
})
