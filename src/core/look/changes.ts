/** What has changed of people and companies that were known before: the journal of changes, job changes, dead addresses. */
import { didYouMean } from '../../lib/text.ts'
import { PrmError } from '../../model/errors.ts'
import { NEWS_KINDS, type News, type NewsKind } from '../../store/news.ts'
import { SCHEMA_VERSION, type Deps, type Result } from '../derive/run.ts'

export type { News, NewsKind } from '../../store/news.ts'

export interface ListChangesInput {
  /** Days back from the clock. */
  since?: number | undefined
  kind?: string | undefined
  limit?: number | undefined
}

export interface ChangesResult extends Result {
  run: null
  counts: Record<'changes' | 'shown', number>
  /** Kind → how many. */
  kinds: Partial<Record<NewsKind, number>>
  /** The latest first. */
  changes: News[]
}

const kindOf = (word: string): NewsKind => {
  const known = word.toLowerCase().replaceAll(/[\s-]+/g, '_')
  const kind = NEWS_KINDS.find((name) => name === known)
  if (kind !== undefined) return kind
  const near = didYouMean(known, NEWS_KINDS)
  throw new PrmError('usage', 'changes.unknown_kind', `"${word}" is no kind of change`, {
    hint: near === null ? `kinds are ${NEWS_KINDS.join(', ')}` : `did you mean ${near}?`,
  })
}

/** @throws PrmError `changes.unknown_kind` */
export const listChanges = (
  deps: Pick<Deps, 'file' | 'asOf'>,
  { since, kind, limit }: ListChangesInput,
): ChangesResult => {
  const only = kind === undefined ? null : kindOf(kind)
  const from =
    since === undefined ? null : new Date(deps.asOf.getTime() - since * 86_400_000).toISOString().slice(0, 10)
  return changesOf(deps.file.news.list({ since: from, after: null }), only, limit)
}

/** @param only this kind; null: all */
export const changesOf = (all: readonly News[], only: NewsKind | null, limit?: number): ChangesResult => {
  const found = only === null ? all : all.filter((news) => news.kind === only)
  const kinds: ChangesResult['kinds'] = {}
  for (const news of found) kinds[news.kind] = (kinds[news.kind] ?? 0) + 1
  const changes = found.slice(0, limit)
  return {
    ...{ schemaVersion: SCHEMA_VERSION, run: null, kinds, changes },
    counts: { changes: found.length, shown: changes.length },
  }
}
