/** The version, read from package.json without loading anything: `prm --version` must cost hardly more than node. */
import { readFileSync } from 'node:fs'

interface Manifest {
  version: string
  /** Where to report bugs, when the package names a place. */
  bugs?: { url?: string }
}

/** The package.json two folders up: the same from src/cli and from dist/cli. */
export function readManifest(): Manifest {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as Manifest
}

/** Our own version, `0.1.0`. */
export const version = (): string => readManifest().version
