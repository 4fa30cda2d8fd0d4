import { expect, test } from 'vitest'
import { dedupePeople } from '../../../src/core/dedupe/dedupe.ts'
import { fileModel } from '../../../src/core/dedupe/file-model.ts'
import { unlearnt } from '../../../src/core/dedupe/learn.ts'
import { reviewSession } from '../../../src/core/dedupe/review.ts'
import { reviewCases } from '../../../src/core/dedupe/review-cases.ts'
import { undoRun } from '../../../src/core/undo/undo.ts'
import { importText, world } from '../../support/world.ts'

/** Pairs of which one is an initial, at one company and on one line each: they wait for an answer. */
const letters = 'abcdefghijklmnopqrstuvwxyz'
const rows = Array.from({ length: 26 }, (_, i) => {
  const family = `Kirch${letters[i]!}${letters[(i * 7) % 26]!}er`
  const work = `Firm ${letters[i]!}${i},firm${i}.example`
  return [
    `Jane,${family},jane@firm${i}.example,${work}`,
    `J.,${family},sales.jk@firm${i}.example,${work}`,
  ].join('\n')
})
const LIST = `First Name,Last Name,Email,Company,Website\n${rows.join('\n')}`

test('twenty answers and more are learnt from once, and unlearnt with the run', async () => {
  const w = world()
  await importText(w, LIST)
  await dedupePeople(w.deps)
  const before = fileModel(w.file)!.whole()
  const cases = await reviewCases(w.deps)
  expect(cases.length).toBeGreaterThanOrEqual(24)
  const session = reviewSession(w.deps)
  for (const [i, pair] of cases.slice(0, 24).entries())
    session.answer(pair, i % 12 === 0 ? 'same' : 'different')
  const first = await dedupePeople(w.deps)
  const taught = fileModel(w.file)!.whole()
  expect([first.matched.taught, taught.learnt?.answers]).toEqual([true, 24])
  expect(unlearnt(taught)).toEqual(before)
  expect((await dedupePeople(w.deps)).matched).toMatchObject({ what: 'nothing', taught: false })
  await undoRun(w.deps, { run: first.run! })
  expect(fileModel(w.file)!.whole()).toEqual(before)
})

test('fewer teach nothing', async () => {
  const w = world()
  await importText(w, LIST)
  await dedupePeople(w.deps)
  const session = reviewSession(w.deps)
  for (const pair of (await reviewCases(w.deps)).slice(0, 19)) session.answer(pair, 'different')
  expect((await dedupePeople(w.deps)).matched.taught).toBe(false)
})
