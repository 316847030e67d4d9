import { IngotError, type Operations, type Output, type RepoState, type RuntimeRepo } from '@ingot/contract'
import type { Document, Ledger, Snapshot } from '@ingot/ledger'
import { everyRuntime } from './stored-runtimes.ts'

/** A Runtime Repo as it is shown. */
export type RepoView = Output<Operations['addRuntimeRepo']>['repo']

/** The name of the job that keeps what is known of the syncs of a Runtime Repo. */
export function repoJob(id: number): string {
  return `runtime-repo/${id}`
}

/** All Runtime Repos, by their numbers. */
export function everyRepo(snapshot: Snapshot): Document<RuntimeRepo>[] {
  return [...snapshot.all<RuntimeRepo>('runtime-repo')].toSorted((a, b) => a.body.id - b.body.id)
}

/** A number that no Runtime Repo has, nor one that brought runtimes and is gone: those are not of the next one. */
export function nextRepoId(snapshot: Snapshot): number {
  const ids = everyRepo(snapshot).map(({ body }) => body.id)
  const gone = everyRuntime(snapshot).map(({ body }) => Number(body.runtime.origin.repo ?? 0))
  return [...ids, ...gone].reduce((most, id) => Math.max(most, id), 0) + 1
}

/** The Runtime Repo that an id or a name means. Throws `RUNTIME_REPO_NOT_FOUND`. */
export function findRepo(snapshot: Snapshot, text: string): Document<RuntimeRepo> {
  const repos = everyRepo(snapshot)
  const found =
    repos.find(({ body }) => String(body.id) === text) ?? repos.find(({ body }) => body.name === text)
  if (found !== undefined) return found
  const names = repos.slice(0, 10).map(({ body }) => `"${body.name}"`)
  const there = names.length === 0 ? 'there is none' : `there are ${names.join(', ')}`
  throw new IngotError('RUNTIME_REPO_NOT_FOUND', `No Runtime Repo has the id or name "${text}"; ${there}`)
}

/** Throws `RUNTIME_REPO_EXISTS` where another has the name or the URL. */
export function refuseTakenRepo(
  snapshot: Snapshot,
  { id, name, url }: Pick<RuntimeRepo, 'id' | 'name' | 'url'>,
): void {
  for (const { body } of everyRepo(snapshot)) {
    if (body.id === id || (body.name !== name && body.url !== url)) continue
    const what = body.name === name ? `is named "${name}"` : `reads "${url}"`
    throw new IngotError('RUNTIME_REPO_EXISTS', `A Runtime Repo ${what} already: "${body.name}"`)
  }
}

/** A Runtime Repo with how many runtimes it brought, and how its last sync ended. */
export async function repoView(
  { jobs }: Pick<Ledger, 'jobs'>,
  snapshot: Snapshot,
  { body, revision }: Pick<Document<RuntimeRepo>, 'body' | 'revision'>,
): Promise<RepoView> {
  const id = String(body.id)
  const runtimes = everyRuntime(snapshot).filter(({ body: { runtime } }) => runtime.origin.repo === id).length
  const state = await jobs.state<RepoState & { from: string }>(repoJob(body.id))
  const isOfThis = state?.from === body.url
  return { ...body, runtimes, ...(isOfThis ? { sync: shownState(state) } : {}), revision }
}

/** What more is remembered of a sync is not shown. */
function shownState({ checked, outcome, added, message }: RepoState): RepoState {
  return {
    checked,
    outcome,
    ...(added === undefined ? {} : { added }),
    ...(message === undefined ? {} : { message }),
  }
}
