/** What `prm model <what>` can do: each its own file, with its flags, like a small command. */
import { PrmError } from '../../model/errors.ts'
import type { View } from '../command.ts'
import type { Context } from '../context.ts'
import type { FlagSpec } from '../flags.ts'
import type { ProgressEvent } from '../progress.ts'

export interface ModelMode<I, R> {
  /** Half a sentence. */
  summary: string
  flags: readonly FlagSpec[]
  /** @param file what stands after the name of the mode */
  input(file: string | undefined, flags: Readonly<Record<string, unknown>>, ctx: Context): Promise<I>
  run(ctx: Context, input: I, on: (event: ProgressEvent) => void): Promise<R>
  render(result: R, view: View): string
  talk?(result: R, input: I, view: View): readonly string[]
  /** By default 0. */
  exitCode?(result: R): number
  /** The model itself goes to stdout, so the report goes to stderr. */
  isStdoutTaken?(input: I): boolean
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- input and result types only meet inside one mode
export type AnyMode = ModelMode<any, any>

export const mode = <I, R>(spec: ModelMode<I, R>): ModelMode<I, R> => spec

/** @throws PrmError `usage.missing_file` */
export const needsFile = (file: string | undefined, name: string): string => {
  if (file !== undefined) return file
  throw new PrmError('usage', 'usage.missing_file', `prm model ${name} needs the file of a model`, {
    hint: `prm model ${name} learned.yaml`,
  })
}

/**
 * For a mode that reads people from the file of prospects.
 *
 * @throws PrmError `usage.unexpected_file`
 */
export const refuseFile = (file: string | undefined, name: string, hint: string): void => {
  if (file === undefined) return
  throw new PrmError('usage', 'usage.unexpected_file', `prm model ${name} takes no file: ${file}`, { hint })
}
