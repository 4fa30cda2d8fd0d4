/** Who passes a gate, and what the others lack: for pushes of every kind. */
import { PrmError } from '../../model/errors.ts'
import { leadColumn } from '../../store/lead-columns.ts'
import { leadColumnSql } from '../../store/lead-sql.ts'
import type { Config, Requirement } from '../config/config.ts'
import { REASONS_COLUMN, SIGNALS_COLUMN } from '../config/config.ts'
import type { Deps } from '../derive/run.ts'
import { fileGate } from '../judge/file-gate.ts'
import { compileGate, gateSql } from '../judge/gate.ts'
import { onRoute, OTHER_ROUTE } from './route.ts'

export interface JudgedPeople {
  unmeasured: string[]
  /** By id: what they lack, a hold first; nothing: they pass. */
  missing: Map<string, string[]>
}

export interface JudgedBy {
  gate: string
  /** Only the people of this route: the others lack OTHER_ROUTE. */
  route?: string | null | undefined
  /** Requirements of the target's own. */
  more?: readonly Requirement[]
}

/** @throws PrmError `push.unknown_gate`, `push.unknown_route` */
export const judgePeople = (
  deps: Pick<Deps, 'file' | 'asOf'>,
  config: Pick<Config, 'gates' | 'routes' | 'strict'>,
  { gate: name, route = null, more = [] }: JudgedBy,
): JudgedPeople => {
  const { gates, strict } = config
  const requirements = gates[name]
  if (!requirements) {
    throw new PrmError('usage', 'push.unknown_gate', `there is no gate "${name}"`, {
      hint: `gates in the config: ${Object.keys(gates).join(', ')}`,
    })
  }
  const gate = compileGate(name, [...requirements, ...more])
  const judged = fileGate(deps, gate, strict)
  const isOnRoute = onRoute(deps.file, config, route)
  const missing = new Map<string, string[]>()
  for (const row of deps.file.leads.iterateRows(gateSql(gate))) {
    const id = String(row.id)
    const lacks = judged.judge(row).missing
    missing.set(id, isOnRoute(id) ? lacks : [...lacks, OTHER_ROUTE])
  }
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
