/**
 * Walks through pairs of people on the terminal, one key an answer. Each answer is written before the next pair is shown,
 * so Ctrl-C, a closed window or a kill lose nothing.
 */
import type { Answer, ReviewSession } from '../core/dedupe/review.ts'
import type { ReviewCase } from '../core/dedupe/types.ts'
import type { View } from './command.ts'
import type { Io } from './io.ts'
import { openKeyboard, type Keyboard } from './keyboard.ts'
import { keyLine, KEYS, renderPair } from './render/review.ts'

export interface ReviewResult {
  schemaVersion: 1
  run: number | null
  /** `pairs` = same + different + unsure + settled + skipped + left. */
  counts: Record<'pairs' | Answer | 'settled' | 'skipped' | 'left', number>
  /** Whether dedupe has looked at anybody yet. */
  compared: boolean
  is_interrupted: boolean
}

type Step = (typeof KEYS)[keyof typeof KEYS] | 'interrupt'

const isAnswer = (step: Step): step is Answer => step === 'same' || step === 'different' || step === 'unsure'

/** @param view of stderr, where everything is drawn */
export async function reviewPairs(
  io: Io,
  view: View,
  session: ReviewSession,
  { cases, compared }: { cases: readonly ReviewCase[]; compared: boolean },
  signal: AbortSignal,
): Promise<ReviewResult> {
  const keyboard = openKeyboard(io, signal)
  const skipped = new Set<ReviewCase>()
  const settled = new Set<ReviewCase>()
  const say = (text: string): Promise<void> => io.stderr.write(text)
  let at = 0
  let step: Step | null = null
  try {
    for (let pair = cases[at]; pair !== undefined; pair = cases[at]) {
      const sides = session.look(pair)
      if (sides === null) {
        settled.add(pair)
        at++
        continue
      }
      settled.delete(pair)
      await say(`\n${renderPair(pair, sides, { at: at + 1, of: cases.length }, view)}\n${keyLine(view)} › `)
      step = await ask(keyboard, say)
      await say(`${step === 'interrupt' ? 'stopped' : step}\n`)
      if (step === 'quit' || step === 'interrupt') break
      skipped.delete(pair)
      if (step === 'back') {
        const last = session.back()
        if (last === null) await say('There is no answer of this session to take back.\n')
        else at = cases.indexOf(last)
        continue
      }
      if (!isAnswer(step)) skipped.add(pair)
      else if (!session.answer(pair, step)) {
        await say('The two were settled elsewhere meanwhile: this answer is not needed any more.\n')
        settled.add(pair)
      }
      at++
    }
  } finally {
    keyboard.close()
  }
  const answers = session.counts()
  const done = answers.same + answers.different + answers.unsure
  const counts = { pairs: cases.length, ...answers, settled: settled.size, skipped: skipped.size }
  const left = cases.length - done - settled.size - skipped.size
  return {
    schemaVersion: 1,
    run: done > 0 ? session.run() : null,
    counts: { ...counts, left },
    compared,
    is_interrupted: step === 'interrupt',
  }
}

/** The next key that means something. */
async function ask(keyboard: Keyboard, say: (text: string) => Promise<void>): Promise<Step> {
  for (;;) {
    const { name } = await keyboard.next()
    if (name === 'interrupt' || name === 'end') return 'interrupt'
    if (name === 'escape') return 'quit'
    const key = name.toLowerCase()
    if (key in KEYS) return KEYS[key as keyof typeof KEYS]
    // A bell: this key is none of those above.
    await say('\u0007')
  }
}
