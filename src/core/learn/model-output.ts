/**
 * Where a model goes that prm writes itself: never over the model in force, nor over a file that somebody changed. The
 * last line of what prm writes is a seal: while it fits what stands above it, nobody has changed the file since.
 */
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { writeAtomically } from '../../lib/atomic-write.ts'
import { sha256 } from '../../lib/hash.ts'
import { isSpecial } from '../../lib/write-place.ts'
import { PrmError } from '../../model/errors.ts'
import { resolveConfigPath, type Config } from '../config/config.ts'
import { readModel } from '../config/model-file.ts'

/** `path` is absolute; null is stdout. Where nobody gave it, another name is taken when it must not be written over. */
export interface ModelOutput {
  path: string | null
  isGiven: boolean
}

export interface Target {
  /** Where to write; null: stdout. */
  path: string | null
  /** The file that would have been written, and why it was left alone. */
  kept: Kept | null
}

export interface Kept {
  path: string
  why: string
}

const SEAL = /^# seal ([0-9a-f]{16}): .*\n$/

/** @param text with a line end in the end */
export const sealed = (text: string): string =>
  `${text}# seal ${sha256(text).slice(0, 16)}: prm writes over this file only while nobody has changed it\n`

const isSealed = (text: string): boolean => {
  const end = text.lastIndexOf('\n', text.length - 2) + 1
  const found = SEAL.exec(text.slice(end))
  return found !== null && sha256(text.slice(0, end)).startsWith(found[1]!)
}

/** Our own change of a file: the seal is renewed, where it was whole. */
export const resealed = (before: string, after: string): string =>
  isSealed(before) ? sealed(`${after.replace(/\n+# seal [^\n]*\n*$/, '')}\n`) : after

const whyNot = (path: string, config: Config): string | null => {
  if (!existsSync(path) || isSpecial(path)) return null
  const { model_file } = config
  const used = model_file === null ? null : resolveConfigPath(config, model_file)
  if (used !== null && existsSync(used) && realpathSync(used) === realpathSync(path))
    return 'is the model in force'
  const text = readFileSync(path, 'utf8')
  if (isSealed(text)) return null
  return text.includes('# seal ') ? 'was changed since prm wrote it' : 'is there, and prm did not write it'
}

/**
 * Decided before the work, which may take long.
 *
 * @throws PrmError `model.output_taken` where the file was named and must not be written over
 */
export const targetOf = ({ path, isGiven }: ModelOutput, config: Config): Target => {
  const why = path === null ? null : whyNot(path, config)
  if (path === null || why === null) return { path, kept: null }
  const free = freeName(path, config)
  if (!isGiven) return { path: free, kept: { path, why } }
  throw new PrmError('usage', 'model.output_taken', `${basename(path)} ${why}: it is not written over`, {
    hint: `name another file: -o ${basename(free)}`,
  })
}

/** learned-2.yaml and so on: the first that is free, or that prm may write over. */
const freeName = (path: string, config: Config): string => {
  const [, stem = path, ending = ''] = /^(.*?)(\.ya?ml)?$/.exec(basename(path))!
  for (let i = 2; ; i++) {
    const next = join(dirname(path), `${stem}-${i}${ending}`)
    if (whyNot(next, config) === null) return next
  }
}

/**
 * @param body of the file, without a line end in the end
 * @returns the text, where it has no file to go to
 */
export const writeModel = (body: string, path: string | null): string | undefined => {
  const text = sealed(`${body}\n`)
  // What is written can be read: a condition that does not compile is our mistake, and shows here.
  readModel(text, path ?? 'the model')
  if (path === null) return text
  writeAtomically(path, [text])
  return undefined
}
