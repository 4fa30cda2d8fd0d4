/** One pass over everybody tells what `lead` tells, whatever the clock. */
import { describe, expect, test } from 'vitest'
import { ASKED_FIELDS } from '../../src/store/overview.ts'
import { conferenceRun } from '../support/pipeline.ts'
import { world, type World } from '../support/world.ts'

const grouped = ({ file }: World, column: string, where = 'TRUE'): Record<string, number> =>
  Object.fromEntries(
    file.leads
      .rows(
        `SELECT coalesce(${column}, 'unchecked') AS name, count(*) AS n FROM lead WHERE ${where} GROUP BY 1`,
      )
      .map(({ name, n }) => [String(name), Number(n)]),
  )

const expectSame = (w: World): void => {
  const overview = w.file.overviews.everybody()
  expect(overview.lifecycles).toEqual(grouped(w, 'lifecycle'))
  expect(overview.addresses.email).toEqual(grouped(w, 'email_status', 'email IS NOT NULL'))
  expect(overview.addresses.phone).toEqual(grouped(w, 'phone_status', 'phone IS NOT NULL'))
  const [row] = w.file.leads.rows(
    `SELECT count(*) AS people, coalesce(sum(suppressed), 0) AS suppressed, ${ASKED_FIELDS.map((name) => `count(${name}) AS ${name}`).join(', ')} FROM person`,
  )
  expect({ people: overview.people, suppressed: overview.suppressed, ...overview.known }).toEqual(row)
}

describe('everybody in one pass', () => {
  test('an empty file', () => {
    const w = world()
    expectSame(w)
    expect(w.file.overviews.everybody()).toMatchObject({ people: 0, lifecycles: {} })
  })

  test.each(['2026-11-21', '2027-03-21', '2028-11-21'])('a whole pipeline, as of %s', async (day) => {
    const w = world()
    await conferenceRun(w, null)
    w.file.setClock(day)
    expectSame(w)
    expect(w.file.overviews.everybody().lifecycles.customer).toBeGreaterThan(0)
  })

  test.each([0, 100, 400])('ages of the config: %i days', async (days) => {
    const w = world()
    await conferenceRun(w, null)
    w.file.setClock('2027-01-21')
    w.file.setAges({ syntax: days, domain: days })
    expectSame(w)
    expect(w.file.overviews.everybody().addresses.email.unchecked ?? 0).toBe(days === 0 ? 173 : 0)
  })
})
