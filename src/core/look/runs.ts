/** Runs in short, as `prm status` and `prm history` list them. */
import type { ProspectFile } from '../../store/index.ts'
import type { Run, RunStatus } from '../../store/runs.ts'

export interface RunSummary {
  id: number
  command: string
  status: RunStatus
  started_at: string
  finished_at: string | null
  /** What it was asked, in short: files, names, numbers. */
  input: string
  /** What it did, in numbers. */
  counts: Record<string, number>
  /** The run that took it back. */
  undone_by: number | null
  /** The run that it took back. */
  undoes: number | null
  /** Numbers of the runs that are its steps. */
  steps: number[]
}

/** A run without its journal. */
export const runSummary = (file: ProspectFile, run: Run): RunSummary => ({
  id: run.id,
  command: run.command,
  status: run.status,
  started_at: run.started_at,
  finished_at: run.finished_at,
  input: inputInShort(JSON.parse(run.input)),
  counts: JSON.parse(run.counts) as Record<string, number>,
  undone_by: run.undone_by,
  undoes: run.undoes,
  steps: file.runs.children(run.id).map(({ id }) => id),
})

/** What goes without saying. */
const USUAL: Readonly<Record<string, string>> = { kind: 'people', on_match: 'fill' }

/** Files and the person by themselves, the rest as name=value; what was left at nothing is left out. */
export const inputInShort = (input: unknown): string => {
  if (input === null || typeof input !== 'object') return textOf(input)
  const { files, who, run, changes, ...rest } = input as Record<string, unknown>
  const first = [files, who, run].map(textOf)
  const others = Object.entries({ ...rest, ...(changes as object | undefined) }).map(([name, value]) => {
    const text = textOf(value)
    return text === '' || text === 'false' || USUAL[name] === text ? '' : `${name}=${text}`
  })
  return [...first, ...others].filter((text) => text !== '').join(' ')
}

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(textOf).join(' ')
  if (typeof value === 'object') return inputInShort(value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}
