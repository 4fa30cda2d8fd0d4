/** Many things under way at once, their results in the order in which they were begun. */
export async function* inOrder<T, R>(
  items: AsyncIterable<T> | Iterable<T>,
  ahead: number,
  begin: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const under: Promise<R>[] = []
  try {
    for await (const item of items) {
      const result = begin(item)
      // Whoever waits for an earlier one hears of this failure later, when its turn comes.
      result.catch(() => undefined)
      under.push(result)
      if (under.length > ahead) yield await under.shift()!
    }
    while (under.length > 0) yield await under.shift()!
  } finally {
    await Promise.allSettled(under)
  }
}
