/** The page in a real browser: what it shows, that it asks nobody, that everybody can read it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readLibraries } from '../../../src/cli/page/libraries.ts'
import { reportPage } from '../../../src/cli/page/page.ts'
import { loadConfig, type Config } from '../../../src/core/config/index.ts'
import { fileStatus } from '../../../src/core/look/status.ts'
import { makeReport, type ReportResult } from '../../../src/core/report/report.ts'
import { folder } from '../../support/folder.ts'
import { fixtureConfig, pipelineInput } from '../../support/pipeline.ts'
import { runPipeline } from '../../../src/core/run/run.ts'
import { importText, world, type World } from '../../support/world.ts'

const CHROMIUM =
  [process.env.PRM_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && existsSync(path),
  ) ?? null
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

const HOSTILE = '</script><img src=x onerror="document.title=1">'

let w: World
let config: Config
let report: ReportResult
let html: string

beforeAll(async () => {
  w = world()
  const fixture = await fixtureConfig()
  config = {
    ...fixture,
    segments: [{ name: 'warm', when: 'score >= 60' }],
    objectives: [
      {
        ...{ about: 'segment', name: 'warm', metric: 'replied', target: 20, owner: HOSTILE },
        ...{ from: '2026-09-01', by: '2026-12-31' },
      },
      {
        ...{ about: 'person', name: 'd.whitlock@brightdock.example', metric: 'meeting', target: 1 },
        ...{ owner: null, from: '2026-09-01', by: '2026-12-31' },
      },
    ],
    in_market: { purchase_cycle: 365 },
  }
  await importText(w, `email,company\nann@acme.example,${HOSTILE.replaceAll('"', "'")}\n`, {
    name: `${HOSTILE}.csv`,
  })
  await importText(
    w,
    'company,domain,signal,date\nNordmeer Spedition,nordmeer.example,funding,2026-11-02\n',
    { kind: 'signals', name: 'signals.csv' },
  )
  await runPipeline(w.deps, pipelineInput(config, ['fixtures/lists/conference.csv'], null))
  report = await makeReport(w.deps, config)
  report.gains = {
    ...{ outcome: 'replied', split: 'time', asked: { rows: 400, positives: 40 }, auc: 0.8 },
    gains: [0, 0.3, 0.5, 0.65, 0.75, 0.82, 0.88, 0.92, 0.96, 0.98, 1],
  }
  html = reportPage(report, readLibraries())
}, 120_000)

describe('the page as a text', () => {
  test('stays small, names nobody, and lets no name out of its place', () => {
    expect(html.length).toBeLessThan(600_000)
    expect(html).not.toContain('<img')
    expect(html.match(/<\/script>/g)).toHaveLength(4)
    expect(report.objectives[1]).toMatchObject({ about: 'person', unknown: false })
    expect(html).toContain('1 meeting with somebody by 2026-12-31')
    // Whoever stands in the file.
    const names = w.file.leads.rows('SELECT full_name, email FROM lead WHERE full_name IS NOT NULL')
    expect(names.length).toBeGreaterThan(100)
    const shown = html.replaceAll(/<script>[\s\S]*?<\/script>/g, '')
    for (const { full_name, email } of names) {
      expect(shown).not.toContain(String(full_name))
      if (email !== null) expect(shown).not.toContain(String(email))
    }
  })

  test('a big file makes no bigger page: sources beyond twenty are in the table alone', () => {
    const [source] = report.sources
    const many = Array.from({ length: 500 }, (_, i) => ({ ...source!, name: `list ${i}` }))
    const page = reportPage({ ...report, sources: many }, readLibraries())
    expect(page.length).toBeLessThan(1_000_000)
    expect(
      (JSON.parse(/id="data">(.*?)<\/script>/s.exec(page)![1]!) as { sources: unknown[] }).sources,
    ).toHaveLength(20)
  })
})

describe.skipIf(CHROMIUM === null)(
  `in a browser${CHROMIUM === null ? ' (skipped: there is no Chromium)' : ''}`,
  () => {
    let browser: Browser
    const asked: string[] = []
    const said: string[] = []

    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: CHROMIUM!, args: ['--no-sandbox'] })
    }, 60_000)
    afterAll(() => browser.close())

    const opened = async (
      options: { width?: number; theme?: 'light' | 'dark'; text?: string } = {},
    ): Promise<Page> => {
      const path = join(folder(), 'report.html')
      writeFileSync(path, options.text ?? html)
      const context = await browser.newContext({
        viewport: { width: options.width ?? 1280, height: 800 },
        colorScheme: options.theme ?? 'light',
      })
      const page = await context.newPage()
      page.on('request', (request) => asked.push(request.url()))
      page.on('console', (message) => said.push(message.text()))
      page.on('pageerror', (error) => said.push(String(error)))
      await page.goto(`file://${path}`)
      await page.waitForFunction(
        'document.querySelectorAll(".chart svg").length === document.querySelectorAll(".chart").length',
      )
      return page
    }

    test('says nothing on the console, asks nobody, and runs no one else’s script', async () => {
      const page = await opened()
      expect(await page.locator('.chart svg').count()).toBe(8)
      expect(await page.title()).toBe('Prospects in :memory:, 2026-11-21')
      expect(await page.locator('img').count()).toBe(0)
      expect(said).toEqual([])
      expect(asked.filter((url) => !url.startsWith('file://') && url !== 'data:,')).toEqual([])
    })

    test('a script that is not its own, and a picture from elsewhere, are refused', async () => {
      const page = await opened()
      said.length = 0
      await page.evaluate(`{
      const script = document.createElement('script'); script.textContent = 'document.title = "taken"'; document.body.append(script)
      const image = new Image(); image.src = 'http://127.0.0.1:9/x.png'; document.body.append(image)
    }`)
      await page.waitForTimeout(100)
      expect(await page.title()).not.toBe('taken')
      expect(said.join('\n')).toContain('Content Security Policy')
      said.length = 0
    })

    test('has the numbers of prm status', async () => {
      const page = await opened()
      const { counts, lifecycles } = fileStatus(w.deps)
      const shown = async (id: string): Promise<string> => page.locator(`[data-count="${id}"]`).innerText()
      const plain = (text: string): number => Number(text.replaceAll(',', ''))
      for (const id of ['people', 'companies', 'mvl', 'suppressed'] as const)
        expect([id, plain(await shown(id))]).toEqual([id, counts[id]])
      expect(plain(await shown('suspects'))).toBe(lifecycles.suspect)
      const cells = (caption: string) =>
        page
          .locator('table', { has: page.locator('caption', { hasText: new RegExp(`^${caption}$`) }) })
          .locator('tbody tr')
          .evaluateAll((rows) =>
            rows.map((row) =>
              [...(row as unknown as { cells: Iterable<{ textContent: string }> }).cells].map(
                ({ textContent }) => textContent,
              ),
            ),
          )
      const scores = await cells('People by score')
      expect(scores.reduce((sum, [, people]) => sum + plain(people!), 0)).toBe(counts.scored)
      const funnel = await cells('People at each stage')
      expect(funnel.map(([stage, , people]) => [stage, plain(people!)])).toEqual([
        ['suspects', lifecycles.suspect ?? 0],
        ['prospects', lifecycles.prospect ?? 0],
        ['qualified', counts.mvl],
        ['pushed', 0],
        ['replied', 0],
        ['customers', lifecycles.customer ?? 0],
      ])
      // Also in the picture.
      expect(await page.locator('[data-chart="funnel"] svg').textContent()).toContain(`${counts.mvl}  `)
    })

    test.each([
      { width: 1280, theme: 'light' },
      { width: 1280, theme: 'dark' },
      { width: 360, theme: 'light' },
      { width: 360, theme: 'dark' },
    ] as const)('can be read by everybody: $width px, $theme', async ({ width, theme }) => {
      const page = await opened({ width, theme })
      await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true')
      // Not as an element of the page: its policy forbids that.
      await page.evaluate(AXE)
      const found = await page.evaluate<{
        violations: { id: string; nodes: { html: string }[] }[]
        passes: unknown[]
      }>('axe.run()')
      expect(
        found.violations.map(({ id, nodes }) => [id, ...nodes.map((node) => node.html.slice(0, 200))]),
      ).toEqual([])
      expect(found.passes.length).toBeGreaterThan(15)
      // Nothing is wider than the page; wide tables scroll in their place.
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      const charts = await page.locator('.chart').evaluateAll((places) =>
        places.map((place): [number, number] => {
          const box = place as unknown as {
            clientWidth: number
            querySelector(of: string): { getBoundingClientRect(): { width: number } }
          }
          return [box.clientWidth, box.querySelector('svg').getBoundingClientRect().width]
        }),
      )
      for (const [room, taken] of charts) expect(taken).toBeLessThanOrEqual(room)
      const colours = await page.evaluate<string[]>(
        'const of = getComputedStyle(document.body); const page = getComputedStyle(document.documentElement); [page.backgroundColor, of.color]',
      )
      expect(colours[0]).toBe(theme === 'dark' ? 'rgb(16, 20, 24)' : 'rgb(255, 255, 255)')
    })

    test.each([
      { what: 'a learned model', change: {} },
      { what: 'none', change: { gains: null } },
      { what: 'no segments either', change: { gains: null, segments: [] } },
      { what: 'no accounts in the market', change: { hot: null } },
    ])('leaves no gap beside a section: $what', async ({ change }) => {
      const page = await opened({ text: reportPage({ ...report, ...change }, readLibraries()) })
      const rows = await page.locator('section').evaluateAll((sections) => {
        const found = new Map<number, number>()
        for (const one of sections) {
          const { top, width } = (
            one as unknown as { getBoundingClientRect(): { top: number; width: number } }
          ).getBoundingClientRect()
          found.set(Math.round(top), (found.get(Math.round(top)) ?? 0) + width)
        }
        return [...found.values()]
      })
      expect(rows.length).toBeGreaterThan(4)
      for (const width of rows) expect(width).toBeGreaterThan(1150)
    })

    test('is white on paper, with all its tables', async () => {
      const page = await opened({ theme: 'dark', width: 800 })
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
      expect(await page.evaluate('getComputedStyle(document.documentElement).backgroundColor')).toBe(
        'rgb(255, 255, 255)',
      )
      const heights = await page
        .locator('table')
        .evaluateAll((tables) =>
          tables.map((table) => (table as unknown as { offsetHeight: number }).offsetHeight),
        )
      expect(heights.length).toBeGreaterThan(8)
      expect(Math.min(...heights)).toBeGreaterThan(10)
      expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(20_000)
    })

    test('draws anew when it becomes narrower', async () => {
      const page = await opened({ width: 1280 })
      const widthOf = async (): Promise<number> =>
        (await page.locator('[data-chart="sources"] svg').boundingBox())!.width
      const before = await widthOf()
      await page.setViewportSize({ width: 400, height: 800 })
      await expect.poll(widthOf).toBeLessThan(before / 2)
    })

    test('a file with nobody in it makes a page too', async () => {
      const empty = await makeReport(world().deps, await loadConfig(null, { path: null, read: () => '' }))
      said.length = 0
      const page = await opened({ text: reportPage(empty, readLibraries()) })
      expect(await page.locator('[data-count="people"]').innerText()).toBe('0')
      expect(said).toEqual([])
    })
  },
)
