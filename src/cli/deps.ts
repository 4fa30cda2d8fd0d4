import { crypto } from '../lib/lazy-crypto.ts'
import { hostname } from 'node:os'
import type { Deps } from '../core/derive/run.ts'
import type { ProspectFile } from '../store/index.ts'
import type { Context } from './context.ts'
import { isAlive } from './is-alive.ts'
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
    isAlive,
    parent: null,
  }
}
