/** The closed lists that job titles are read into. */

export const SENIORITIES = ['c_level', 'vp', 'director', 'manager', 'senior', 'staff', 'junior'] as const
/** From the top down. `c_level` includes founders, owners and partners; `director` includes heads of departments. */
export type Seniority = (typeof SENIORITIES)[number]

export const DEPARTMENTS = [
  'executive',
  'engineering',
  'product',
  'marketing',
  'sales',
  'finance',
  'operations',
  'hr',
  'it',
  'legal',
  'support',
  'design',
  'data',
  'procurement',
] as const
export type Department = (typeof DEPARTMENTS)[number]
