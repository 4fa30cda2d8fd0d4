/** How people and their addresses are written wherever they appear. */
import type { View } from '../command.ts'

/** The part of an id that is unique within the file: every command takes it as <who>. */
export const shortId = (id: string): string => id.slice(0, 1 + Number(id.charAt(0)))

/** Green for what can be used, yellow for doubt, red for proved wrong. */
export function verdictColour(verdict: string, colour: View['colour']): (text: string) => string {
  if (verdict === 'valid' || verdict === 'plausible') return colour.green
  if (verdict === 'risky') return colour.yellow
  return verdict === 'invalid' ? colour.red : colour.dim
}
