/** robots.txt as RFC 9309 has it: what a site asks programs to leave alone. */

interface Rule {
  allow: boolean
  /** Percent-encoded alike (see `encoded`). */
  path: string
}

/** Whether a path, its query included, may be asked for. */
export type Robots = (path: string) => boolean

export const EVERYTHING: Robots = () => true

/** The parts are searched for one after the other: no pattern, however odd, takes long. */
const matches = (pattern: string, path: string): boolean => {
  const isWhole = pattern.endsWith('$')
  const [first = '', ...parts] = (isWhole ? pattern.slice(0, -1) : pattern).split('*')
  if (!path.startsWith(first)) return false
  let at = first.length
  const last = isWhole ? parts.pop() : undefined
  for (const part of parts) {
    const found = path.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  if (!isWhole) return true
  return last === undefined ? at === path.length : path.length - last.length >= at && path.endsWith(last)
}

/** One way of writing an octet: `%7E` as `~`, `ü` as `%C3%BC`, `%3a` as `%3A`. */
const encoded = (path: string): string =>
  path
    .replace(/%[\da-f]{2}/gi, (code) => {
      const letter = String.fromCharCode(parseInt(code.slice(1), 16))
      return /[\w.~-]/.test(letter) ? letter : code.toUpperCase()
    })
    .replace(/[^\x00-\x7f]+/g, (letters) => encodeURIComponent(letters.toWellFormed()))

/**
 * Reads a robots.txt.
 *
 * @param name of the program, without a version, such as `prm`: its own group counts, otherwise that of everybody
 */
export const readRobots = (text: string, name: string): Robots => {
  const groups = new Map<string, Rule[]>()
  let current: Rule[][] = []
  let isNaming = false
  for (const line of text.replace(/^\ufeff/, '').split(/[\r\n]+/)) {
    const [, key, value] = /^\s*([a-z-]+)\s*:\s*([^#]*)/i.exec(line) ?? []
    if (key === undefined || value === undefined) continue
    const word = value.trim()
    switch (key.toLowerCase()) {
      case 'user-agent': {
        if (!isNaming) current = []
        isNaming = true
        // A version may be given there, against the rules: `prm/1.0`.
        const group = /^[^/\s]*/.exec(word)![0].toLowerCase()
        if (!groups.has(group)) groups.set(group, [])
        current.push(groups.get(group)!)
        break
      }
      case 'allow':
      case 'disallow':
        isNaming = false
        // An empty one forbids nothing.
        if (word === '') break
        for (const rules of current) rules.push({ allow: key.toLowerCase() === 'allow', path: encoded(word) })
    }
  }
  const rules = groups.get(name.toLowerCase()) ?? groups.get('*') ?? []
  return (path) => {
    if (path === '/robots.txt') return true
    const asked = encoded(path)
    const fitting = rules.filter((rule) => matches(rule.path, asked))
    const longest = Math.max(0, ...fitting.map((rule) => rule.path.length))
    const best = fitting.filter((rule) => rule.path.length === longest)
    return best.length === 0 || best.some(({ allow }) => allow)
  }
}
