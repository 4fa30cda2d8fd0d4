/** What a start costs, as a multiple of a bare `node -e 0`. The built program, interleaved, so that a busy minute hits all. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { COMMANDS } from '../../src/cli/commands/index.ts'
import { median } from './median.ts'
import type { BenchOptions, BenchResult, BenchRow } from './registry.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PRM = join(ROOT, 'bin/prm.js')
const LIST = join(ROOT, 'fixtures/lists/conference.csv')
const BARE = 'node -e 0'

export function measureStartup({ repeat }: BenchOptions): BenchResult {
  const folder = mkdtempSync(join(tmpdir(), 'prm-startup-'))
  try {
    const start = (args: readonly string[]): number => {
      const begun = performance.now()
      const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
      if (status !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`)
      return performance.now() - begun
    }
    const things = new Map([
      [BARE, ['-e', '0']],
      ['prm --version', [PRM, '--version']],
    ])
    const hasStatus = ['status', 'import'].every((name) => COMMANDS.some((command) => command.name === name))
    if (hasStatus) {
      start([PRM, 'import', LIST, '--quiet'])
      things.set('prm status', [PRM, 'status'])
    }
    // The first start of each fills the compile cache and is not counted.
    for (const args of things.values()) start(args)
    const times = new Map([...things.keys()].map((name) => [name, [] as number[]]))
    for (let i = 0; i < repeat; i++) for (const [name, args] of things) times.get(name)!.push(start(args))

    const bare = { name: BARE, value: median(times.get(BARE)!) }
    const row = (name: string, target: number): BenchRow => {
      return { name, ours: median(times.get(name)!), unit: 'ms', peer: bare, target }
    }
    return { rows: [row('prm --version', 1.6), ...(hasStatus ? [row('prm status', 3)] : [])] }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
