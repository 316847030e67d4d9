import {
  counted,
  IngotError,
  type Fault,
  type Operations,
  type Output,
  type RepoSyncReport,
  type RuntimeEntry,
  type RuntimeRepo,
} from '@ingot/contract'
import { parseRepoFile, planRepoSync, type ParsedRepoFile, type RepoSyncPlan } from '@ingot/core'
import type { Change, Document } from '@ingot/ledger'
import type { Context } from '../context.ts'
import { imageWritten } from '../image-document.ts'
import { isSourceFailure } from '../mirror/mirror-state.ts'
import { transact, type WriteQuery } from '../transact.ts'
import { viewOf, type View } from '../view.ts'
import { labelFaults } from './label-faults.ts'
import { readRepo, rememberedRepo, type ReadRepo, type RememberedRepo } from './repo-source.ts'
import { runtimeCatalog } from './runtime-catalog.ts'
import { runtimeImage } from './runtime-image.ts'
import { everyRuntime, findRuntime, nextNumber } from './stored-runtimes.ts'
import { findRepo, repoJob, repoView } from './stored-repos.ts'

export interface RepoSyncOptions {
  readonly query?: WriteQuery
  /** The text of the file, where the source is one. */
  readonly content?: string | undefined
  /** Whether every entry is compared with the labels of its image. */
  readonly verifyLabels?: boolean | undefined
  /** Ends the sync before anything is stored. */
  readonly signal?: AbortSignal
}

type Synced = Output<Operations['syncRuntimeRepo']>

/**
 * Reads the file of a Runtime Repo and follows it in one commit: what is new is added, what is dropped is marked. What is
 * wrong with the source is remembered and thrown. A dry run stores and remembers nothing.
 */
export async function syncRepo(context: Context, text: string, options: RepoSyncOptions): Promise<Synced> {
  const { query = {}, signal } = options
  const { jobs } = context.ledger
  const repo = findRepo(
    viewOf(await context.ledger.refresh(), context.now, context.actor).snapshot,
    text,
  ).body
  try {
    return await readAndStore(context, repo, options)
  } catch (error) {
    if (isSourceFailure(error) && query.dryRun !== true && signal?.aborted !== true) {
      await saveFailed(context, repo, error)
    }
    throw error
  } finally {
    // What was remembered of a repo that is gone by now is of no use.
    if (context.ledger.snapshot().get('runtime-repo', String(repo.id)) === undefined) {
      await jobs.save(repoJob(repo.id), { from: '' })
    }
  }
}

async function readAndStore(context: Context, repo: RuntimeRepo, options: RepoSyncOptions): Promise<Synced> {
  const { query = {}, content, signal, verifyLabels } = options
  const remembered = await rememberedRepo(context.ledger.jobs, repo)
  // Labels can differ although the file has not changed.
  const known = verifyLabels === true ? {} : (remembered?.known ?? {})
  const source = await readRepo(repo, {
    known,
    ...(content === undefined ? {} : { content }),
    ...(signal === undefined ? {} : { signal }),
  })
  if (source.status === 'not-modified') {
    // What was wrong with the file still is.
    const message = remembered?.outcome === 'failed' ? undefined : remembered?.message
    return unmodified(context, repo, source, { query, message })
  }
  const file = parseRepoFile(source.text, repo.url)
  const view = viewOf(context.ledger.snapshot(), context.now, context.actor)
  const labels = verifyLabels === true ? await labelFaults(context, view, file.entries) : []
  const {
    answer,
    view: after,
    dryRun,
  } = await transact(context, 'runtime-repo.sync', query, (before) => decide(before, repo, file))
  const report = reportOf(answer.plan, labels)
  if (!dryRun) {
    const { outcome } = report
    const added = answer.plan.additions.length
    await saveSynced(context, repo, source, { outcome, added, message: messageOf(report) })
  }
  return synced(context, after, dryRun, answer.repo, report)
}

interface Decided {
  readonly plan: RepoSyncPlan
  readonly repo: Document<RuntimeRepo>
}

function decide(view: View, read: RuntimeRepo, file: ParsedRepoFile): { changes: Change[]; answer: Decided } {
  const { snapshot, at } = view
  const id = String(read.id)
  const repo = findRepo(snapshot, id)
  if (repo.body.url !== read.url) {
    const message = `The Runtime Repo "${repo.body.name}" was given another file while "${read.url}" was read; sync it again`
    throw new IngotError('REVISION_CONFLICT', message)
  }
  const current = everyRuntime(snapshot).map(({ body }) => ({ id: body.id, runtime: body.runtime }))
  const plan = planRepoSync(current, file, id, at)
  const first = nextNumber(snapshot)
  const status = repo.body.enable === true ? 'ENABLED' : 'DISABLED'
  const added = plan.additions.map(({ runtime }, index) => {
    const entry: RuntimeEntry = { ...runtime, number: first + index }
    return imageWritten(runtimeImage(entry, { status, at, reason: `Listed by "${repo.body.name}"` }))
  })
  const changed = plan.origins.map(({ id: runtime, origin }) => {
    const { body } = findRuntime(snapshot, runtime)
    return imageWritten({ ...body, runtime: { ...body.runtime, origin } })
  })
  const catalog = added.length === 0 ? [] : runtimeCatalog(view)
  return { changes: [...catalog, ...added, ...changed], answer: { plan, repo } }
}

/** The report of a plan; what is not readable changes nothing, and is told by its faults. */
export function reportOf(plan: RepoSyncPlan, labels: readonly Fault[]): RepoSyncReport {
  const isChanged = plan.additions.length + plan.origins.length > 0
  return {
    outcome: isChanged ? 'changed' : 'unchanged',
    entries: [...plan.entries],
    unchanged: plan.unchanged,
    faults: [...plan.faults, ...labels],
  }
}

async function unmodified(
  context: Context,
  repo: RuntimeRepo,
  source: ReadRepo,
  { query: { dryRun = false }, message }: { query: WriteQuery; message: string | undefined },
): Promise<Synced> {
  const view = viewOf(context.ledger.snapshot(), context.now, context.actor)
  const stored = findRepo(view.snapshot, String(repo.id))
  const brought = everyRuntime(view.snapshot).filter(
    ({ body: { runtime } }) =>
      runtime.origin.repo === String(repo.id) && runtime.origin.dropped === undefined,
  )
  const report: RepoSyncReport = {
    outcome: 'not-modified',
    entries: [],
    unchanged: brought.length,
    faults: [],
  }
  if (!dryRun) await saveSynced(context, repo, source, { outcome: report.outcome, added: 0, message })
  return synced(context, view, dryRun, stored, report)
}

async function synced(
  { ledger }: Context,
  view: View,
  dryRun: boolean,
  repo: Document<RuntimeRepo>,
  report: RepoSyncReport,
): Promise<Synced> {
  return { ...view.stamp, ...report, dryRun, repo: await repoView(ledger, view.snapshot, repo) }
}

/** How many errors there are, and the first. */
function messageOf({ faults }: RepoSyncReport): string | undefined {
  const errors = faults.filter(({ severity }) => severity === 'error')
  return errors[0] && `${counted(errors.length, 'fault')}: ${errors[0].message}`.slice(0, 2000)
}

interface Outcome {
  outcome: RepoSyncReport['outcome']
  added: number
  message: string | undefined
}

function saveSynced(
  { ledger, now }: Context,
  { id, url }: RuntimeRepo,
  { known }: ReadRepo,
  { outcome, added, message }: Outcome,
): Promise<void> {
  const state: RememberedRepo = {
    checked: now.toISOString(),
    outcome,
    added,
    ...(message === undefined ? {} : { message }),
    from: url,
    known,
  }
  return ledger.jobs.save(repoJob(id), state)
}

/** Remembers a sync that failed. What is stored is still the version that was known. */
export async function saveFailed(
  { ledger, now }: Pick<Context, 'ledger' | 'now'>,
  repo: RuntimeRepo,
  error: unknown,
): Promise<void> {
  const message = error instanceof Error ? error.message : String(error)
  const state: RememberedRepo = {
    checked: now.toISOString(),
    outcome: 'failed',
    message: message.slice(0, 2000),
    from: repo.url,
    known: (await rememberedRepo(ledger.jobs, repo))?.known ?? {},
  }
  await ledger.jobs.save(repoJob(repo.id), state)
}
