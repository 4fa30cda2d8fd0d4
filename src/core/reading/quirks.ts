/** Cells as certain exports spell them, put into plain words. Asked only for columns of such an export. */
import type { ColumnMapping } from './mapping.ts'
import type { Quirk } from './presets.ts'

/** Several values in one cell of Google Contacts. */
const JOINT = / ?::: ?/
/** Groups that Google puts everybody into. */
const SYSTEM_GROUP =
  /^(?:my ?contacts|contacts|starred|friends ?group|family ?group|coworkers ?group|imported on .*)$/i
/** `l:` lead, `ag:` ad, `as:` set of ads, `c:` campaign, `f:` form, `p:` phone, `z:` postal code. */
const PREFIX = /^(?:l|ag|as|c|f|p|z):/
const TEST_LEAD = /^(?:p:|z:|l:)?<test lead: dummy data/i

/** Rows by which the owner of a form tries it out. */
export const isTestLead = (cell: string, quirk: Quirk): boolean =>
  quirk.startsWith('meta') && TEST_LEAD.test(cell)

/** The field that holds several values in one cell, each apart from the next by this. */
const SEVERAL = /^(?:email|phone|mobile|tags$|notes$|company_phone$|custom\.)/

/**
 * @returns the cell in plain words, blank where nothing remains; and what had no room in the field, or null
 */
export const mendCell = (
  cell: string,
  quirk: Quirk,
  field: NonNullable<ColumnMapping['field']>,
): { cell: string; left: string | null } => {
  if (quirk === 'meta_code') return { cell: cell.replace(PREFIX, ''), left: null }
  if (quirk !== 'google') return { cell, left: null }
  if (field === 'tags') {
    const groups = cell.split(/ ?::: ?|;/).map((group) => group.replace(/^\* ?/, '').trim())
    return {
      cell: groups.filter((group) => group !== '' && !SYSTEM_GROUP.test(group)).join('; '),
      left: null,
    }
  }
  if (!cell.includes(':::')) return { cell, left: null }
  const [first = '', ...rest] = cell.split(JOINT).filter(Boolean)
  if (SEVERAL.test(field)) return { cell: [first, ...rest].join('; '), left: null }
  return { cell: first, left: rest.length > 0 ? rest.join(', ') : null }
}
