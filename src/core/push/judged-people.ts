/** Who passes a gate, and what the others lack: for pushes of every kind. */
import { PrmError } from '../../model/errors.ts'
import { leadColumn } from '../../store/lead-columns.ts'
import { leadColumnSql } from '../../store/lead-sql.ts'
import type { Config, Requirement } from '../config/config.ts'
import { REASONS_COLUMN, SIGNALS_COLUMN } from '../config/config.ts'
import type { Deps } from '../derive/run.ts'
import { fileGate } from '../judge/file-gate.ts'
import { compileGate, gateSql } from '../judge/gate.ts'

export interface JudgedPeople {
  unmeasured: string[]
  /** By id: what they lack, a hold first; nothing: they pass. */
  missing: Map<string, string[]>
}

/**
 * @param more requirements of the target's own
 * @throws PrmError `push.unknown_gate`
 */
export const judgePeople = (
  { file }: Pick<Deps, 'file'>,
  { gates, strict }: Pick<Config, 'gates' | 'strict'>,
  name: string,
  more: readonly Requirement[] = [],
): JudgedPeople => {
  const requirements = gates[name]
  if (!requirements) {
    throw new PrmError('usage', 'push.unknown_gate', `there is no gate "${name}"`, {
      hint: `gates in the config: ${Object.keys(gates).join(', ')}`,
    })
  }
  const gate = compileGate(name, [...requirements, ...more])
  const judged = fileGate(file, gate, strict)
  const missing = new Map<string, string[]>()
  for (const row of file.leads.iterateRows(gateSql(gate)))
    missing.set(String(row.id), judged.judge(row).missing)
  return { unmeasured: [...judged.unmeasured], missing }
}

/**
 * A column that can be pushed, as SQL over `lead`; those that are not of `lead` are filled in later.
 *
 * @throws PrmError `push.unknown_column`
 */
export const pushColumnSql = (name: string): string => {
  if (name === REASONS_COLUMN || name === SIGNALS_COLUMN) return 'NULL'
  if (!/^(custom\.|answer\.[a-z][a-z0-9_]*$)/.test(name) && !leadColumn.has(name)) {
    throw new PrmError('config', 'push.unknown_column', `there is no column "${name}" to push`, {
      hint: 'prm schema lead lists the columns',
    })
  }
  return leadColumnSql(name)
}
