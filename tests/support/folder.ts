/** A folder of one's own for the length of a test. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'prm-test-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}
