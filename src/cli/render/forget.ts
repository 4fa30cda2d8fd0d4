import type { ForgetResult } from '../../core/forget/forget.ts'
import type { View } from '../command.ts'
import { plural, shownPath, shownTarget } from './format.ts'
import { oneLine } from './width.ts'

export function renderForget(result: ForgetResult | null, view: View): string {
  if (result === null) return 'Nobody was erased.'
  const { counts, person, backups, dry_run, run, finished_earlier } = result
  const lines = [
    [counts.records, plural(counts.records, 'record'), 'with all that follows from it'],
    [counts.rows, plural(counts.rows, 'row'), 'of lists in which they stood'],
    [counts.facts, plural(counts.facts, 'signal or event', 'signals and events'), ''],
    [counts.said, plural(counts.said, 'decision, tie, note or step', 'decisions, ties, notes and steps'), ''],
    [counts.verdicts, plural(counts.verdicts, 'check'), 'of their addresses'],
    [counts.answers, plural(counts.answers, 'answer'), 'of services'],
    [counts.mentions, plural(counts.mentions, 'mention'), 'in rows and notes about others'],
  ] as const
  const files = backups.map((path) => oneLine(shownPath(path, view.cwd)))
  const whom = person === null ? 'What was left of them' : view.colour.bold(oneLine(person.name ?? person.id))
  const isFinishing = run === null && !dry_run
  return [
    ...(isFinishing && finished_earlier
      ? ['The erasure that was interrupted is finished.']
      : [`${whom} ${dry_run ? 'would be' : 'is'} erased.`]),
    ...lines.filter(([n]) => n > 0).map(([, what, of]) => `  ${what}${of === '' ? '' : ` ${of}`}`),
    ...(files.length === 0
      ? []
      : [`  ${plural(files.length, 'backup')} of everybody as they were: ${files.join(', ')}`]),
    ...(counts.hashes === 0
      ? []
      : [`Kept: ${plural(counts.hashes, 'keyed hash', 'keyed hashes')}, so that no list brings them back.`]),
    ...(dry_run ? ['Dry run: nothing was changed.'] : run === null ? [] : [`Run ${run}.`]),
  ].join('\n')
}

export function forgetTalk(result: ForgetResult | null, _input: unknown, { cwd }: View): string[] {
  if (result === null) return []
  const { elsewhere, is_clean, dry_run, person } = result
  const place = ({ target, remote_id }: ForgetResult['elsewhere']['targets'][number]): string =>
    target.endsWith(':-')
      ? 'where the standard output of prm push went'
      : `${oneLine(shownTarget(target, cwd).file ?? target)}${remote_id === null ? '' : ` (${oneLine(remote_id)})`}`
  const lists = elsewhere.files.map((name) => oneLine(shownPath(name, cwd)))
  return [
    ...(is_clean
      ? []
      : [
          'warning: another program has the file open, so that its log may still hold what was erased; close it, then: prm forget',
        ]),
    ...elsewhere.targets.map((target) => `still to be erased by you: what was pushed to ${place(target)}`),
    ...(lists.length === 0
      ? []
      : [
          `still to be erased by you: their rows in ${lists.join(', ')}, and in rejects and exports made of them`,
        ]),
    ...elsewhere.services.map((name) => `still to be erased by you: what ${oneLine(name)} keeps of them`),
    ...(dry_run || person === null
      ? []
      : [
          'note: a row with none of their addresses, profiles or ids, or one about somebody else that names them, is imported as any other',
        ]),
  ]
}
