/** `prm import` from argv to streams and exit code, each case in a folder of its own. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { folder } from '../support/folder.ts'
import { testIo } from './test-io.ts'

const NOW = '2026-11-22T09:00:00Z'

interface Seen {
  code: number
  stdout: string
  stderr: string
}

/** A folder with these files, in which commands are run one after the other. */
function place(files: Record<string, string | Uint8Array>) {
  const cwd = folder()
  for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content)
  const prm = async (...argv: string[]): Promise<Seen> => {
    const io = testIo({ cwd, env: { PRM_NOW: NOW } })
    const code = await main(argv, io)
    return { code, stdout: io.text('stdout'), stderr: io.text('stderr') }
  }
  return { cwd, prm }
}

test('one list named twice has one file of rejects, and it is named once', async () => {
  const { prm } = place({ 'a.csv': 'Name,Email\nAnn,\nBo Lee,bo@acme.example\n' })
  const { stderr } = await prm('import', 'a.csv', 'a.csv')
  expect(stderr.match(/rejected row in a\.rejects\.csv/g)).toHaveLength(1)
})
