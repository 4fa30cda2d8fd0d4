/** What one flush changes of people and companies who were known before. */
import type { Change, ChangeReason } from '../../store/changes.ts'
import type { ProspectFile } from '../../store/index.ts'

type Cell = string | number | null

const textOf = (value: Cell | undefined): string | null =>
  value === null || value === undefined ? null : String(value)

/** A field that is otherwise now. */
export interface Difference {
  field: string
  old: string | null
  new: string | null
}

/** Which of the fields differ. */
export const differences = <R extends Readonly<Record<string, Cell>>>(
  before: R,
  after: R,
  fields: readonly (keyof R & string)[],
): Difference[] => {
  const found: Difference[] = []
  for (const field of fields) {
    const [old, now] = [before[field], after[field]]
    if (old !== now) found.push({ field, old: textOf(old), new: textOf(now) })
  }
  return found
}

export class ChangeLog {
  /** Of each the fields. */
  readonly changed = new Map<string, Set<string>>()
  readonly #file: Pick<ProspectFile, 'changes'>
  readonly #because: { run_id: number; why: ChangeReason }
  readonly #changes: Change[] = []

  constructor(file: Pick<ProspectFile, 'changes'>, { run_id, why }: { run_id: number; why: ChangeReason }) {
    this.#file = file
    this.#because = { run_id, why }
  }

  /** Changed fields so far. */
  get fields(): number {
    return this.#changes.length
  }

  /** Notes what is otherwise now. @returns whether anything is */
  note(entity: Change['entity'], id: string, found: readonly Difference[]): boolean {
    if (found.length === 0) return false
    const fields = this.changed.get(id) ?? new Set()
    this.changed.set(id, fields)
    for (const difference of found) {
      this.#changes.push({ ...this.#because, entity, entity_id: id, ...difference })
      fields.add(difference.field)
    }
    return true
  }

  write(): void {
    this.#file.changes.add(this.#changes)
  }
}
