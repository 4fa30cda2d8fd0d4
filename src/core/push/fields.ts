/** Which column goes into which field of a CRM. */
import type { EntityKind } from '../../connectors/contract.ts'
import type { RemoteField, Target } from '../../connectors/target.ts'
import { leadColumn, type LeadType } from '../../store/lead-columns.ts'
import type { TargetConfig } from '../config/config.ts'

export interface MappedField {
  column: string
  field: string
  type: LeadType
}

export type FieldMaps = Record<EntityKind, MappedField[]>

export const NO_SETTINGS: TargetConfig = { fields: { person: {}, company: {} }, overwrite: [] }

/** The connector's own map with what the config changes of it; `prm_id` is not among them. */
export const fieldMaps = ({ fields, idField }: Target, settings: TargetConfig = NO_SETTINGS): FieldMaps => {
  const ofKind = (kind: EntityKind): MappedField[] =>
    Object.entries({ ...fields[kind], ...settings.fields[kind] }).flatMap(([column, field]) =>
      field === null || field === idField[kind]
        ? []
        : [{ column, field, type: leadColumn.get(column)?.type ?? 'text' }],
    )
  return { person: ofKind('person'), company: ofKind('company') }
}

/** It takes records of this kind. */
export const isTaken = ({ fields }: Target, kind: EntityKind): boolean => Object.keys(fields[kind]).length > 0

/** Fields that are prm's own: what stands there is never somebody else's. */
export const isOurs = (field: string): boolean => /^prm_/i.test(field)

const TYPES: Record<LeadType, RemoteField['type']> = {
  ...{ text: 'text', integer: 'number', real: 'number', date: 'date', boolean: 'boolean' },
}

/** The fields that a kind needs at the CRM, `prm_id` first. */
export const wantedFields = (target: Target, maps: FieldMaps, kind: EntityKind): RemoteField[] => {
  const id: RemoteField = {
    ...{ name: target.idField[kind], label: 'PRM id', type: 'text', isWritable: true, isUnique: true },
  }
  const others = maps[kind].map(({ column, field, type }): RemoteField => {
    const label = `PRM ${column.replace(/^(custom|answer)\./, '').replaceAll('_', ' ')}`
    return { name: field, label, type: TYPES[type], isWritable: true, isUnique: false }
  })
  return [id, ...others.filter(({ name }, i) => others.findIndex((one) => one.name === name) === i)]
}
