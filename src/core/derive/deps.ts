import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { ProspectFile } from '../../store/index.ts'
import type { Deps } from './run.ts'

export interface Surroundings {
  /** The day by which rules judge ages; by default today. */
  asOf?: Date
  /** Stops an operation after its present batch. */
  signal?: AbortSignal
}

/** What operations need beside their input, for programs that call them: a file, the real clock, real chance. */
export const depsFor = (file: ProspectFile, { asOf = new Date(), signal }: Surroundings = {}): Deps => {
  file.setClock(asOf.toISOString().slice(0, 10))
  return {
    file,
    now: () => new Date(),
    asOf,
    random: (size) => randomBytes(size),
    signal: signal ?? new AbortController().signal,
    version: version(),
    pid: null,
    host: null,
    parent: null,
  }
}

const version = (): string => {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}
