import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { LintInput, LintResult } from '../../core/score/lint.ts'
import { resolveConfigPath } from '../../core/config/config.ts'
import { makeDeps } from '../deps.ts'
import { configWithModel, readGiven } from '../model-flag.ts'
import { lintTalk, renderLint } from '../render/lint.ts'
import { mode } from './mode.ts'

/** Rules were found to be useless or double: as with rejected rows, the command did its work and has something to say. */
const HAS_FINDINGS = 3

export const lintMode = mode<LintInput, LintResult>({
  summary: 'find rules that never hold, overlap or count nothing',
  flags: [],
  input: async (file, _flags, ctx) => {
    const config = await configWithModel(ctx, file)
    if (file !== undefined) return { config, source: { name: file, text: readGiven(ctx, file) } }
    if (config.path === null) return { config, source: null }
    const path = config.model_file === null ? config.path : resolveConfigPath(config, config.model_file)
    return { config, source: { name: relative(ctx.cwd, path), text: readFileSync(path, 'utf8') } }
  },
  run: async (ctx, input) => {
    const deps = await makeDeps(ctx, await ctx.openFile())
    const { lintModel } = await import('../../core/score/lint.ts')
    return lintModel(deps, input)
  },
  render: renderLint,
  talk: lintTalk,
  exitCode: ({ findings }) => (findings.length > 0 ? HAS_FINDINGS : 0),
})
