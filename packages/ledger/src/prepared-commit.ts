import { canonicalJson, IngotError, type Fault } from '@ingot/contract'
import { compareIdentity, type DocumentStatement } from './chain.ts'
import { schemaOf, type KindTable } from './kind-table.ts'
import type { Change, CommitRequest } from './ledger.ts'

/** Longest kind and id in bytes of UTF-8 (an index of PostgreSQL takes no more than 2,704), and longest other text. */
const LONGEST_KIND = 64
const LONGEST_ID = 1024
const LONGEST_TEXT = 65_536

/** Longest body as canonical JSON, in UTF-16 units. */
export const LONGEST_BODY = 16 * 1024 * 1024

/** A commit that can be written as it is: checked, its bodies as canonical JSON, ordered as the digest wants them. */
export interface PreparedCommit {
  actor: string
  action: string
  reason: string | null
  changes: DocumentStatement[]
}

/** Checks a commit and turns its bodies into text. Throws `INVALID_INPUT` with every fault. */
export function prepareCommit(request: CommitRequest, kinds: KindTable): PreparedCommit {
  const faults: Fault[] = []
  const fault = (path: string, message: string) => {
    faults.push({ severity: 'error', code: 'UNSTORABLE', message, path })
  }
  const text = (path: string, value: string, longest: number) => {
    const why = textFault(value, longest)
    if (why !== undefined) fault(path, why)
  }
  text('/actor', request.actor, LONGEST_TEXT)
  text('/action', request.action, LONGEST_TEXT)
  if (request.reason) text('/reason', request.reason, LONGEST_TEXT)
  const seen = new Set<string>()
  const changes = request.changes.map((change, index) => {
    const path = `/changes/${index}`
    text(`${path}/kind`, change.kind, LONGEST_KIND)
    text(`${path}/id`, change.id, LONGEST_ID)
    const key = JSON.stringify([change.kind, change.id])
    if (seen.has(key)) fault(path, `Document "${change.id}" of kind "${change.kind}" is changed twice`)
    seen.add(key)
    return statementOf(change, kinds, (message) => fault(`${path}/body`, message))
  })
  if (faults.length > 0) throw refusal(faults)
  const { actor, action, reason } = request
  return { actor, action, reason: reason || null, changes: changes.toSorted(compareIdentity) }
}

function refusal(faults: Fault[]): IngotError {
  const first = faults[0] as Fault
  const more = faults.length > 1 ? `, and ${faults.length - 1} more faults` : ''
  return new IngotError('INVALID_INPUT', `Cannot store the commit: ${first.path}: ${first.message}${more}`, {
    faults,
  })
}

function statementOf(change: Change, kinds: KindTable, fault: (message: string) => void): DocumentStatement {
  const { kind, id } = change
  const statement = { kind, id, schema: schemaOf(kinds, kind) }
  if (change.body === null) return { ...statement, body: null }
  try {
    const body = canonicalJson(change.body)
    // What JSON leaves out, such as a function, may have come out as text that is not JSON.
    JSON.parse(body)
    if (body.length > LONGEST_BODY) {
      fault(`Expected at most ${LONGEST_BODY} characters of JSON, got ${body.length}`)
    }
    return { ...statement, body }
  } catch (error) {
    // A value with a cycle, or nested without end, overflows the stack here and nowhere else.
    fault(`Expected a value that JSON can say: ${error instanceof Error ? error.message : String(error)}`)
    return { ...statement, body: null }
  }
}

/** Why a text cannot be stored alike everywhere: PostgreSQL takes no NUL, UTF-8 no lone surrogate. */
function textFault(value: string, longest: number): string | undefined {
  if (value === '') return 'Expected a text, got an empty one'
  if (value.includes('\0')) return 'Expected a text without NUL characters'
  if (/\p{Surrogate}/u.test(value)) return 'Expected a text in Unicode, got half of a surrogate pair'
  const length = Buffer.byteLength(value)
  return length > longest ? `Expected at most ${longest} bytes of UTF-8, got ${length}` : undefined
}

/** Faults in what identifies a document. */
export function identityFault(kind: string, id: string): string | undefined {
  return textFault(kind, LONGEST_KIND) ?? textFault(id, LONGEST_ID)
}
