import type { RuntimeRequest } from '@ingot/contract'
import type { PickableRuntime } from './prepare-runtimes.ts'

/** What the oracle says: the id of the runtime and how well it fits, or why there is none. */
type OracleAnswer =
  | { readonly id: string; readonly result: 'exact' | 'newer-maintenance' }
  | { readonly result: 'open' | 'none' }

type Metadata = PickableRuntime['metadata']

/**
 * Picks a runtime as the rules are told to people, over a plain list and as slowly as may be: what the indexed picking
 * is held to. Versions of the runtimes have plain numbers, or none.
 */
export function oraclePick(
  runtimes: readonly PickableRuntime[],
  request: RuntimeRequest,
  allowed: ReadonlySet<string> | undefined,
): OracleAnswer {
  const pool = runtimes.filter(({ metadata }) => hasFields(metadata, request))
  const usable = pool.filter(
    ({ id, status }) => status !== 'DISABLED' && (allowed === undefined || allowed.has(id)),
  )
  const { version } = request
  if (version === undefined) return settle(newestOfEach(highestOfEach(usable)), request, () => 0)
  const asShort = usable.filter(({ metadata }) => isShort(metadata, version, pool))
  if (asShort.length > 0) return settle(highestOfEach(asShort), request, () => 0)
  const atLeast = (one: PickableRuntime): number => compareMaintenance(one.metadata, version)
  const above = highestOfEach(usable).filter(
    (one) => isMaintenanceOf(one.metadata, version) && atLeast(one) >= 0,
  )
  return settle(above, request, atLeast)
}

function hasFields(metadata: Metadata, { editor, kernel, edition }: RuntimeRequest): boolean {
  return (
    (editor ?? metadata.editor) === metadata.editor &&
    (kernel ?? metadata.kernel) === metadata.kernel &&
    (edition ?? metadata.edition) === metadata.edition
  )
}

function settle(
  left: readonly PickableRuntime[],
  request: RuntimeRequest,
  above: (one: PickableRuntime) => number,
): OracleAnswer {
  if (left.length === 0) return { result: 'none' }
  const values = (field: 'editor' | 'kernel' | 'edition'): number =>
    request[field] === undefined ? new Set(left.map(({ metadata }) => metadata[field])).size : 1
  if (values('editor') > 1 || values('kernel') > 1) return { result: 'open' }
  const standard = left.filter(({ metadata }) => metadata.edition === 'Standard')
  const meant = values('edition') > 1 ? standard : left
  const [chosen] = meant
  if (chosen === undefined) return { result: 'open' }
  return { id: chosen.id, result: above(chosen) > 0 ? 'newer-maintenance' : 'exact' }
}

function tuple({ editor, kernel, edition }: Metadata): string {
  return [editor, kernel, edition].join('|')
}

function numbers(text: string): string {
  return /^\d/.test(text) ? text.split('.').map(Number).join('.') : text
}

function isShort(metadata: Metadata, version: string, pool: readonly PickableRuntime[]): boolean {
  if (numbers(metadata.shortVersion) !== numbers(version)) return false
  const alike = pool.some(
    (one) => tuple(one.metadata) === tuple(metadata) && one.metadata.shortVersion === version,
  )
  return !alike || metadata.shortVersion === version
}

function isMaintenanceOf({ shortVersion, fullVersion }: Metadata, version: string): boolean {
  const parent = version.slice(0, Math.max(0, version.lastIndexOf('.')))
  return /^\d/.test(version) ? numbers(shortVersion) === numbers(parent) : fullVersion === version
}

function compareMaintenance({ maintenanceVersion, fullVersion }: Metadata, version: string): number {
  const [maintenance, build] = version.slice(version.lastIndexOf('.') + 1).split('-b')
  if (maintenanceVersion !== Number(maintenance)) return maintenanceVersion - Number(maintenance)
  if (build === undefined) return 0
  return fullVersion === undefined ? -1 : Number(fullVersion.split('-b')[1] ?? 0) - Number(build)
}

/** Of those of one tuple and short version the highest maintenance version; then the highest build, then the first id. */
function highestOfEach(runtimes: readonly PickableRuntime[]): PickableRuntime[] {
  return bestOfEach(
    runtimes,
    ({ metadata }) => `${tuple(metadata)}|${numbers(metadata.shortVersion)}`,
    (a, b) =>
      b.metadata.maintenanceVersion - a.metadata.maintenanceVersion ||
      buildOf(b.metadata) - buildOf(a.metadata) ||
      (a.identifier < b.identifier ? -1 : 1),
  )
}

function newestOfEach(runtimes: readonly PickableRuntime[]): PickableRuntime[] {
  return bestOfEach(
    runtimes,
    ({ metadata }) => tuple(metadata),
    (a, b) => compareShort(b.metadata, a.metadata),
  )
}

function bestOfEach(
  runtimes: readonly PickableRuntime[],
  keyOf: (one: PickableRuntime) => string,
  compare: (a: PickableRuntime, b: PickableRuntime) => number,
): PickableRuntime[] {
  const keys = [...new Set(runtimes.map(keyOf))]
  return keys.map((key) => runtimes.filter((one) => keyOf(one) === key).toSorted(compare)[0]!)
}

function buildOf({ fullVersion }: Metadata): number {
  return fullVersion === undefined ? -1 : Number(fullVersion.split('-b')[1] ?? 0)
}

function compareShort(a: Metadata, b: Metadata): number {
  const parts = (text: string): number[] => (/^\d/.test(text) ? text.split('.').map(Number) : [-1])
  const [first, second] = [parts(a.shortVersion), parts(b.shortVersion)]
  const place = first.findIndex((part, index) => part !== second[index])
  return place === -1 ? first.length - second.length : first[place]! - (second[place] ?? -1)
}
