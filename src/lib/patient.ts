/** A generator of which the next value can be asked for without waiting long: what comes too late is kept for later. */
export interface Patient<T> {
  next(): Promise<IteratorResult<T, unknown>>
  /** Null where nothing has come within so many milliseconds, or the next thing is an error: `next` throws it. */
  soon(milliseconds: number): Promise<IteratorResult<T, unknown> | null>
  /** Lets the generator clean up. */
  close(): Promise<void>
}

export const patient = <T>(source: AsyncGenerator<T>): Patient<T> => {
  let pending: Promise<IteratorResult<T, unknown>> | null = null
  return {
    next: () => {
      const value = pending ?? source.next()
      pending = null
      return value
    },
    soon: async (milliseconds) => {
      const value = (pending ??= source.next())
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), milliseconds)))
      const found = await Promise.race([value.catch(() => null), late])
      clearTimeout(timer)
      if (found !== null) pending = null
      return found
    },
    close: async () => {
      await source.return(undefined)
    },
  }
}
