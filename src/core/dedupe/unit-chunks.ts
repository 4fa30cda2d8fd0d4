/** The units of a file in portions of like size, which two threads can share. */
import type { ProspectFile } from '../../store/index.ts'

/** Plain data over shared memory. */
export interface UnitChunks {
  count: number
  lastRecord: number
  /** By number: the next record of the same unit, 0 after its last; a unit begins with the record it is called by. */
  next: Uint32Array
}

/** The records of a range: their units are in it that are called by one of them. */
export interface UnitChunk {
  after: number
  upto: number
}

const RECORDS = 4096

export const unitChunks = ({ matching, records }: Pick<ProspectFile, 'matching' | 'records'>): UnitChunks => {
  const lastRecord = records.lastId()
  const unitOf = new Uint32Array(lastRecord + 1)
  for (const [record, unit] of matching.laterRecords()) unitOf[record] = unit
  const next = new Uint32Array(new SharedArrayBuffer(4 * (lastRecord + 1)))
  // From the last on, so that each comes before those that are there.
  for (let record = lastRecord; record > 0; record--) {
    const unit = unitOf[record]!
    if (unit === 0) continue
    next[record] = next[unit]!
    next[unit] = record
  }
  return { count: Math.ceil(lastRecord / RECORDS), lastRecord, next }
}

export const unitChunk = (chunk: number): UnitChunk => ({
  after: chunk * RECORDS,
  upto: (chunk + 1) * RECORDS,
})
