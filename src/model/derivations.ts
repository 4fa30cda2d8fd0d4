/** What follows from what is known, with no service, by what it follows from. */
export const DERIVATIONS: readonly string[] = ['title', 'name', 'phone', 'email']
