import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dedupePeople } from '../../../src/core/dedupe/dedupe.ts'
import { explainPeople } from '../../../src/core/dedupe/explain-people.ts'
import { mergePeople } from '../../../src/core/dedupe/merge.ts'
import { reviewQueue } from '../../../src/core/dedupe/review-queue.ts'
import { exportReview, importReview, type ImportReviewResult } from '../../../src/core/dedupe/review-file.ts'
import { reviewSession } from '../../../src/core/dedupe/review.ts'
import type { PairEvidence } from '../../../src/core/dedupe/types.ts'
import { rebuildBeside } from '../../../src/core/derive/rebuild.ts'
import { editPerson } from '../../../src/core/edit/edit.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { folder } from '../../support/folder.ts'
import { failure, rejection } from '../../support/failure.ts'
import { importText, world, type World } from '../../support/world.ts'

const LIST = `Name,Email,Company,Website,LinkedIn URL
Ann Lee,ann@acme.example,Acme,acme.example,https://www.linkedin.com/in/ann
Ann Lee,ann.lee@acme.example,Acme,acme.example,https://www.linkedin.com/in/ann-lee
Joost Bakker,team@elm.example,Elm,elm.example,
Anouk Visser,team@elm.example,Elm,elm.example,
Bob Roe,bob@acme.example,Acme,acme.example,https://www.linkedin.com/in/bob
Bob Roe,b.roe@acme.example,Acme,acme.example,https://www.linkedin.com/in/roe
`

/** Nobody is merged: two pairs that have a profile each wait for an answer, and two people with one address. */
const waiting = async (): Promise<World> => {
  const w = world()
  await importText(w, LIST)
  expect((await dedupePeople(w.deps)).counts).toMatchObject({ merged: 0, review: 3 })
  return w
}

/** Which records each person has. */
const people = ({ file }: World): number[][] =>
  file.people.ids().map((id) => file.records.activeOfPerson(id).map((record) => record.id))

const reasons = async (w: World): Promise<string[]> => (await reviewQueue(w.deps)).map(({ reason }) => reason)

describe('a review', () => {
  test('asks about doubtful pairs; each answer is written at once and holds', async () => {
    const w = await waiting()
    const cases = await reviewQueue(w.deps)
    expect(cases.map(({ reason }) => reason)).toEqual([
      'two_profiles',
      'same_email_other_name',
      'two_profiles',
    ])
    const session = reviewSession(w.deps)
    expect(session.run()).toBeNull()
    session.answer(cases[0]!, 'same')
    expect(people(w)).toEqual([[1, 2], [3], [4], [5], [6]])
    session.answer(cases[1]!, 'different')
    session.answer(cases[2]!, 'unsure')
    expect(session.counts()).toEqual({ same: 1, different: 1, unsure: 1 })
    expect(
      w.file.decisions
        .ofRun(session.run()!)
        .map(({ kind, because, decided_by }) => [kind, because, decided_by]),
    ).toEqual([
      ['must_link', 'review', 'user'],
      ['cannot_link', 'review', 'user'],
      ['unsure', 'review', 'user'],
    ])
    expect(w.file.runs.get(session.run()!)).toMatchObject({ status: 'done', command: 'dedupe' })
    expect(await reasons(w)).toEqual(['two_profiles'])
    for (const how of [{}, { full: true }, { refit: true }]) {
      expect((await dedupePeople(w.deps, how)).counts).toMatchObject({ merged: 0, parted: 0, review: 1 })
      expect(await reasons(w)).toEqual(['two_profiles'])
    }
    expect(people(w)).toEqual([[1, 2], [3], [4], [5], [6]])
    const { present, rebuilt } = await rebuildBeside(w.deps)
    expect(present).toEqual(rebuilt)
  })

  test('is one run, and undone as one', async () => {
    const w = await waiting()
    const before = w.file.derived.state()
    const session = reviewSession(w.deps)
    for (const pair of await reviewQueue(w.deps)) session.answer(pair, 'same')
    expect(people(w)).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ])
    await undoRun(w.deps, { run: session.run()! })
    expect(w.file.derived.state()).toEqual(before)
    expect(await reviewQueue(w.deps)).toHaveLength(3)
    expect((await dedupePeople(w.deps)).counts).toMatchObject({ merged: 0, parted: 0, review: 3 })
  })

  test('takes back the last answers one by one, as if they had not been given', async () => {
    const w = await waiting()
    const before = w.file.derived.state()
    const cases = await reviewQueue(w.deps)
    const session = reviewSession(w.deps)
    session.answer(cases[0]!, 'same')
    session.answer(cases[1]!, 'different')
    expect(session.back()).toBe(cases[1])
    expect(session.look(cases[1]!)).not.toBeNull()
    expect(session.back()).toBe(cases[0])
    expect(session.back()).toBeNull()
    expect(session.counts()).toEqual({ same: 0, different: 0, unsure: 0 })
    expect(w.file.decisions.ofRun(session.run()!)).toEqual([])
    expect(w.file.derived.state()).toEqual(before)
    expect(await reviewQueue(w.deps)).toEqual(cases)
    expect((await dedupePeople(w.deps)).counts).toMatchObject({ merged: 0, review: 3 })
  })

  test('puts pairs of which somebody was unsure last', async () => {
    const w = await waiting()
    const [first] = await reviewQueue(w.deps)
    const session = reviewSession(w.deps)
    session.answer(first!, 'unsure')
    const again = await reviewQueue(w.deps)
    expect(again.map(({ a }) => a).indexOf(first!.a)).toBe(2)
  })

  test('passes over what was settled meanwhile', async () => {
    const w = await waiting()
    const cases = await reviewQueue(w.deps)
    const session = reviewSession(w.deps)
    await mergePeople(w.deps, { who: [cases[0]!.a, cases[0]!.b] })
    expect(session.look(cases[0]!)).toBeNull()
    expect(session.look(cases[2]!)?.a).toMatchObject({
      name: 'Bob Roe',
      emails: ['bob@acme.example'],
      sources: ['list.csv'],
    })
  })

  test('that was undone from elsewhere goes on as a new run', async () => {
    const w = await waiting()
    const cases = await reviewQueue(w.deps)
    const session = reviewSession(w.deps)
    session.answer(cases[0]!, 'same')
    const first = session.run()!
    await undoRun(w.deps, { run: first })
    session.answer(cases[1]!, 'different')
    expect(session.run()).not.toBe(first)
    expect(session.counts()).toEqual({ same: 0, different: 1, unsure: 0 })
  })
})

describe('a review in a spreadsheet', () => {
  /** The exported file with these answers, by row. */
  const answered = async (w: World, ...answers: string[]): Promise<string> => {
    const output = join(folder(), 'pairs.csv')
    await exportReview(w.deps, { output })
    const [header = '', ...rows] = readFileSync(output, 'utf8').trim().split('\n')
    writeFileSync(output, [header, ...rows.map((row, i) => `${row}${answers[i] ?? ''}`)].join('\n'))
    return output
  }
  const read = (w: World, path: string): Promise<ImportReviewResult> =>
    importReview(w.deps, { source: { path } })
  const told = ({ counts }: ImportReviewResult): Record<string, number> =>
    Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0))

  test('is a CSV of one row a pair', async () => {
    const w = await waiting()
    const output = join(folder(), 'pairs.csv')
    expect(await exportReview(w.deps, { output })).toMatchObject({ run: null, counts: { pairs: 3 } })
    const [header, first] = readFileSync(output, 'utf8').split('\n')
    expect(header).toBe(
      'pair,a_id,b_id,a_name,b_name,a_emails,b_emails,a_phones,b_phones,a_profiles,b_profiles,a_companies,b_companies,a_titles,b_titles,a_place,b_place,a_sources,b_sources,probability,reason,answer',
    )
    expect(first).toMatch(
      /^p1-2-[0-9a-f]{8},\w+,\w+,Ann Lee,Ann Lee,ann@acme.example,ann.lee@acme.example,.*,list.csv,list.csv,0\.\d{3},two_profiles,$/,
    )
    expect(statSync(output).mode & 0o777).toBe(0o600)
  })

  test('is written anew over one that nobody has answered', async () => {
    const w = await waiting()
    const output = join(folder(), 'pairs.csv')
    await exportReview(w.deps, { output })
    const first = readFileSync(output, 'utf8')
    await editPerson(w.deps, { who: w.file.people.ids()[0]!, changes: { title: 'Chief' } })
    await exportReview(w.deps, { output })
    const second = readFileSync(output, 'utf8')
    expect([second === first, second.includes('Chief')]).toEqual([false, true])
    writeFileSync(output, '')
    await exportReview(w.deps, { output })
    expect(readFileSync(output, 'utf8')).toBe(second)
  })
  test.each([
    ['one answer', (text: string) => text.replace(/,\n$/, ',maybe\n'), /^pairs.csv holds 1 answer: /],
    ['another list', () => LIST, /^pairs.csv is there, and is no review: /],
    ['what is no list', () => '\0\u0001\0\u0002', /^pairs.csv is there, and is no review: /],
  ])('is not written over %s', async (_name, change, says) => {
    const w = await waiting()
    const output = join(folder(), 'pairs.csv')
    await exportReview(w.deps, { output })
    const text = change(readFileSync(output, 'utf8'))
    writeFileSync(output, text)
    const error = await rejection(exportReview(w.deps, { output }))
    expect(error).toMatchObject({ kind: 'input', code: 'review.output_taken' })
    expect(error.message).toMatch(says)
    expect(readFileSync(output, 'utf8')).toBe(text)
  })
  test('gives the same as the keys do; twice is once', async () => {
    const w = await waiting()
    const path = await answered(w, 'Same', 'n', '?')
    const result = await read(w, path)
    expect(told(result)).toEqual({ read: 3, same: 1, different: 1, unsure: 1 })
    expect(people(w)).toEqual([[1, 2], [3], [4], [5], [6]])
    const again = await read(w, path)
    expect(told(again)).toEqual({ read: 3, unchanged: 3 })
    expect(again.run).toBeNull()
    await undoRun(w.deps, { run: result.run! })
    expect(told(await read(w, path))).toEqual({ read: 3, same: 1, different: 1, unsure: 1 })
  })

  test.each([
    ['same', ['same', 's', 'Y', ' yes ', '1', 'true'], 'same'],
    ['different', ['different', 'D', 'n', 'no', '0', 'false'], 'different'],
    ['unsure', ['unsure', 'u', 'maybe', '?'], 'unsure'],
  ])('%s in many words', async (_, words, answer) => {
    for (const word of words) {
      const w = await waiting()
      expect(told(await read(w, await answered(w, word)))).toEqual({ read: 3, [answer]: 1, blank: 2 })
    }
  })

  test('rejects what it cannot take, with the reason, and takes the rest', async () => {
    const w = await waiting()
    const path = await answered(w, 'perhaps', 'yes', 'no')
    await editPerson(w.deps, { who: 'Anouk Visser', changes: { title: 'CEO' } })
    writeFileSync(
      path,
      `${readFileSync(path, 'utf8')}\nnonsense,${','.repeat(19)},yes\np70-99-00000000,${','.repeat(19)},yes\n`,
    )
    const result = await read(w, path)
    expect(result.rejects.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'no_answer: "perhaps" is none of same, different, unsure'],
      [3, 'changed: the two look different now; export the review again'],
      [5, 'unknown_pair: "nonsense" is no pair that prm has written'],
      [6, 'unknown_pair: the first of the two is not in the file'],
    ])
    expect(told(result)).toEqual({ read: 5, different: 1, rejected: 4 })
  })

  test('rejects answers that contradict each other', async () => {
    const w = world()
    const lee = (i: string): string =>
      `Ann Lee,ann${i}@acme.example,Acme,acme.example,https://www.linkedin.com/in/${i}\n`
    const header = LIST.split('\n')[0]!
    await importText(w, `${header}\n${lee('a')}${lee('b')}${lee('c')}`)
    await dedupePeople(w.deps)
    const path = await answered(w, 'same', 'different', 'same')
    const text = readFileSync(path, 'utf8').trimEnd()
    const also = text.split('\n')[1]!.replace(/same$/, 'no')
    writeFileSync(path, `${text}\n${also}\n`)
    const { rejects } = await read(w, path)
    expect(rejects.map(({ reason }) => reason)).toEqual([
      'contradiction: by other answers of this file the two are not one',
      'twice: this pair is answered above as "same"',
    ])
    expect(people(w)).toEqual([[1, 2], [3]])
  })

  test('a merged pair is not taken apart by a file', async () => {
    const w = await waiting()
    const path = await answered(w, 'different')
    await mergePeople(w.deps, { who: ['ann@acme.example', 'ann.lee@acme.example'] })
    const { rejects, run } = await read(w, path)
    expect(run).toBeNull()
    expect(rejects[0]!.reason).toMatch(
      /^changed: the two are one person now; prm split \w+ takes them apart$/,
    )
  })

  test('an answer that changed its mind holds', async () => {
    const w = await waiting()
    const path = await answered(w, 'different')
    await read(w, path)
    writeFileSync(path, readFileSync(path, 'utf8').replace(/different\n/, 'same\n'))
    expect(told(await read(w, path))).toEqual({ read: 3, same: 1, blank: 2 })
    expect(people(w)[0]).toEqual([1, 2])
  })

  test('another list is refused, a dry run changes nothing', async () => {
    const w = await waiting()
    const other = join(folder(), 'list.csv')
    writeFileSync(other, LIST)
    expect((await rejection(read(w, other))).code).toBe('review.not_a_review')
    const path = await answered(w, 'same')
    expect(await importReview(w.deps, { source: { path }, dry_run: true })).toMatchObject({
      run: null,
      counts: { same: 1 },
    })
    expect(people(w)).toHaveLength(6)
  })
})

describe('the evidence of a pair', () => {
  const evidence = (a: number, b: number): PairEvidence => ({
    ...{ a, b, prior: -10, lines: [], total: -10, probability: 0.001 },
    runner_up: { reading: 'strangers', bits: 10 },
  })
  const of = (a: number, b: number) => ({ evidence: evidence(a, b), band: 'leave' as const })

  test('is that of two units, before and after they are one', async () => {
    const w = await waiting()
    const [a, b] = w.file.people.ids() as [string, string]
    expect(explainPeople(w.deps, { a, b }, of)).toMatchObject({ evidence: { a: 1, b: 2 }, decided: null })
    await mergePeople(w.deps, { who: [a, b] })
    expect(explainPeople(w.deps, { a, b }, of)).toMatchObject({
      evidence: { a: 1, b: 2 },
      decided: 'same',
    })
  })
  test('of people who were merged is that of two of their units, by whatever they are called', async () => {
    const w = await waiting()
    const [a, b] = w.file.people.ids() as [string, string]
    const [one, two] = [a, b].map((id) => w.file.people.emailsOf(id)[0]!.address) as [string, string]
    await mergePeople(w.deps, { who: [a, b] })
    const of12 = { evidence: { a: 1, b: 2 }, decided: 'same' }
    expect(explainPeople(w.deps, { a: one, b: two }, of)).toMatchObject(of12)
    expect(explainPeople(w.deps, { a: two, b: one }, of).evidence).toMatchObject({ a: 2, b: 1 })
    expect(explainPeople(w.deps, { a: one, b: one }, of)).toMatchObject(of12)
  })
  test('of what cannot be compared there is none', async () => {
    const w = await waiting()
    const [a, b] = w.file.people.ids() as [string, string]
    expect(failure(() => explainPeople(w.deps, { a, b }, () => null)).code).toBe('explain.no_evidence')
  })
  test('of one unit there is none', async () => {
    const w = await waiting()
    const pair = { a: 'ann@acme.example', b: w.file.people.ids()[0]! }
    expect(failure(() => explainPeople(w.deps, pair, of)).code).toBe('explain.one_unit')
  })
})
