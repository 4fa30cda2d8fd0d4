/**
 * A process that dedupes the file it is given, and prints the seconds of its parts as JSON. What is matched is the part
 * that other tools do: people and companies read, brought into blocks, compared, clustered, keys and pairs kept.
 */
import { fileURLToPath } from 'node:url'
import { spawnSync } from 'node:child_process'
import { MERGING } from '../../src/core/dedupe/apply-links.ts'
import { dedupePeople } from '../../src/core/dedupe/dedupe.ts'
import { world } from '../support/world.ts'

export interface DedupePhases {
  /** Until all companies are compared. */
  companies: number
  /** From there until all people are. */
  people: number
  /** From there until the merged people are in the file. */
  merging: number
}

/** Runs it in a process of its own. */
export const dedupePhases = (path: string): DedupePhases => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), path], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as DedupePhases
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const w = world(process.argv[2])
  const begun = performance.now()
  const at = new Map<string, number>()
  const seconds = (): number => (performance.now() - begun) / 1000
  await dedupePeople(w.deps, { listed: 0 }, ({ kind, label }) => {
    if (kind === 'progress' && !at.has(label)) at.set(label, seconds())
  })
  const end = seconds()
  w.file.close()
  const companies = at.get('reading people') ?? at.get('comparing people') ?? end
  const people = at.get(MERGING) ?? end
  const phases: DedupePhases = { companies, people: people - companies, merging: end - people }
  console.log(JSON.stringify(phases))
}
