/** Kinds of files that a push writes, as in `xlsx:FILE`. */
export const FILE_KINDS = ['csv', 'json', 'xlsx'] as const
export type FileKind = (typeof FILE_KINDS)[number]
