/** Long work as a generator that pauses between steps: who runs it says what happens there. */

/** Without a pause. */
export const atOnce = <R>(work: Generator<unknown, R>): R => {
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value
}

/** With this between two steps; what it throws, the work meets where it pauses. */
export const inSteps = async <S, R>(
  work: Generator<S, R>,
  between: (step: S) => Promise<void>,
): Promise<R> => {
  for (let step = work.next(); ;) {
    if (step.done) return step.value
    try {
      await between(step.value)
    } catch (error) {
      work.throw(error)
      throw error
    }
    step = work.next()
  }
}
