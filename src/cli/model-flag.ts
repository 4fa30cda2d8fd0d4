/** The flag of the commands that take a model from a file in place of the one in force. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Config } from '../core/config/config.ts'
import { PrmError } from '../model/errors.ts'
import type { Context } from './context.ts'
import type { FlagSpec } from './flags.ts'

export const MODEL: FlagSpec = {
  flags: '--model <file>',
  description: 'by the model in this file instead of the one in force',
}

/** The text of a file that was named on the command line. */
export function readGiven(ctx: Pick<Context, 'cwd'>, file: string): string {
  const path = resolve(ctx.cwd, file)
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    const reason =
      code === 'ENOENT' ? 'it is not there' : code === 'EISDIR' ? 'it is a folder' : (error as Error).message
    throw new PrmError('input', 'model.unreadable', `cannot read ${file}: ${reason}`, { cause: error })
  }
}

/** The configuration with the model of `--model`, where it is given. */
export async function configWithModel(ctx: Context, file: unknown): Promise<Config> {
  const config = await ctx.config()
  if (typeof file !== 'string') return config
  const { readModel } = await import('../core/config/model-file.ts')
  return { ...config, model: readModel(readGiven(ctx, file), file), builtIn: false }
}
