/** Single keys from the terminal, for where one key is one answer. Ctrl-C arrives as a key, so that nothing is cut off. */
import { emitKeypressEvents } from 'node:readline'
import type { Io } from './io.ts'

export interface Key {
  /** The character or the name of the key: `s`, `left`, `escape`; `interrupt` for Ctrl-C, `end` where stdin has ended. */
  name: string
}

export interface Keyboard {
  next(): Promise<Key>
  /** Gives the terminal back as it was. */
  close(): void
}

interface Press {
  name?: string
  sequence?: string
  ctrl?: boolean
}

type Terminal = Io['stdin'] & { setRawMode?(isRaw: boolean): unknown; isRaw?: boolean }

export function openKeyboard(io: Io, signal: AbortSignal): Keyboard {
  const stdin = io.stdin as Terminal
  const wasRaw = stdin.isRaw === true
  const pressed: Key[] = []
  let waiting: ((key: Key) => void) | null = null
  const put = (key: Key): void => {
    if (waiting === null) {
      pressed.push(key)
      return
    }
    waiting(key)
    waiting = null
  }
  const onPress = (text: string | undefined, press: Press): void => {
    if (press.ctrl === true) {
      if (press.name === 'c' || press.name === 'd') put({ name: 'interrupt' })
      return
    }
    put({
      name: (text !== undefined && /^[\p{L}\p{N}?]$/u.test(text) ? text : press.name) ?? press.sequence ?? '',
    })
  }
  const onEnd = (): void => put({ name: 'end' })
  const onAbort = (): void => put({ name: 'interrupt' })
  emitKeypressEvents(stdin)
  stdin.on('keypress', onPress)
  stdin.on('end', onEnd)
  signal.addEventListener('abort', onAbort)
  stdin.setRawMode?.(true)
  stdin.resume()
  return {
    next: () => {
      const first = pressed.shift()
      if (first !== undefined) return Promise.resolve(first)
      return new Promise((resolve) => {
        waiting = resolve
      })
    },
    close: () => {
      stdin.off('keypress', onPress)
      stdin.off('end', onEnd)
      signal.removeEventListener('abort', onAbort)
      stdin.setRawMode?.(wasRaw)
      // Otherwise the process would wait for keys for ever.
      stdin.pause()
    },
  }
}
