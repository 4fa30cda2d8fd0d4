/**
 * The words of services for ranks and departments, and ours (model/title-kinds.ts). A word that is in no table is left
 * out: the title says it better. So is one that says too much, such as `executive` for everybody from a vice president up.
 */
import { fold } from '../lib/text.ts'
import type { Department, Seniority } from '../model/title-kinds.ts'

const SENIORITY: Readonly<Record<Seniority, string>> = {
  c_level: 'c level|c suite|cxo|founder|owner|partner',
  vp: 'vp|vice president',
  director: 'director|head',
  manager: 'manager',
  senior: 'senior',
  staff: 'staff',
  junior: 'junior|entry|entry level|intern',
}

const DEPARTMENT: Readonly<Record<Department, string>> = {
  executive: 'executive|c suite|leadership|general management',
  engineering: 'engineering|engineering technical|master engineering technical',
  product: 'product|product management',
  marketing: 'marketing|master marketing|communication|communications|public relations',
  sales: 'sales|master sales|business development',
  finance: 'finance|master finance|accounting',
  operations: 'operations|master operations',
  hr: 'hr|human resources|master human resources|recruiting',
  it: 'it|information technology|master information technology',
  legal: 'legal|master legal',
  support: 'support|customer service|customer success',
  design: 'design',
  data: 'data|data science|analytics',
  procurement: 'procurement|purchasing',
}

const lookUp = <W extends string>(table: Readonly<Record<W, string>>, word: string): W | null => {
  const plain = fold(word)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  if (plain === '') return null
  return (Object.keys(table) as W[]).find((ours) => table[ours].split('|').includes(plain)) ?? null
}

/** Ours for a service's word of rank; null for one that is in no table. */
export const seniorityOf = (word: string | null | undefined): Seniority | null =>
  lookUp(SENIORITY, word ?? '')

/** Ours for the first of a service's words that has a counterpart. */
export const departmentOf = (...words: readonly (string | null | undefined)[]): Department | null =>
  words.map((word) => lookUp(DEPARTMENT, word ?? '')).find((ours) => ours !== null) ?? null
