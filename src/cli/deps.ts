import { crypto } from '../lib/lazy-crypto.ts'
import { hostname } from 'node:os'
import type { Deps } from '../core/derive/run.ts'
import type { ProspectFile } from '../store/index.ts'
import type { Context } from './context.ts'
import { readManifest } from './version.ts'

/** The surroundings of an operation, from those of the command. */
export async function makeDeps(ctx: Context, file: ProspectFile): Promise<Deps> {
  const asOf = await ctx.asOf()
  file.setClock(asOf.toISOString().slice(0, 10))
  return {
    file,
    now: () => ctx.now(),
    asOf,
    random: (size) => crypto().randomBytes(size),
    signal: ctx.signal,
    version: readManifest().version,
    pid: process.pid,
    host: hostname(),
    isAlive: (pid, host) => host === hostname() && isRunning(pid),
    parent: null,
  }
}

/** Signal 0 only asks; EPERM means that it is there, and somebody else's. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
