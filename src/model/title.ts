/** Job titles: how senior, and in which department. Rules over words in seven languages; no guess where none speaks. */

import { fold, remembered, squash } from '../lib/text.ts'
import type { Department, Seniority } from './title-kinds.ts'
import { DEPARTMENT_WORDS, MISLEADING, SENIORITY_WORDS } from './data/title-words.ts'

export { DEPARTMENTS, SENIORITIES, type Department, type Seniority } from './title-kinds.ts'

export interface TitleClass {
  seniority: Seniority | null
  department: Department | null
}

/**
 * Pieces as whole words of a normalised title. That has letters, digits, blanks and plus signs only: to ask for these
 * two takes a tenth of the time that all letters of all scripts take, most of all the first time.
 */
const whole = (pieces: readonly string[], flags = ''): RegExp =>
  new RegExp(`(?<![^ +])(?:${pieces.join('|')})(?![^ +])`, flags)

/** Compiled at the first question: some twenty long expressions that a run without titles never needs. */
const rules = (() => {
  const compile = () => ({
    misleading: whole(MISLEADING, 'g'),
    seniority: SENIORITY_WORDS.map(([level, pieces]) => [level, whole(pieces)] as const),
    department: DEPARTMENT_WORDS.map(([name, pieces]) => [name, whole(pieces)] as const),
  })
  let made: ReturnType<typeof compile> | null = null
  return () => (made ??= compile())
})()

const normalise = (title: string): string => {
  const plain = fold(title).replace(/\([mwfdxhi]\s*(?:\/\s*[mwfdxhi*]\s*)+\)|\b[mwf]\/[mwf]\/[dx]\b/g, ' ') // (m/w/d)
  const undotted = plain.includes('.')
    ? plain.replace(/\b((?:\p{L}\.){2,}\p{L}?)/gu, (dotted) => dotted.replaceAll('.', '')) // V.P., C.E.O.
    : plain
  return squash(
    undotted
      .replace(/[/*:]in(?:nen)?\b/g, 'in') // Leiter/in, Leiter*in
      .replace(/[^\p{L}\p{N}+&]+/gu, ' ')
      .replace(/\s*&\s*/g, ' and '),
  )
}

/**
 * Seniority and department of a job title in English, French, German, Spanish, Portuguese, Italian or Dutch. A title
 * with letters but without a word of rank is `staff`; a department that no word names is null.
 */
export const classifyTitle = remembered(classify)

function classify(title: string): TitleClass {
  const text = normalise(title)
  if (!/\p{L}{2}/u.test(text)) return { seniority: null, department: null }
  const own = squash(text.replace(rules().misleading, (found) => keepDepartment(found)))
  const seniority = seniorityOf(own)
  return { seniority, department: departmentOf(own, seniority) }
}

/** Of a misleading phrase what still names work: "product owner" is product, an assistant is administration. */
const keepDepartment = (found: string): string => {
  if (/assist|secret|aide/.test(found)) return 'assistant'
  return found.replace(/owner|partners?|office of.*|reporting to.*|founder circle/g, ' ')
}

const seniorityOf = (text: string): Seniority => {
  // A principal engineer is senior; a principal alone, or of a practice, leads.
  if (
    text.includes('principal') &&
    /(?<!\p{L})principal (?:\p{L}+ )?(?:engineer|scientist|architect|consultant|developer|analyst|designer|researcher)/u.test(
      text,
    )
  ) {
    return /(?<!\p{L})(?:vp|director|head|chief|manager)(?!\p{L})/u.test(text)
      ? seniorityOf(text.replace(/principal/g, ' '))
      : 'senior'
  }
  let found: Seniority | null = null
  for (const [level, pattern] of rules().seniority) {
    if (pattern.test(text)) {
      found = level
      break
    }
  }
  if (found === null) return 'staff'
  if (found === 'c_level') {
    // "President" within "vice president" is a VP, unless a chief or founder stands beside it.
    const rest = text.replace(VICE_PRESIDENT, ' vp ')
    if (rest !== text) return seniorityOf(rest)
  }
  if ((found === 'manager' || found === 'senior') && ASSISTANT.test(text))
    return /manager|leit/.test(text) ? 'manager' : 'staff'
  if (
    found !== 'c_level' &&
    found !== 'vp' &&
    rules().seniority.at(-1)![1].test(text) &&
    /intern|praktik|werkstud|stagi|trainee|becari|estagi|azubi|apprenti/.test(text)
  ) {
    return 'junior'
  }
  return found
}

const ASSISTANT =
  /(?<!\p{L})(?:assistant|assistante|asistente|assistente|assistenz|assistent|assistentin|secretary|sekretar\w*)(?!\p{L})/u
const VICE_PRESIDENT = /vice ?president(?:e|a|in)?|vicepresident[ea]?|vizeprasident(?:in)?/g
/** Titles that say whose the company is, not what somebody does in it. */
const OWNERS =
  /^(?:co ?)?founde?|^co ?found|^fond|^fund|^co ?fond|^partner|^owner|^board|^chair|^socio|^socia|^associ|^grunder|^gruender|^inhaber|^gesellschafter|^eigen|^opricht/

/** The earliest department word decides; of two at one place the longer. Letters of a chief (CFO) count as words. */
const departmentOf = (text: string, seniority: Seniority): Department | null => {
  const plain = text.replace(VICE_PRESIDENT, ' vp ')
  let best: { name: Department; at: number; word: string } | null = null
  let executive: string | null = null
  for (const [name, pattern] of rules().department) {
    const found = pattern.exec(plain)
    if (found === null) continue
    const [word] = found
    if (name === 'executive') executive = word
    const isBetter =
      best === null || found.index < best.at || (found.index === best.at && word.length > best.word.length)
    if (isBetter) best = { name, at: found.index, word }
  }
  // "Co-Founder & CTO" runs engineering; "CEO & Head of Sales" runs all of it.
  if (best?.name === 'executive' && executive !== null && OWNERS.test(executive)) {
    const other = firstOther(plain)
    if (other !== null) return other
  }
  if (best !== null) return best.name
  if (plain.includes('analy') && /(?<!\p{L})analy(?:st|ste|tiker|tikerin|sta)(?!\p{L})/u.test(plain))
    return 'data'
  return seniority === 'c_level' ? 'executive' : null
}

/** The department of a founder's or partner's second title. */
const firstOther = (text: string): Department | null => {
  let best: { name: Department; at: number } | null = null
  for (const [name, pattern] of rules().department) {
    const at = name === 'executive' ? -1 : text.search(pattern)
    if (at >= 0 && (best === null || at < best.at)) best = { name, at }
  }
  // A chief executive who founded the company is still the chief executive.
  return /(?<!\p{L})(?:ceo|president|managing director|pdg|geschaftsfuhr\w*)(?!\p{L})/u.test(text)
    ? null
    : (best?.name ?? null)
}
