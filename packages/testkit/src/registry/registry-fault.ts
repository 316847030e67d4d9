import type { RegistryAnswer } from './registry-answer.ts'

/** What a fake registry can do wrong with an answer. */
export type RegistryFault =
  /** Other bytes: those given, or those of the answer with the first one changed. */
  | { kind: 'other-bytes'; bytes?: Uint8Array }
  /** Ends the connection after so many bytes of the body. */
  | { kind: 'cut'; after: number }
  /** Sends elsewhere: to a URL, or to one made of the path with its query. The status is 307 if left open. */
  | { kind: 'redirect'; to: string | ((path: string) => string); status?: number }
  /** Answers an error instead: 429 with `headers: { 'retry-after': '1' }`, 503, 405 to `HEAD`. */
  | { kind: 'refuse'; status: number; headers?: Record<string, string>; body?: string }
  /** Waits so many milliseconds before the answer, and again before each piece of at most `piece` bytes. */
  | { kind: 'slow'; delay: number; piece?: number }
  /** Says nothing more after so many bytes of the body; with `after` left open not even that it got the request. */
  | { kind: 'stall'; after?: number }
  /** Other headers than it has; `undefined` leaves one out. A `content-length` may lie. */
  | { kind: 'headers'; headers: Record<string, string | undefined> }
  /** So many bytes of spaces instead, without saying how many. */
  | { kind: 'huge'; size: number }

/** Which requests a fault hits: all where nothing is said. */
export interface FaultTarget {
  method?: string
  /** A part of the path: `/manifests/`, `/blobs/sha256:…`, `/token`. */
  path?: string
  /** How many requests it hits before it is gone; all if left open. */
  times?: number
}

interface ActiveFault {
  fault: RegistryFault
  target: FaultTarget
  left: number
}

/** The faults of a fake registry. The first that fits a request is the one that hits it. */
export class RegistryFaults {
  private active: ActiveFault[] = []

  /** Adds a fault; answers what takes it away again. */
  add(fault: RegistryFault, target: FaultTarget = {}): () => void {
    const entry = { fault, target, left: target.times ?? Number.POSITIVE_INFINITY }
    this.active.push(entry)
    return () => {
      this.active = this.active.filter((other) => other !== entry)
    }
  }

  /** Takes all faults away. */
  clear(): void {
    this.active = []
  }

  /** The fault that hits a request, which counts. */
  take(method: string, path: string): RegistryFault | undefined {
    const hit = this.active.find(({ target, left }) => left > 0 && hits(target, method, path))
    if (hit !== undefined) hit.left -= 1
    return hit?.fault
  }
}

function hits(target: FaultTarget, method: string, path: string): boolean {
  return (target.method ?? method) === method && path.includes(target.path ?? '')
}

/** How an answer is sent. */
export interface Sending {
  /** Whether the request is left without any answer. */
  silent?: boolean
  /** Bytes of the body after which the connection ends. */
  cutAfter?: number
  /** Bytes of the body after which nothing more comes. */
  stallAfter?: number
  delay?: number
  piece?: number
  /** So many bytes of spaces instead of the body. */
  huge?: number
}

/** What is answered and how it is sent when a fault hits. */
export function spoil(
  answer: RegistryAnswer,
  fault: RegistryFault | undefined,
  path: string,
): { answer: RegistryAnswer; sending: Sending } {
  if (fault === undefined) return { answer, sending: {} }
  switch (fault.kind) {
    case 'other-bytes':
      return { answer: { ...answer, body: fault.bytes ?? changed(answer) }, sending: {} }
    case 'cut':
      return { answer, sending: { cutAfter: fault.after } }
    case 'redirect': {
      const location = typeof fault.to === 'string' ? fault.to : fault.to(path)
      return { answer: plain(fault.status ?? 307, { location }, ''), sending: {} }
    }
    case 'refuse':
      return { answer: plain(fault.status, fault.headers ?? {}, fault.body ?? ''), sending: {} }
    case 'slow':
      return {
        answer,
        sending: { delay: fault.delay, ...(fault.piece === undefined ? {} : { piece: fault.piece }) },
      }
    case 'stall':
      return { answer, sending: fault.after === undefined ? { silent: true } : { stallAfter: fault.after } }
    case 'headers':
      return { answer: withHeaders(answer, fault.headers), sending: {} }
    default:
      return { answer, sending: { huge: fault.size } }
  }
}

function plain(status: number, headers: Record<string, string>, body: string): RegistryAnswer {
  return { status, headers, body: Buffer.from(body) }
}

function changed({ body }: RegistryAnswer): Uint8Array {
  if (!(body instanceof Uint8Array))
    throw new Error('Expected a body in memory to change; say the bytes of the fault instead')
  const bytes = Uint8Array.from(body)
  if (bytes.length > 0) bytes[0] = (bytes[0] ?? 0) ^ 1
  return bytes
}

function withHeaders(answer: RegistryAnswer, headers: Record<string, string | undefined>): RegistryAnswer {
  const merged = Object.entries({ ...answer.headers, ...headers })
  const said = merged.filter((entry): entry is [string, string] => entry[1] !== undefined)
  return { ...answer, headers: Object.fromEntries(said) }
}
