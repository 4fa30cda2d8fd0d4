/** What the engine needs to know of the command's surroundings: the config, keys, and where services are. */
import type { Surroundings } from '../core/engine/services.ts'
import type { Context } from './context.ts'

export async function serviceSurroundings(ctx: Context): Promise<Surroundings> {
  return { config: await ctx.config(), keys: ctx.keys(), env: ctx.io.env }
}
