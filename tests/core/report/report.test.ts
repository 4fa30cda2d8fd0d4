import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderReport } from '../../../src/cli/render/report.ts'
import type { Config } from '../../../src/core/config/config.ts'
import { DEFAULT_CONFIG } from '../../../src/core/config/index.ts'
import { enrichPeople } from '../../../src/core/enrich/enrich.ts'
import { editPerson } from '../../../src/core/edit/edit.ts'
import { fileStatus, fileStatusWithCosts } from '../../../src/core/look/status.ts'
import { makeDigest } from '../../../src/core/report/digest.ts'
import { makeReport, type ReportResult } from '../../../src/core/report/report.ts'
import { scorePeople } from '../../../src/core/score/score.ts'
import { conferenceRun } from '../../support/pipeline.ts'
import { importText, world, type World } from '../../support/world.ts'

const config = DEFAULT_CONFIG

const sum = (numbers: readonly number[]): number => numbers.reduce((all, n) => all + n, 0)

/** Everything that has to add up, in the report and in the digest, with `prm status`. */
const expectSame = async (w: World): Promise<ReportResult> => {
  const status = fileStatus(w.deps)
  const report = await makeReport(w.deps, config)
  const digest = makeDigest(w.deps, { config, since: 'last' })
  const { people, companies, scored, mvl } = status.counts
  expect(report.counts).toEqual(status.counts)
  expect(report.lifecycles).toEqual(status.lifecycles)
  expect(sum(Object.values(report.lifecycles))).toBe(people)
  expect(report.grades).toEqual(status.grades)
  expect(sum(report.scores.map((step) => step.people))).toBe(scored)
  expect(report.addresses).toEqual(status.addresses)
  expect(
    report.gate.map(({ requirement, people: lacking, alone }) => ({ requirement, people: lacking, alone })),
  ).toEqual(status.held_back)
  expect(Object.fromEntries(report.funnel.map((stage) => [stage.stage, stage.people]))).toMatchObject({
    suspects: status.lifecycles.suspect ?? 0,
    prospects: status.lifecycles.prospect ?? 0,
    qualified: mvl,
    customers: status.lifecycles.customer ?? 0,
  })
  for (const { known, total, ages } of report.fields) {
    expect(known).toBeLessThanOrEqual(total)
    expect(sum(Object.values(ages))).toBe(known)
  }
  expect(digest.totals).toMatchObject({ people, companies, scored, mvl })
  // Never told before: whoever is qualified is newly so.
  expect(digest.counts.qualified).toBe(mvl)
  return report
}

const fieldOf = (report: ReportResult, name: string) => {
  const { known, total, ages, median_age } = report.fields.find(
    ({ field, of }) => field === name && of === 'person',
  )!
  return { known, total, ages, median_age }
}

describe('the numbers', () => {
  test('an empty file', async () => {
    const report = await expectSame(world())
    expect(report.funnel.every(({ people, share }) => people === 0 && share === 0)).toBe(true)
  })

  test('a whole pipeline', async () => {
    const w = world()
    await conferenceRun(w, null)
    const report = await expectSame(w)
    expect(report.counts.mvl).toBeGreaterThan(0)
  })

  test('any lists, scored or not: the same as prm status says', async () => {
    const person = fc.record({
      email: fc.constantFrom('', ...Array.from({ length: 6 }, (_, i) => `p${i}@c${i % 3}.example`)),
      title: fc.constantFrom('', 'CEO', 'VP Sales', 'Intern'),
      employees: fc.constantFrom('', '40', '400'),
      unsubscribed: fc.constantFrom('', 'yes'),
      name: fc.constantFrom('Ann Lee', 'Bob Ray', 'Cy Dow'),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(person, { maxLength: 6 }), { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        async (lists, isScored) => {
          const w = world()
          for (const [i, rows] of lists.entries()) {
            const lines = rows.map((one) =>
              [one.name, one.email, one.title, one.employees, one.unsubscribed].join(),
            )
            if (lines.length > 0)
              await importText(w, `Name,Email,Title,Employees,Unsubscribed\n${lines.join('\n')}\n`, {
                name: `l${i}.csv`,
              })
          }
          if (isScored) await scorePeople(w.deps, { config })
          await expectSame(w)
          w.file.close()
        },
      ),
      { numRuns: 25 },
    )
  })
})

describe('how old values are', () => {
  const dated = (w: World, day: string): World => ({
    ...w,
    deps: { ...w.deps, now: () => new Date(`${day}T09:00:00Z`) },
  })

  test('as old as the newest row of a list with such a column', async () => {
    const w = world()
    await importText(
      dated(w, '2024-11-21'),
      'Name,Email,Title,Phone\nAnn Lee,ann@acme.example,CEO,+14155550132\nBob Ray,bob@acme.example,CFO,\n',
    )
    await importText(dated(w, '2026-10-21'), 'Email,Title\nann@acme.example,CEO\n', { name: 'newer.csv' })
    await editPerson(dated(w, '2026-11-01').deps, { who: 'bob@acme.example', changes: { city: 'Oslo' } })
    const report = await expectSame(w)
    const none = { quarter: 0, year: 0, older: 0, undated: 0 }
    expect(fieldOf(report, 'title')).toEqual({
      known: 2,
      total: 2,
      ages: { ...none, quarter: 1, older: 1 },
      median_age: 31,
    })
    expect(fieldOf(report, 'phone')).toEqual({
      known: 1,
      total: 2,
      ages: { ...none, older: 1 },
      median_age: 730,
    })
    expect(fieldOf(report, 'city')).toEqual({
      known: 1,
      total: 2,
      ages: { ...none, quarter: 1 },
      median_age: 20,
    })
  })

  test('what follows from a title is as old as the title', async () => {
    const w = world()
    await importText(dated(w, '2026-01-21'), 'Name,Email,Title\nAnn Lee,ann@acme.example,VP Sales\n')
    await enrichPeople(dated(w, '2026-11-21').deps)
    const report = await expectSame(w)
    expect(fieldOf(report, 'title')).toMatchObject({ known: 1, ages: { year: 1 } })
    expect(fieldOf(report, 'seniority')).toMatchObject({ known: 1 })
  })
})

test('what nothing in the file can answer is said, as prm status says it', async () => {
  const w = world()
  await importText(w, 'Name,Email\nAnn Lee,ann@acme.example\n')
  await scorePeople(w.deps, { config })
  const status = await fileStatusWithCosts(w.deps, config)
  expect([(await makeReport(w.deps, config)).unmeasured, status.unmeasured]).toEqual([
    ['firmographics', 'intent'],
    ['firmographics', 'intent'],
  ])
  await importText(w, 'domain,signal,date\nacme.example,funding,2026-11-02\n', { kind: 'signals' })
  await scorePeople(w.deps, { config })
  expect((await makeReport(w.deps, config)).unmeasured).toEqual(['firmographics'])
})

describe('on a terminal', () => {
  const colour = new Proxy({}, { get: () => (text: string) => text }) as never
  test('blocks where it can draw them, ASCII where it cannot, nothing wider than the screen', async () => {
    const w = world()
    await conferenceRun(w, null)
    const report = await makeReport(w.deps, config)
    const drawn = renderReport(report, { colour, width: 88, isTTY: true, isUnicode: true })
    expect(drawn).toContain('█')
    for (const view of [
      { colour, width: 88, isTTY: true, isUnicode: false },
      { colour, width: 80, isTTY: false },
    ]) {
      const text = renderReport(report, view)
      expect(text).toContain('####')
      expect(text.replaceAll(/[^\x00-\x7e]/g, '?')).toBe(text)
    }
    expect(Math.max(...drawn.split('\n').map((line) => line.length))).toBeLessThanOrEqual(88)
  })
  test('an objective is told whole, also one about somebody who is not in the file', async () => {
    const w = world()
    await importText(w, 'Name,Email\nAnn Lee,ann@acme.example\n')
    const by = { from: '2026-01-01', by: '2026-12-31' }
    const objectives: Config['objectives'] = [
      { ...by, about: 'account', name: 'a-long-name.example', metric: 'meeting', target: 9, owner: 'ana' },
      { ...by, about: 'person', name: 'ann@acme.example', metric: 'replied', target: 1, owner: null },
    ]
    const report = await makeReport(w.deps, { ...config, objectives })
    expect(renderReport(report, { colour, width: 80, isTTY: false })).toContain(
      [
        'Objectives',
        '  9 meetings with a-long-name.example by 2026-12-31 (ana)',
        '    not in the file  ........................  0 of 9',
        '  1 reply from ann@acme.example by 2026-12-31',
        '    slipping         ........................  0 of 1',
      ].join('\n'),
    )
  })
  test('an empty file says what to do', async () => {
    const text = renderReport(await makeReport(world().deps, config), { colour, width: 80, isTTY: true })
    expect(text).toContain('prm import')
  })
})
