/** The units of a file in portions of like size, which two threads can share. */
import type { ProspectFile } from '../../store/index.ts'

/** Plain data over shared memory. */
export interface UnitChunks {
  count: number
  lastRecord: number
  /** By number: whether a unit has several records. */
  isSeveral: Uint8Array
  several: Uint32Array
}

/** Either the records of a range, of whose units those with several are left out, or units with several records. */
export type UnitChunk = { after: number; upto: number } | { units: Uint32Array }

const RECORDS = 4096
const SEVERAL = 1024

const shared = (bytes: number): SharedArrayBuffer => new SharedArrayBuffer(bytes)

export const unitChunks = ({ matching, records }: Pick<ProspectFile, 'matching' | 'records'>): UnitChunks => {
  const lastRecord = records.lastId()
  const isSeveral = new Uint8Array(shared(lastRecord + 1))
  for (const unit of matching.unitsOfSeveral()) isSeveral[unit] = 1
  const several = new Uint32Array(shared(4 * isSeveral.reduce((sum, flag) => sum + flag, 0)))
  for (let unit = 0, at = 0; unit <= lastRecord; unit++) if (isSeveral[unit] === 1) several[at++] = unit
  const count = Math.ceil(lastRecord / RECORDS) + Math.ceil(several.length / SEVERAL)
  return { count, lastRecord, isSeveral, several }
}

export const unitChunk = ({ lastRecord, several }: UnitChunks, chunk: number): UnitChunk => {
  const ranges = Math.ceil(lastRecord / RECORDS)
  if (chunk < ranges) return { after: chunk * RECORDS, upto: (chunk + 1) * RECORDS }
  const from = (chunk - ranges) * SEVERAL
  return { units: several.subarray(from, from + SEVERAL) }
}
