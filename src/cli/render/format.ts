/** Numbers, shares, times and paths as people read them; the same on every machine, whatever its locale. */
import { isAbsolute, relative } from 'node:path'

export { number, plural } from '../../lib/text.ts'

/** A share between 0 and 1 as `12%`; what is not nothing is never shown as 0%, what is not all never as 100%. */
export function percent(share: number): string {
  if (share > 0 && share < 0.01) return '<1%'
  if (share < 1 && share > 0.99) return '>99%'
  return `${Math.round(share * 100)}%`
}

/** A path as one would type it: without the folder one is in. */
export function shownPath(path: string, cwd: string | undefined): string {
  if (cwd === undefined || !isAbsolute(path)) return path
  const short = relative(cwd, path)
  return short === '' || short.startsWith('..') ? path : short
}

/**
 * A target as `--to` takes it, the path of a file as `shownPath` shows it.
 *
 * @returns `file` is the path alone; a CRM has none, `-` is stdout
 */
export function shownTarget(target: string, cwd: string | undefined): { text: string; file: string | null } {
  const [, kind, path] = /^(csv|json|xlsx):(.*)$/s.exec(target) ?? []
  if (kind === undefined || path === undefined) return { text: target, file: null }
  const file = shownPath(path, cwd)
  return { text: `${kind}:${file}`, file }
}

/** A horizontal bar of `width` characters for a share between 0 and 1: `██████░░░░` */
export function bar(share: number, width = 10): string {
  const bounded = Math.min(1, Math.max(0, Number.isNaN(share) ? 0 : share))
  const full = Math.round(bounded * width)
  return '█'.repeat(full) + '░'.repeat(width - full)
}

/** A Date or ISO time as `2026-11-21 09:00 UTC`, an ISO date as it is; '' when there is none. */
export function when(time: Date | string | null | undefined): string {
  if (time === null || time === undefined || time === '') return ''
  if (typeof time === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(time)) return time
  const date = typeof time === 'string' ? new Date(time) : time
  if (Number.isNaN(date.getTime())) return String(time)
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
