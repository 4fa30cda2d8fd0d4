/** The main job, as the command line runs it: fixtures/lists/conference.csv with fixtures/prm.yaml. */
import { readFileSync } from 'node:fs'
import { loadConfig, type Config } from '../../src/core/config/index.ts'
import { runPipeline, type RunInput, type RunResult } from '../../src/core/run/run.ts'
import type { World } from './world.ts'

export const fixtureConfig = (): Promise<Config> =>
  loadConfig(readFileSync('fixtures/prm.yaml', 'utf8'), { path: 'fixtures/prm.yaml' })

const fromPath = (path: string): RunInput['files'][number] => ({ name: path, source: { path } })

/** @param out the CSV that takes the qualified people; null: nothing is pushed */
export const pipelineInput = (config: Config, lists: readonly string[], out: string | null): RunInput => ({
  files: lists.map(fromPath),
  customers: config.customers === null ? null : fromPath(`fixtures/${config.customers}`),
  import: {
    on_match: config.import.on_match,
    country: config.country,
    trusted: config.import.sources,
    usual: { map: config.import.map, ignore: config.import.ignore },
  },
  config,
  target: out === null ? null : { kind: 'csv', path: out },
})

export const conferenceRun = async (
  { deps }: World,
  out: string | null,
  more: Partial<RunInput> = {},
): Promise<RunResult> =>
  runPipeline(deps, {
    ...pipelineInput(await fixtureConfig(), ['fixtures/lists/conference.csv'], out),
    ...more,
  })
