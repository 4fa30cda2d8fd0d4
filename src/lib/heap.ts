/** A queue whose smallest item comes first; of equal ones the one that was put in first. */
export interface Heap<T> {
  push(weight: number, item: T): void
  pop(): { weight: number; item: T } | undefined
}

export const heap = <T>(): Heap<T> => {
  const nodes: { weight: number; order: number; item: T }[] = []
  let order = 0
  const isLess = (a: number, b: number): boolean => {
    const [left, right] = [nodes[a]!, nodes[b]!]
    return left.weight < right.weight || (left.weight === right.weight && left.order < right.order)
  }
  const swap = (a: number, b: number): void => {
    ;[nodes[a], nodes[b]] = [nodes[b]!, nodes[a]!]
  }
  const sink = (): void => {
    for (let at = 0; ;) {
      let least = at
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < nodes.length && isLess(child, least)) least = child
      }
      if (least === at) return
      swap(at, least)
      at = least
    }
  }
  return {
    push: (weight, item) => {
      nodes.push({ weight, order: order++, item })
      for (let at = nodes.length - 1; at > 0;) {
        const parent = (at - 1) >> 1
        if (!isLess(at, parent)) return
        swap(at, parent)
        at = parent
      }
    },
    pop: () => {
      const first = nodes[0]
      const last = nodes.pop()
      if (first === undefined || last === undefined) return undefined
      if (nodes.length > 0) {
        nodes[0] = last
        sink()
      }
      return { weight: first.weight, item: first.item }
    },
  }
}
