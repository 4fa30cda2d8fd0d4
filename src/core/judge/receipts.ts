/** Receipts of people in a file: what each rule says of them, and what is dated. */
import type { ProspectFile } from '../../store/index.ts'
import { explain, type Receipt, type ReceiptRow } from './explain.ts'
import { listFactsSql, type CountedFact } from './facts-sql.ts'
import { receiptSql, type CompiledModel } from './model.ts'

// One statement for each of a hundred thousand people took gigabytes of prepared statements.
const PEOPLE_A_STATEMENT = 500

/** What a receipt is made from. */
export interface ReceiptMaterial {
  row: ReceiptRow
  facts: CountedFact[]
}

/** By id; those who are not in the file are left out. */
export const materialOf = (
  file: ProspectFile,
  compiled: CompiledModel,
  ids: readonly string[],
): Map<string, ReceiptMaterial> => {
  const found = new Map<string, ReceiptMaterial>()
  for (let from = 0; from < ids.length; from += PEOPLE_A_STATEMENT) {
    const some = ids.slice(from, from + PEOPLE_A_STATEMENT)
    const sql = listFactsSql(compiled.model.decay, compiled.asOf, some)
    const facts = sql === null ? [] : (file.leads.rows(sql) as unknown as CountedFact[])
    const told = Map.groupBy(facts, ({ person }) => person)
    for (const row of file.leads.rows(receiptSql(compiled, some))) {
      found.set(String(row.id), { row, facts: told.get(String(row.id)) ?? [] })
    }
  }
  return found
}

/** By id; those who are not in the file are left out. */
export const receiptsOf = (
  file: ProspectFile,
  compiled: CompiledModel,
  ids: readonly string[],
): Map<string, Receipt> =>
  new Map(
    [...materialOf(file, compiled, ids)].map(([id, { row, facts }]) => [id, explain(compiled, row, facts)]),
  )
