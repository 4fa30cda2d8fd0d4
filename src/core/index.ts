/**
 * The library: what the command line does, as functions. Each takes its surroundings (`depsFor(file)`) and an input, and
 * gives a plain result whose counts add up. Errors that end an operation are PrmError.
 */
import type { OnProgress } from '../model/progress.ts'
import type { Deps } from './derive/run.ts'
import { importLists, type ImportInput, type ImportResult } from './import/import.ts'

export { PrmError, type ErrorKind } from '../model/errors.ts'
export { FIELD_NAMES, FIELDS, type CustomField, type Field } from '../model/fields.ts'
export type { OnProgress, ProgressEvent } from '../model/progress.ts'
export { openProspectFile, type OpenOptions, type ProspectFile } from '../store/index.ts'
export { DEFAULT_CONFIG, loadConfig, type Config } from './config/index.ts'
export { depsFor, type Surroundings } from './derive/deps.ts'
export type { Deps, Result } from './derive/run.ts'
export { findPerson } from './derive/who.ts'

export {
  checkWithServices,
  openServices,
  planCheck,
  type AddressTask,
  type CheckedAddress,
  type CheckPlan,
  type CheckSummary,
  type Service,
} from './engine/index.ts'
export { assignOwners, type AssignInput, type AssignResult } from './assign/assign.ts'
export { listConnectors, testConnector } from './connect/connectors.ts'
export { makeDigest, rememberDigest, type DigestInput, type DigestResult } from './report/digest.ts'
export { makeReport, type ReportResult } from './report/report.ts'
export { cleanList, type CleanInput, type CleanResult } from './clean/clean.ts'
export { dedupePeople, type DedupeInput, type DedupeResult } from './dedupe/dedupe.ts'
export { mergeThose, splitThat } from './dedupe/either.ts'
export {
  mergeCompanies,
  type MergeCompaniesInput,
  type MergeCompaniesResult,
} from './dedupe/merge-companies.ts'
export { mergePeople, type MergeInput, type MergeResult } from './dedupe/merge.ts'
export {
  exportReview,
  importReview,
  type ExportReviewResult,
  type ImportReviewResult,
} from './dedupe/review-file.ts'
export { splitCompany, type SplitCompanyInput, type SplitCompanyResult } from './dedupe/split-companies.ts'
export { splitPerson, type SplitInput, type SplitResult } from './dedupe/split.ts'
export { matchLists, type MatchInput, type MatchResult } from './dedupe/match-lists.ts'
export { reviewCases } from './dedupe/review-cases.ts'
export { addPerson, type AddInput, type AddResult } from './edit/add.ts'
export { setSourceCost, type SourceCostInput, type SourceCostResult } from './edit/source-cost.ts'
export { editPerson, type EditInput, type EditResult } from './edit/edit.ts'
export { findLink, linkPerson, type LinkInput, type LinkResult } from './edit/link.ts'
export { enrichPeople, type EnrichInput, type EnrichResult } from './enrich/enrich.ts'
export { enrichFromFile, type FileJoin, type JoinResult } from './enrich/from-file.ts'
export { openEnrichers } from './enrich/open-enrichers.ts'
export { importLists, type FileResult, type ImportInput, type ImportResult } from './import/import.ts'
export { writeRejects, type RejectsFile } from './import/rejects.ts'
export { listChanges, type ChangesResult, type ListChangesInput } from './look/changes.ts'
export { listPeople, type ListInput, type ListResult } from './look/list.ts'
export { pullChanges, type PullInput, type PullResult } from './pull/pull.ts'
export { hotAccounts, type HotInput, type HotResult } from './measure/hot.ts'
export { measureObjectives, type ObjectiveProgress } from './measure/objectives.ts'
export { listSegments, showSegment, type SegmentResult, type SegmentsResult } from './measure/segments.ts'
export { measureSources, type SourceQuality, type SourcesResult } from './measure/sources.ts'
export { planPush, type PlanInput, type PushPlan } from './push/plan.ts'
export { parsePlan } from './push/plan-file.ts'
export { pushPeople, type FileTarget, type PushInput, type PushResult } from './push/push.ts'
export { findPath, type PathInput, type PathResult } from './relate/path.ts'
export { relate, type RelateInput, type RelateResult } from './relate/relate.ts'
export { refreshFile, type RefreshInput, type RefreshResult } from './run/refresh.ts'
export { runRegularly, type RegularInput, type RegularResult } from './run/regular.ts'
export { runPipeline, type RunInput, type RunResult } from './run/run.ts'
export { adoptModel, type AdoptInput, type AdoptResult } from './learn/adopt.ts'
export { modelFromCustomers, type IcpInput, type IcpResult } from './learn/icp.ts'
export { evaluateModel, type EvalInput, type EvalResult } from './learn/judge-file.ts'
export { learnModel, type LearnInput, type LearnResult } from './learn/learn.ts'
export { recalibrateModel, type RecalibrateInput, type RecalibrateResult } from './learn/recalibrate.ts'
export { scorePeople, type ScoreInput, type ScoreResult } from './score/score.ts'
export { explainPerson, type WhyInput, type WhyResult } from './score/why.ts'
export { setStage, type StageInput, type StageResult } from './stage/stage.ts'
export { applyStageRules, type StageRulesInput, type StageRulesResult } from './stage/stage-rules.ts'
export { logActivity, type LogInput, type LogResult } from './log/log.ts'
export { makeAgenda, type AgendaInput, type AgendaResult } from './log/agenda.ts'
export { forgetPerson, type ForgetInput, type ForgetResult } from './forget/forget.ts'
export {
  listSuppressions,
  suppressAddresses,
  type SuppressInput,
  type SuppressionList,
  type SuppressResult,
} from './suppress/suppress.ts'
export { lastUndoable, undoRun, type UndoInput, type UndoResult } from './undo/undo.ts'
export { validateAddresses, type ValidateInput, type ValidateResult } from './validate/validate.ts'

/** One list on the disk, read with the usual settings unless told otherwise. */
export interface ListToImport extends Partial<Omit<ImportInput, 'files'>> {
  path: string
}

/**
 * Reads one list into the file, as one run.
 *
 * @throws PrmError `input`: the list cannot be read; nothing is written then
 */
export const importList = (
  deps: Deps,
  { path, ...options }: ListToImport,
  on?: OnProgress,
): Promise<ImportResult> =>
  importLists(
    deps,
    { kind: 'people', on_match: 'fill', ...options, files: [{ name: path, source: { path } }] },
    on,
  )
