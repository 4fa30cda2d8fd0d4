import { existsSync } from 'node:fs'
import type { ConnectorsResult, TestConnectorResult } from '../../core/connect/connectors.ts'
import { crypto } from '../../lib/lazy-crypto.ts'
import { PrmError } from '../../model/errors.ts'
import { command } from '../command.ts'
import { connectorRow, connectorsTalk, renderConnectors, renderTest } from '../render/connectors.ts'
import { serviceSurroundings } from '../services.ts'
import { readManifest } from '../version.ts'

/** Null: the list. */
interface Input {
  test: string | null
}
type Outcome = { what: 'list'; result: ConnectorsResult } | { what: 'test'; result: TestConnectorResult }

export const connectorsCommand = command<Input, Outcome>({
  name: 'connectors',
  args: '[what] [name]',
  summary: 'List the outside services that prm can ask, and test one.',
  group: 'file',
  examples: ['prm connectors', 'prm connectors test zerobounce'],
  flags: [],
  completes: ['test'],
  input: ([what, name]) => {
    if (what === undefined) return { test: null }
    if (what === 'test' && name !== undefined) return { test: name }
    throw new PrmError(
      'usage',
      'connectors.what',
      'say test with the name of a service, or nothing for the list',
      {
        hint: 'prm connectors test zerobounce',
      },
    )
  },
  run: async (ctx, { test }) => {
    const surroundings = await serviceSurroundings(ctx)
    // What can be asked does not depend on a file; only when it was last seen is noted there.
    const file = existsSync(await ctx.dbPath()) ? await ctx.openFile() : null
    const { listConnectors, testConnector } = await import('../../core/connect/connectors.ts')
    if (test === null) return { what: 'list', result: await listConnectors(file, surroundings) }
    const deps = {
      now: () => ctx.now(),
      random: (size: number) => crypto().randomBytes(size),
      signal: ctx.signal,
      version: readManifest().version,
    }
    return { what: 'test', result: await testConnector(deps, file, surroundings, test) }
  },
  render: (shown, view) =>
    shown.what === 'list' ? renderConnectors(shown.result, view) : renderTest(shown.result, view),
  talk: ({ what, result }) => (what === 'list' ? connectorsTalk(result) : []),
  rows: ({ what, result }) => (what === 'list' ? result.connectors.map(connectorRow) : [{ ...result }]),
  json: ({ result }) => result,
})
