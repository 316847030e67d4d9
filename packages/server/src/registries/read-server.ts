import { IngotError, type Fault } from '@ingot/contract'
import { dockerHub, repositoryFault, serverOf } from '@ingot/core'

/** Where a credential holds, and what was understood otherwise than it was written. */
export interface CredentialPlace {
  /** `host` or `host:port`, as references write it. */
  readonly server: string
  readonly path?: string
  readonly notes: readonly string[]
}

/**
 * Reads the server of a credential, which may be a URL or have a path, and the path where it is given apart, which then
 * counts. Throws `INVALID_REQUEST` with every fault.
 */
export function readCredentialPlace(text: string, path?: string): CredentialPlace {
  const { server, fault } = serverOf(text)
  const given = path === undefined ? undefined : trimmedPath(path)
  refuseFaults([
    ...(fault === undefined ? [] : [faultAt('/body/server', fault)]),
    ...pathFaults(server?.server ?? '', given),
  ])
  if (server === undefined) throw new Error('Expected a server where there is no fault')
  const { server: host, path: within, note } = server
  const kept = given === undefined ? within : given === '' ? undefined : given
  const isSaid = note !== undefined && (given === undefined || within === undefined)
  return { server: host, ...(kept === undefined ? {} : { path: kept }), notes: isSaid ? [note] : [] }
}

/** Reads the server of a registry that is added as a whole. Throws `INVALID_REQUEST`. */
export function readRegistryServer(text: string): { server: string; notes: readonly string[] } {
  const { server, fault } = serverOf(text)
  if (fault !== undefined) throw invalidRequest([faultAt('/body/server', fault)])
  const { server: host } = server
  if (host === text.trim().toLowerCase()) return { server: host, notes: [] }
  return { server: host, notes: [`"${host}" is taken as the server, with all repositories on it`] }
}

function trimmedPath(path: string): string {
  return path.trim().replace(/^\/+/, '').replace(/\/+$/, '')
}

/** An empty path takes the limit away. */
function pathFaults(server: string, path: string | undefined): Fault[] {
  if (path === undefined || path === '') return []
  const fault = repositoryFault(server === dockerHub && !path.includes('/') ? `library/${path}` : path)
  return fault === undefined ? [] : [faultAt('/body/path', fault)]
}

/** When a secret ends as it was given, in UTC. Throws `INVALID_REQUEST` for what is in no calendar. */
export function readExpiry(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const time = new Date(text)
  if (!Number.isNaN(time.getTime())) return time.toISOString()
  throw invalidRequest([
    faultAt('/body/expires', `Expected a time such as 2026-01-31T12:00:00Z, got "${text}"`),
  ])
}

/** A fault of a member of the request. */
export function faultAt(path: string, message: string): Fault {
  return { severity: 'error', code: 'INVALID_VALUE', path, message }
}

/** Throws `INVALID_REQUEST` with these faults, if there are any. */
export function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length > 0) throw invalidRequest(faults)
}

function invalidRequest(faults: readonly Fault[]): IngotError {
  const [first] = faults
  const rest = faults.length === 1 ? '' : `, and ${faults.length - 1} more`
  return new IngotError('INVALID_REQUEST', `Cannot read the request: ${first?.message}${rest}`, { faults })
}
