/** `prm dedupe --review` as on a terminal: keys in, what is drawn out. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { folder } from '../support/folder.ts'
import { testIo } from './test-io.ts'

const LIST = `Name,Email,Phone,Company,Website,LinkedIn URL,Title
Ann Lee,ann@acme.example,+1 415 555 0132,Acme,acme.example,https://www.linkedin.com/in/ann,CEO
Ann Lee,ann.lee@acme.example,+1 415 555 0132,Acme,acme.example,https://www.linkedin.com/in/ann-lee,Chief Executive
Joost Bakker,team@elm.example,,Elm,elm.example,,
Anouk Visser,team@elm.example,,Elm,elm.example,,
`

const ENV = { PRM_NOW: '2026-11-22T09:00:00Z', NO_COLOR: '1' }
const CTRL_C = '\u0003'

const waiting = async (): Promise<string> => {
  const cwd = folder()
  writeFileSync(join(cwd, 'list.csv'), LIST)
  await main(['import', 'list.csv', '--quiet'], testIo({ cwd, env: ENV }))
  await main(['dedupe', '--quiet'], testIo({ cwd, env: ENV }))
  return cwd
}

/** Presses the keys one by one, each when the question stands. */
const review = async (cwd: string, keys: readonly string[]) => {
  const io = testIo({ cwd, env: ENV, isTTY: true, columns: 90 })
  const running = main(['dedupe', '--review'], io)
  for (const [i, key] of keys.entries()) {
    const questions = keys.slice(0, i).filter((each) => each !== 'x').length + 1
    await expect.poll(() => io.text('stderr').split(' › ').length - 1, { timeout: 10_000 }).toBe(questions)
    io.type(key)
  }
  const code = await running
  return { code, stdout: io.text('stdout'), stderr: io.text('stderr') }
}

describe('prm dedupe --review', () => {
  test('shows two people side by side, with what differs', async () => {
    const { code, stdout, stderr } = await review(await waiting(), ['q'])
    expect({ code, stdout }).toEqual({ code: 0, stdout: '2 pairs: 2 left.\nNothing has changed.\n' })
    expect(stderr).toMatchInlineSnapshot(`
      "
      ── 1 of 2 ── >99% the same; same name, two LinkedIn profiles ────────────────────────────
      name     = Ann Lee                                Ann Lee
      e-mail   ≠ ann@acme.example                       ann.lee@acme.example
      phone    = +14155550132                           +14155550132
      profile  ≠ linkedin.com/in/ann                    linkedin.com/in/ann-lee
      company  = Acme                                   Acme
      title    ≠ CEO                                    Chief Executive
      list     = list.csv                               list.csv
      for        name equal (+17.9), phone equal (+4.5), title same rank and department (+1.5)
      against    linkedin differs (−3.6), email other mailbox at the same company (−2.8),
                 company same company (−0.1)
      else       two colleagues (−14.9)
      s same  d different  u unsure  k skip  b back  q quit › quit
      "
    `)
  })
  test('takes one key an answer, tells its progress and the run', async () => {
    const { code, stdout, stderr } = await review(await waiting(), ['s', 'd'])
    expect({ code, stdout }).toEqual({ code: 0, stdout: '2 pairs: 1 same, 1 different.\nRun 2.\n' })
    expect(stderr.match(/\d of \d/g)).toEqual(['1 of 2', '2 of 2'])
    expect(stderr).toContain('prm undo 2 takes all these answers back')
  })
  test('goes back to the last answer, past what was skipped', async () => {
    const cwd = await waiting()
    const { stdout, stderr } = await review(cwd, ['b', 'd', 'b', 'S', 'k'])
    expect(stdout).toBe('2 pairs: 1 same, 1 skipped.\nRun 2.\n')
    expect(stderr).toContain('There is no answer of this session to take back.')
    expect(stderr.match(/\d of \d/g)).toEqual(['1 of 2', '1 of 2', '2 of 2', '1 of 2', '2 of 2'])
  })
  test('an answer to what was settled elsewhere meanwhile is told from one that counts', async () => {
    const cwd = await waiting()
    const io = testIo({ cwd, env: ENV, isTTY: true, columns: 90 })
    const running = main(['dedupe', '--review'], io)
    const asked = (): number => io.text('stderr').split(' › ').length - 1
    await expect.poll(asked, { timeout: 10_000 }).toBe(1)
    const merge = ['merge', 'ann@acme.example', 'ann.lee@acme.example']
    expect(await main(merge, testIo({ cwd, env: ENV }))).toBe(0)
    io.type('d')
    await expect.poll(asked, { timeout: 10_000 }).toBe(2)
    io.type('q')
    expect(await running).toBe(0)
    expect(io.text('stderr')).toContain('The two were settled elsewhere meanwhile')
    expect(io.text('stdout')).toBe('2 pairs: 1 settled by other answers, 1 left.\nNothing has changed.\n')
  })
  test('before anybody was compared, says so', async () => {
    const cwd = folder()
    // Without the two of one address, whom the import itself is in doubt about.
    writeFileSync(join(cwd, 'list.csv'), LIST.split('\n').slice(0, 3).join('\n'))
    await main(['import', 'list.csv', '--quiet'], testIo({ cwd, env: ENV }))
    const { stdout, stderr } = await review(cwd, [])
    expect(stdout).toBe('Nobody has been compared yet, so no pair waits for an answer.\n')
    expect(stderr).toContain('next: prm dedupe compares everybody')
  })
  test('a key that means nothing asks again', async () => {
    const { stdout, stderr } = await review(await waiting(), ['x', 'u', 'q'])
    expect(stdout).toBe('2 pairs: 1 unsure, 1 left.\nRun 2.\n')
    expect(stderr).toContain('\u0007')
  })
  test('Ctrl-C keeps what was answered', async () => {
    const cwd = await waiting()
    const { code, stdout } = await review(cwd, ['d', CTRL_C])
    expect({ code, stdout }).toEqual({ code: 130, stdout: '2 pairs: 1 different, 1 left.\nRun 2.\n' })
    expect((await review(cwd, ['d'])).stdout).toBe('1 pair: 1 different.\nRun 3.\n')
    expect((await review(cwd, [])).stdout).toBe('No pair waits for an answer.\n')
  })
  test.each([
    ['without a terminal', ['--review'], '--review asks on a terminal, and this is none'],
    ['as a dry run', ['--review', '--dry-run'], 'there is no dry run of it'],
    ['with a file', ['--review', '--export-review', 'x.csv'], 'go one by one'],
    ['on stdout', ['--export-review', '-'], '--export-review takes the name of a file'],
  ])('%s is refused', async (_, flags, message) => {
    const io = testIo({ cwd: await waiting(), env: ENV })
    expect(await main(['dedupe', ...flags], io)).toBe(2)
    expect(io.text('stderr')).toContain(message)
  })
})
