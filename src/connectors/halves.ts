/** Requests that are turned away as a whole because of some of their rows. */

/**
 * Sends rows together; where the request is turned away, each half of them by itself, down to the rows that are to blame.
 *
 * @param refusedWhole whether an error is a refusal of the request; any other one is thrown on
 * @param blame what becomes of a row that was refused all alone
 */
export const inHalves = async <R, T>(
  rows: readonly R[],
  send: (rows: readonly R[]) => Promise<readonly T[]>,
  refusedWhole: (error: unknown) => boolean,
  blame: (row: R, error: unknown) => T,
): Promise<T[]> => {
  if (rows.length === 0) return []
  try {
    return [...(await send(rows))]
  } catch (error) {
    if (!refusedWhole(error)) throw error
    if (rows.length === 1) return [blame(rows[0]!, error)]
    const middle = Math.ceil(rows.length / 2)
    const first = await inHalves(rows.slice(0, middle), send, refusedWhole, blame)
    return [...first, ...(await inHalves(rows.slice(middle), send, refusedWhole, blame))]
  }
}
