/** What a command costs, seen from outside. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Cost {
  seconds: number
  /** Processor time in seconds and peak memory in MB, where GNU time can tell. */
  cpu: number | null
  memory: number | null
}

const TIME = '/usr/bin/time'

/** Runs a command in a folder, which a report is written to. */
export const cost = (command: string, args: string[], cwd: string): Cost => {
  const report = join(cwd, 'time.txt')
  const isTimed = existsSync(TIME)
  const line = isTimed ? [TIME, ['-f', '%M %U %S', '-o', report, command, ...args]] : [command, args]
  const begun = performance.now()
  const { status, stderr } = spawnSync(line[0] as string, line[1] as string[], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const seconds = (performance.now() - begun) / 1000
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${stderr}`)
  if (!isTimed) return { seconds, cpu: null, memory: null }
  const [memory, user, system] = readFileSync(report, 'utf8').trim().split(' ').map(Number)
  return { seconds, cpu: user! + system!, memory: memory! / 1024 }
}
