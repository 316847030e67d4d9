import { saidBy, type Call } from './call.ts'
import type { Answer } from './follow-redirects.ts'
import { readBody } from './read-body.ts'
import { placeText } from './registry-access.ts'
import { RegistryError, type RegistryErrorKind } from './registry-error.ts'
import { retryAfter } from './retry-after.ts'
import type { RegistryLimits } from './registry-limits.ts'

/** What an answer is judged by that is no success. */
interface Failed {
  readonly call: Call
  /** What was asked for: `the manifest "v1"`. */
  readonly what: string
  readonly status: number
  /** What the registry says beside the status, in brackets; empty where it says nothing. */
  readonly said: string
  readonly wait: number | undefined
}

/** The error of an answer that is no success; reads its body for what it says. */
export async function answerError(
  { limits, now }: { readonly limits: RegistryLimits; readonly now: number },
  call: Call,
  answer: Answer,
  what: string,
): Promise<RegistryError> {
  const { response, url, isOwn } = answer
  const status = response.statusCode ?? 0
  const options = { limit: limits.errorBytes, idleTime: limits.idleTime, url, what: 'the answer' }
  // What it says is only an addition; the status alone is enough.
  const body = await readBody(response, { ...call, meter: { bytes: 0 } }, options).catch(() =>
    Buffer.alloc(0),
  )
  call.signal.throwIfAborted()
  const { code, message } = firstError(body)
  const texts = [code, message].filter((text) => text !== undefined).map((text) => saidBy(call, text))
  const wait = retryAfter(response.headers['retry-after'], now)
  const said = texts.length === 0 ? '' : ` (${texts.join(': ')})`
  const kind = kindOf(status, call, answer)
  const sentence = isOwn ? sentences[kind] : elsewhere(url)
  return new RegistryError(kind, sentence({ call, what, status, said, wait }), {
    status,
    ...(code === undefined ? {} : { code: saidBy(call, code, 64) }),
    ...(wait === undefined ? {} : { retryAfter: wait }),
  })
}

type AnswerKind = Extract<
  RegistryErrorKind,
  'unauthorized' | 'denied' | 'not-found' | 'rate-limited' | 'unreachable' | 'malformed'
>

const kinds: ReadonlyMap<number, AnswerKind> = new Map([
  [401, 'unauthorized'],
  [403, 'denied'],
  [404, 'not-found'],
  [410, 'not-found'],
  [429, 'rate-limited'],
])

/**
 * What a redirect led to elsewhere cannot want a credential: it gets none. Nor does a registry that got a token for one:
 * those who give tokens may do so for less than was asked (distribution, spec/auth/token.md).
 */
function kindOf(status: number, { credential }: Call, { isOwn, hadToken }: Answer): AnswerKind {
  if (status === 401 && (!isOwn || (hadToken && credential !== undefined))) return 'denied'
  return kinds.get(status) ?? (status >= 500 ? 'unreachable' : 'malformed')
}

function elsewhere({ host }: URL): (failed: Failed) => string {
  return ({ call, what, status, said }) =>
    `${capital(placeText(call.place))} sends on to "${saidBy(call, host)}" for ${what}, which answers with status ${status}${said}; try again later, or tell those who run the registry`
}

const sentences: Record<AnswerKind, (failed: Failed) => string> = {
  unauthorized: ({ call, what, said }) =>
    call.credential === undefined
      ? `${capital(placeText(call.place))} wants a credential to read ${what}${said}; add one with "ingot credential add", and check the name, for registries say the same of what does not exist`
      : `${capital(placeText(call.place))} does not take the credential to read ${what}${said}; try it with "ingot credential test", rotate it where it has ended, and check the name`,
  denied: ({ call, what, said }) =>
    call.credential === undefined
      ? `${capital(placeText(call.place))} denies ${what}${said}; add a credential that may pull it with "ingot credential add", and check the name`
      : `${capital(placeText(call.place))} denies ${what} to this credential${said}; give its account the right to pull, and check the name, for registries say the same of what does not exist`,
  'not-found': ({ call, what, said }) =>
    `${capital(placeText(call.place))} does not have ${what}${said}; check its name`,
  'rate-limited': ({ call, said, wait }) =>
    `${capital(placeText(call.place))} takes no more requests just now${said}; try again ${wait === undefined ? 'later' : `in ${Math.ceil(wait / 1000)} seconds`}${call.credential === undefined ? ', or with a credential' : ''}`,
  unreachable: ({ call, what, status, said }) =>
    `${capital(placeText(call.place))} failed to give ${what}, with status ${status}${said}; try again later`,
  malformed: ({ call, what, status, said }) =>
    `Expected ${what} of ${placeText(call.place)}, got status ${status}${said}; check that it is a registry`,
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** The first of the errors that an answer tells of (distribution-spec, error codes). */
function firstError(body: Uint8Array): { code?: string; message?: string } {
  try {
    const answer = JSON.parse(Buffer.from(body).toString()) as {
      errors?: { code?: unknown; message?: unknown }[]
    }
    const { code, message } = answer.errors?.[0] ?? {}
    return {
      ...(typeof code === 'string' && /^[A-Za-z_]{1,64}$/.test(code) ? { code } : {}),
      ...(typeof message === 'string' && message !== '' ? { message } : {}),
    }
  } catch {
    return {}
  }
}
