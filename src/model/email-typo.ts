/**
 * What a mistyped mail domain was probably meant to be (`gmial.con` → `gmail.com`). Only ever a suggestion.
 *
 * A slip is measured by an edit distance in which the usual accidents (a neighbour on the keyboard, a letter doubled, two
 * swapped) cost less than others. The shorter a name, the less may differ: three-letter names have too many real
 * neighbours. Names without enough letters in common are passed over by a bit mask before anything is measured.
 */
import { countBits } from '../lib/count-bits.ts'
import {
  COMMON_ENDINGS,
  ENDING_SLIPS,
  MAIL_ONLY_NAMES,
  ORDINARY_NAMES,
  REAL_LOOKALIKES,
  TYPO_TARGETS,
} from './data/mail-typos.ts'
import { mailProviderDomains } from './email-kinds.ts'

interface Target {
  domain: string
  name: string
  ending: string
  letters: number
  isMailOnly: boolean
  /** What slips may cost together, and how many that are at most. */
  limit: number
  edits: 1 | 2
}

const MAIL_ONLY = new Set(MAIL_ONLY_NAMES)
const ORDINARY = new Set(ORDINARY_NAMES)
const REAL = new Set([...mailProviderDomains(), ...REAL_LOOKALIKES])

/** One bit a letter (digits and the hyphen share five more): an edit changes at most two. */
const letterMask = (text: string): number => {
  let mask = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    mask |= 1 << (code >= 97 && code <= 122 ? code - 97 : 26 + (code % 5))
  }
  return mask
}

/** What the usual accidents cost. */
const SMALL = 0.7

/** How much of a name may be wrong: more where a name is long, and where nobody but the provider has it. */
const tolerance = (name: string, isMailOnly: boolean): number => {
  if (name.length <= 4) return 0
  if (name.length === 5) return isMailOnly ? 1.4 : SMALL
  if (name.length === 6) return isMailOnly ? 1.7 : 1
  return isMailOnly ? 2 : 1.4
}

const TARGETS: readonly Target[] = TYPO_TARGETS.map((domain) => {
  const dot = domain.indexOf('.')
  const name = domain.slice(0, dot)
  const isMailOnly = MAIL_ONLY.has(name)
  const limit = tolerance(name, isMailOnly)
  return {
    domain,
    name,
    ending: domain.slice(dot + 1),
    letters: letterMask(name),
    isMailOnly,
    limit,
    edits: limit < 2 * SMALL ? 1 : 2,
  }
})
const LONGEST = Math.max(...TARGETS.map(({ name, edits }) => name.length + edits))
/** [length]: those that a name of this length can be a slip of. */
const TARGETS_BY_LENGTH = Array.from({ length: LONGEST + 1 }, (_, length) =>
  TARGETS.filter(({ name, edits }) => Math.abs(length - name.length) <= edits),
)
const BY_LETTERS_ALONE = new Map(
  TARGETS.filter(({ domain }) => domain.length >= 7).map(({ domain }) => [
    domain.replaceAll('.', ''),
    domain,
  ]),
)

/** The end of a domain typed twice, or `.com` after another: `web.de.de`, `hotmail.fr.fr`, `comcast.net.com`. */
const DOUBLED = new Map(
  TYPO_TARGETS.flatMap((domain) => {
    const last = domain.slice(domain.lastIndexOf('.') + 1)
    const all = last === 'net' ? [last, 'com'] : [last]
    return all.map((end): [string, string] => [`${domain}.${end}`, domain])
  }),
)

/** Rows of the usual keyboard; keys next to each other in a row, or one above the other, are neighbours. */
const KEY_ROWS = ['1234567890-', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'] as const
const NEIGHBOURS = new Set(
  KEY_ROWS.flatMap((row, y) =>
    Array.from(row).flatMap((key, x) =>
      [row[x + 1], KEY_ROWS[y + 1]?.[x], KEY_ROWS[y + 1]?.[x - 1]].flatMap((other) =>
        other === undefined ? [] : [key + other, other + key],
      ),
    ),
  ),
)
// Pairs that look or sound alike, and the AZERTY and QWERTZ places of letters.
for (const pair of ['0o', '1l', '1i', 'il', 'ei', 'uo', 'aq', 'zw', 'yz', 'ck', 'vw', 'ae', 'ou', 'mn']) {
  NEIGHBOURS.add(pair).add(pair[1]! + pair[0]!)
}
const ASCII = 128
/** [one * ASCII + other], by their codes. */
const ARE_NEIGHBOURS = new Uint8Array(ASCII * ASCII)
for (const pair of NEIGHBOURS) ARE_NEIGHBOURS[pair.charCodeAt(0) * ASCII + pair.charCodeAt(1)] = 1

/** Edits between two short texts: each 1, or less for the usual accidents; more than `limit` is answered early. */
const slips = (typed: string, meant: string, limit: number): number => {
  if (typed === meant) return 0
  if (Math.abs(typed.length - meant.length) > limit / SMALL) return Infinity
  let before: number[] = []
  let last = Array.from({ length: meant.length + 1 }, (_, j) => j)
  for (let i = 1; i <= typed.length; i++) {
    const row = [i]
    const a = typed.charCodeAt(i - 1)
    const beforeA = typed.charCodeAt(i - 2)
    let least = i
    for (let j = 1; j <= meant.length; j++) {
      const b = meant.charCodeAt(j - 1)
      const beforeB = meant.charCodeAt(j - 2)
      const areNear = a < ASCII && ARE_NEIGHBOURS[a * ASCII + b] === 1
      let cost = a === b ? last[j - 1]! : last[j - 1]! + (areNear ? SMALL : 1)
      cost = Math.min(
        cost,
        last[j]! + (a === beforeA || areNear ? SMALL : 1),
        row[j - 1]! + (b === beforeB ? SMALL : 1),
      )
      if (i > 1 && j > 1 && a === beforeB && beforeA === b && a !== b)
        cost = Math.min(cost, before[j - 2]! + SMALL)
      row.push(cost)
      if (cost < least) least = cost
    }
    if (least > limit) return Infinity
    before = last
    last = row
  }
  return last[meant.length]!
}

/** Short names have too many real neighbours: only a letter doubled or two swapped counts; for `msn` and `aol` any letter too many. */
const isShortSlip = (typed: string, { name, domain }: Target): boolean => {
  if (name.length > 4 || name.length < 3) return false
  if (typed.length === name.length + 1) {
    const isAnywhere = domain === 'msn.com' || domain === 'aol.com'
    return Array.from(typed).some(
      (letter, i) =>
        typed.slice(0, i) + typed.slice(i + 1) === name && (isAnywhere || letter === typed[i - 1]),
    )
  }
  if (typed.length !== name.length || typed === name) return false
  return Array.from(name.slice(1)).some(
    (letter, i) => name.slice(0, i) + letter + name[i]! + name.slice(i + 2) === typed,
  )
}

/**
 * The domain that was probably meant, or null where the domain may well be right.
 *
 * @param domain lower case, ASCII
 * @param endingExists whether the domain's top level is a known one
 */
export function suggestDomain(domain: string, endingExists: boolean): string | null {
  if (REAL.has(domain)) return null
  const doubled = DOUBLED.get(domain)
  if (doubled !== undefined) return doubled
  const provider = nearProvider(domain, endingExists)
  if (provider !== null) return provider
  return endingExists ? null : mendEnding(domain)
}

const nearProvider = (domain: string, endingExists: boolean): string | null => {
  const bare = domain.replace(/^(?:www|wwww|mailto|http|https)\.+/, '').replace(/[,;:]/g, '.')
  const alone = BY_LETTERS_ALONE.get(bare.replace(/[.\-_]/g, ''))
  if (alone !== undefined) return alone === domain ? null : alone
  const dot = bare.indexOf('.')
  if (dot < 0) {
    const glued = /^(.{3,})(com|net)$/.exec(bare)
    if (glued !== null) return nearProvider(`${glued[1]!}.${glued[2]!}`, true)
    return TARGETS.find(({ name, isMailOnly }) => isMailOnly && name === bare)?.domain ?? null
  }
  const name = bare.slice(0, dot)
  const ending = bare.slice(dot + 1).replace(/\.{2,}/g, '.')
  const letters = letterMask(name)
  let best: string | null = null
  let least = Infinity
  for (const target of TARGETS_BY_LENGTH[name.length] ?? []) {
    const { limit, edits } = target
    if (countBits(letters ^ target.letters) > 2 * edits) continue
    // Nobody misspells himself into an ordinary word, as far as one can know.
    if (name !== target.name && ORDINARY.has(name)) continue
    let cost = slips(name, target.name, limit)
    if (cost > limit) {
      if (!isShortSlip(name, target)) continue
      cost = 1
    }
    if (cost > 1 && !target.name.startsWith(name.charAt(0))) continue
    // "zmail.cam" is nearer to the real zmail.com than to ymail.com.
    if (cost > 0 && REAL.has(`${name}.${target.ending}`)) continue
    cost += endingCost(ending, target, endingExists, cost)
    if (cost < least) {
      least = cost
      best = target.domain
    }
  }
  return least > 0 && best !== domain ? best : null
}

/** What it costs to take one ending for another; infinite where the typed one is a good ending of its own. */
const endingCost = (typed: string, target: Target, endingExists: boolean, nameCost: number): number => {
  if (typed === target.ending) return 0
  const slip = ENDING_SLIPS[typed] === target.ending
  if (target.isMailOnly && (slip || (nameCost === 0 && isStrangeEnding(typed, target))))
    return slip ? 0.5 : 1.5
  if (slip && nameCost === 0 && target.name.length >= 4 && typed !== 'co') return 0.5
  const isTwoPart = target.ending.includes('.') && typed.includes('.')
  if (isTwoPart && nameCost === 0 && isSecondLevelSlip(typed, target)) return 0.5
  // "yahoo.cco.uk" has a good last part, and still no sense.
  if (endingExists && !(isTwoPart && target.isMailOnly && nameCost === 0)) return Infinity
  const cost = slips(typed, target.ending, 2)
  return cost <= (endingExists ? 1 : 2) ? cost : Infinity
}

/** Second levels under which countries give names out: `live.org.uk` is somebody else. */
const SECOND_LEVELS = new Set(
  'co com net org ac edu gov gob or ne me ltd plc nom info blog art ind adv eco etc med pro rec tv sch police nhs'.split(
    ' ',
  ),
)

/** `terra.con.br`, `live.cok.uk`, `yahoo.com.uk`: the country is right, and what stands before it is nearly so. */
const isSecondLevelSlip = (typed: string, { name, ending }: Target): boolean => {
  const [second = '', country = '', ...more] = typed.split('.')
  const [meant = '', home = ''] = ending.split('.')
  if (name.length < 3 || more.length > 0 || country !== home || slips(second, meant, 1) > 1) return false
  // No such level in these two countries.
  return !SECOND_LEVELS.has(second) || typed === 'com.uk' || typed === 'co.br'
}

/** `gmail.fr`, `gmail.com.br`, `hotmail.com.com`: Gmail has one ending only, and nobody has `.com` twice. */
const isStrangeEnding = (typed: string, { name, ending }: Target): boolean =>
  ending === 'com' &&
  (name === 'gmail' || name === 'icloud' || /^com?[.-]com?$|^com?[\d-]|^com[a-z]{1,3}$/.test(typed))

/** Any domain with an ending that does not exist: the common ending one slip away. */
const mendEnding = (domain: string): string | null => {
  const dot = domain.lastIndexOf('.')
  if (dot < 1) return null
  const typed = domain.slice(dot + 1)
  const base = domain.slice(0, dot)
  const second = base.slice(base.lastIndexOf('.') + 1)
  if (
    (second === 'co' || second === 'org') &&
    base.includes('.') &&
    /^(?:u[a-z]?|[a-z]?k|ku|ukk?)$/.test(typed)
  )
    return `${base}.uk`
  let best: string | null = null
  let least = 1.01
  for (const ending of COMMON_ENDINGS) {
    const cost = typed.length < 2 ? Infinity : slips(typed, ending, 1)
    if (cost < least) {
      least = cost
      best = ending
    }
  }
  return best === null ? null : `${base}.${best}`
}
