import type { DerivedState } from '../../store/derived.ts'
import type { ProspectFile } from '../../store/index.ts'
import { Derivation } from './derive.ts'
import { startRun, type Deps } from './run.ts'

/**
 * What deriving everything anew from records and decisions gives, beside the present state; the file is left as it is.
 * The two are equal unless derivation has a fault (or the file was changed by another program).
 */
export const rebuildBeside = async (
  deps: Deps,
): Promise<{ present: DerivedState; rebuilt: DerivedState }> => {
  const { file } = deps
  const present = file.derived.state()
  const rebuilt = await file.rehearse(() => Promise.resolve(rebuild(deps, file)))
  return { present, rebuilt }
}

const rebuild = (deps: Deps, file: ProspectFile): DerivedState => {
  file.derived.clear()
  const derivation = new Derivation(file, { run_id: startRun(deps, 'rebuild', {}), why: 'rederive' })
  derivation.refold(file.derived.recordIds())
  for (const fact of ['signal', 'event'] as const)
    for (const id of file.facts[fact].activeIds()) derivation.tie(fact, id)
  derivation.flush()
  for (const person of file.people.ids()) file.scores.refreshLatest(person)
  return file.derived.state()
}
