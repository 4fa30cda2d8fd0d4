/** What one flush changes of people and companies who were known before. */
import type { Change, ChangeReason } from '../../store/changes.ts'
import type { ProspectFile } from '../../store/index.ts'

type Cell = string | number | null

const textOf = (value: Cell | undefined): string | null =>
  value === null || value === undefined ? null : String(value)

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

  /** Notes which of the fields are otherwise now. @returns whether any is */
  note<R extends Readonly<Record<string, Cell>>>(
    entity: Change['entity'],
    id: string,
    before: R,
    after: R,
    fields: readonly (keyof R & string)[],
  ): boolean {
    let hasChanged = false
    for (const field of fields) {
      const [old, now] = [before[field], after[field]]
      if (old === now) continue
      hasChanged = true
      this.#changes.push({
        ...{ run_id: this.#because.run_id, entity, entity_id: id, field },
        ...{ old: textOf(old), new: textOf(now), why: this.#because.why },
      })
      const set = this.changed.get(id)
      if (set) set.add(field)
      else this.changed.set(id, new Set([field]))
    }
    return hasChanged
  }

  write(): void {
    this.#file.changes.add(this.#changes)
  }
}
