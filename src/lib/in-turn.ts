/** Things that are done one after the other for each key, while those of other keys go on beside them. */
export type InTurn = <T>(key: string, act: () => Promise<T>) => Promise<T>

/** The order is that in which they were asked for. One that fails does not hold up those behind it. */
export const inTurn = (): InTurn => {
  const last = new Map<string, Promise<unknown>>()
  return async (key, act) => {
    const before = last.get(key) ?? Promise.resolve()
    const mine = before.then(act)
    const done = mine.catch(() => undefined)
    last.set(key, done)
    try {
      return await mine
    } finally {
      if (last.get(key) === done) last.delete(key)
    }
  }
}
