/**
 * Links a person with their id in another system. The link is a record by hand in that system's name: a list of that
 * source is then recognised by the id, and undo and rebuilding treat it as any record. It is a key and no value: what
 * the lists say of `external_id` stays. An id that somebody else has makes the two a duplicate to judge.
 */
import { PrmError } from '../../model/errors.ts'
import { externalIdsOf } from '../derive/external-ids.ts'
import { Derivation } from '../derive/derive.ts'
import { finishRun, SCHEMA_VERSION, startRun, type Deps, type Result } from '../derive/run.ts'
import { personEnd, type TieEnd } from '../derive/relationships.ts'
import { findPerson } from '../derive/who.ts'
import { aboutRecords, openBatch, readFields, writeRecord } from './hand.ts'

export interface LinkInput {
  who: string
  /** `billing:4711`: a system and the id there. */
  id: string
  because?: string | undefined
  dry_run?: boolean
}

export interface LinkResult extends Result {
  counts: Record<'linked' | 'unchanged', number>
  person: TieEnd
  system: string
  id: string
  /** Others who have this id: they may be the same person. */
  others: TieEnd[]
  dry_run: boolean
}

/**
 * @throws PrmError `who.…`, `link.bad_id`
 */
export const linkPerson = async (deps: Deps, input: LinkInput): Promise<LinkResult> => {
  const plan = await deps.file.rehearse(() => Promise.resolve(apply(deps, input)))
  if (input.dry_run || plan.counts.unchanged > 0)
    return { ...plan, run: null, dry_run: input.dry_run ?? false }
  return deps.file.write(() => apply(deps, input))
}

/**
 * The run that linked this id, which taking the link away undoes.
 *
 * @throws PrmError `who.…`, `link.bad_id`, `link.nothing`, `link.from_list`
 */
export const findLink = ({ file }: Pick<Deps, 'file'>, input: LinkInput): number => {
  const person = findPerson(file, input.who)
  const { system, id } = readId(input.id)
  const runs = file.records
    .activeOfPerson(person)
    .filter(
      ({ id: record, fields }) =>
        fields.external_id === id && file.batches.namespace(file.records.get(record)!.batch_id) === system,
    )
    .map(({ id: record }) => file.batches.get(file.records.get(record)!.batch_id)!)
  const [first] = runs
  if (first === undefined) {
    throw new PrmError('usage', 'link.nothing', `${input.who} is not linked with ${system}:${id}`, {
      hint: `prm show ${person} lists the ids in other systems`,
    })
  }
  const link = runs.find(
    (batch) => batch.source === 'hand' && file.runs.get(batch.run_id)?.command === 'link',
  )
  if (link) return link.run_id
  throw new PrmError('usage', 'link.from_list', `${system}:${id} was told by ${first.file ?? 'an edit'}`, {
    hint: `only a link by hand can be taken away by itself; prm undo ${first.run_id} takes the whole run back`,
  })
}

const readId = (text: string): { system: string; id: string } => {
  const [, system = '', id = ''] = /^\s*([^:\s][^:]*?)\s*:\s*(\S.*?)\s*$/s.exec(text) ?? []
  if (system !== '' && system !== 'hand') {
    const { external_id } = readFields({ external_id: id }, undefined)
    if (typeof external_id === 'string') return { system, id: external_id }
  }
  throw new PrmError('usage', 'link.bad_id', `"${text}" is no id in another system`, {
    hint: 'write the system and the id: billing:4711',
  })
}

const apply = (deps: Deps, input: LinkInput): LinkResult => {
  const { file } = deps
  const person = findPerson(file, input.who)
  const { system, id } = readId(input.id)
  const holders = file.records.byKey(`x:${system}:${id}`).map((row) => row.person_id)
  const result = (run: number | null, counts: LinkResult['counts']): LinkResult => ({
    schemaVersion: SCHEMA_VERSION,
    run,
    counts,
    person: personEnd(file, person),
    system,
    id,
    others: [...new Set(holders)].filter((other) => other !== person).map((other) => personEnd(file, other)),
    dry_run: false,
  })
  if (externalIdsOf(file, person).some((known) => known.system === system && known.id === id))
    return result(null, { linked: 0, unchanged: 1 })
  const run = startRun(deps, 'link', {
    who: [input.who, `${system}:${id}`],
    because: input.because,
  })
  const derivation = new Derivation(file, { run_id: run, why: 'hand' })
  const batch = openBatch(deps, run, { namespace: system, on_match: 'skip' })
  const about = file.records.activeOfPerson(person).map((record) => record.id)
  const { record_id } = writeRecord(deps, derivation, batch, 1, { external_id: id }, about)
  aboutRecords(deps, run, record_id, about, input.because)
  derivation.flush()
  const counts = { linked: 1, unchanged: 0 }
  finishRun(deps, run, 'done', counts)
  return result(run, counts)
}
