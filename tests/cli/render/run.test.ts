import { Chalk } from 'chalk'
import { describe, expect, test } from 'vitest'
import type { Config } from '../../../src/core/config/index.ts'
import { DEFAULT_CONFIG } from '../../../src/core/config/index.ts'
import { runPipeline } from '../../../src/core/run/run.ts'
import { funnelLines, renderRun, type RunView } from '../../../src/cli/render/run.ts'
import { textWidth } from '../../../src/cli/render/width.ts'
import { world, type World } from '../../support/world.ts'

const config: Config = {
  ...DEFAULT_CONFIG,
  validate: { ...DEFAULT_CONFIG.validate, extra_tlds: ['example'] },
}

const run = async (w: World, lists: readonly string[], customers = false): Promise<RunView> => {
  const file = (name: string) => ({ name, source: { path: `fixtures/lists/${name}.csv` } })
  const result = await runPipeline(w.deps, {
    files: lists.map(file),
    customers: customers ? file('customers') : null,
    import: { on_match: 'fill', country: 'US' },
    config,
    target: null,
  })
  return { ...result, rejects_files: [], too_many_rejected: false }
}

/** Each total must be the one before it with the lines between; the first stands for itself. */
const checkSums = (view: RunView): void => {
  let sum: number | null = null
  for (const { n, sign, label } of funnelLines(view)) {
    if (sign !== '') sum = sum! + (sign === '−' ? -n : n)
    else {
      if (sum !== null) expect({ label, n: sum }).toEqual({ label, n })
      sum = n
    }
  }
}

const LISTS = ['conference', 'crm-export', 'founder', 'linkedin-connections']

describe('the funnel adds up', () => {
  test.each(LISTS)('%s, twice', async (name) => {
    const w = world()
    checkSums(await run(w, [name], true))
    checkSums(await run(w, [name], true))
  })
  test('lists one after the other, then none', async () => {
    const w = world()
    for (const name of LISTS) checkSums(await run(w, [name]))
    const last = await run(w, [])
    checkSums(last)
    expect(funnelLines(last)[0]!.label).toBe('people before')
  })
})

test.each([60, 80, 120])('no line is wider than a terminal of %i columns', async (width) => {
  const view = { colour: new Chalk({ level: 0 }), width, isTTY: true }
  const text = renderRun(await run(world(), LISTS), view)
  expect(text).toContain('The 10 to call first')
  const words = text.split('\n').filter((line) => line.includes('  '))
  expect(words.filter((line) => textWidth(line) > width)).toEqual([])
})
