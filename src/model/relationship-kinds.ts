/**
 * The kinds of relationships: how each reads from its two sides, what its other end may be, and how warm it is. Own
 * words may be used beside these; they count like `knows`.
 */
export interface RelationshipKind {
  /** What the other side is to the first; the same word where both are alike. */
  inverse: string
  /** Whether the other end may be a company. */
  isToCompany: boolean
  /** How likely a word put in along this tie is heard, above 0 and below 1. */
  strength: number
}

export const RELATIONSHIP_KINDS: Readonly<Record<string, RelationshipKind>> = {
  introduced_by: { inverse: 'introduced', isToCompany: false, strength: 0.8 },
  reports_to: { inverse: 'manages', isToCompany: false, strength: 0.8 },
  works_with: { inverse: 'works_with', isToCompany: false, strength: 0.8 },
  adviser_of: { inverse: 'advised_by', isToCompany: true, strength: 0.7 },
  investor_in: { inverse: 'backed_by', isToCompany: true, strength: 0.7 },
  customer_of: { inverse: 'supplies', isToCompany: true, strength: 0.6 },
  knows: { inverse: 'knows', isToCompany: false, strength: 0.5 },
  former_colleague: { inverse: 'former_colleague', isToCompany: false, strength: 0.5 },
}

/** What a kind of one's own is taken for. */
export const OWN_KIND: Omit<RelationshipKind, 'inverse'> = { isToCompany: true, strength: 0.5 }

export const RELATIONSHIP_NAMES = Object.keys(RELATIONSHIP_KINDS)
