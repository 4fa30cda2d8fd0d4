/** Other engines that link people, where Python has them: see dedupe-peers.py. */
import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'

const PEERS = {
  splink: { name: 'Splink 4', needs: 'import splink, duckdb; assert splink.__version__.startswith("4.")' },
  duckdb: { name: 'DuckDB SQL', needs: 'import duckdb' },
} as const

export type Peer = keyof typeof PEERS

export interface PeerRun {
  name: string
  seconds: number
  pairs: number
  clusters: number
}

/** @param path a list as dedupe-peers.py reads it */
export const runPeer = (peer: Peer, path: string): PeerRun | { name: string; skipped: true } => {
  const python = process.env.PRM_BENCH_PYTHON ?? 'python3'
  const { name, needs } = PEERS[peer]
  try {
    execFileSync(python, ['-c', needs], { stdio: 'ignore' })
  } catch {
    return { name, skipped: true }
  }
  const script = fileURLToPath(new URL('dedupe-peers.py', import.meta.url))
  const printed = execFileSync(python, [script, peer, path, String(availableParallelism())], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return { name, ...(JSON.parse(printed.trim().split('\n').at(-1)!) as Omit<PeerRun, 'name'>) }
}
