import { join } from 'node:path'
import { expect, test } from 'vitest'
import { measureSourcesBeside } from '../../../src/core/measure/sources-beside.ts'
import { measureSources } from '../../../src/core/measure/sources.ts'
import { startRun } from '../../../src/core/derive/run.ts'
import { folder } from '../../support/folder.ts'
import { importText, world } from '../../support/world.ts'

test('a thread of its own measures the same, by the clock and the ages of the caller', async () => {
  const w = world(join(folder(), 'p.db'))
  w.file.write(() => {
    const run_id = startRun(w.deps, 'validate', {})
    w.file.verdicts.add({
      ...{ run_id, kind: 'email', address: 'ann@acme.example', verdict: 'invalid', level: 'mailbox' },
      ...{ reason: null, suggestion: null, checked_by: 'test', checked_at: '2026-01-01T00:00:00.000Z' },
      evidence: null,
    })
    w.file.runs.finish(run_id, 'done', {}, '2026-01-01T00:00:00.000Z')
  })
  await importText(w, 'Name,Email\nAnn Lee,ann@acme.example\nBo Kim,bo@acme.example\n', { name: 'fair.csv' })
  w.file.setAges({ mailbox: 10_000 })
  const beside = await measureSourcesBeside(w.deps, 0)
  expect(beside).toEqual(measureSources(w.deps))
  // By the ages of the file this check would have aged out.
  expect(beside.sources[0]).toMatchObject({ name: 'fair', people: 2, unreachable: 1 })
  w.file.setAges({ mailbox: 1 })
  expect((await measureSourcesBeside(w.deps, 0)).sources[0]).toMatchObject({ unreachable: 0 })
  w.file.close()
})
