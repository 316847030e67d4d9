import { IngotError, type Fault, type Finding } from '@ingot/contract'
import type { RuleDescription } from '@ingot/core'
import { RegistryError, type RegistryErrorKind } from '@ingot/providers'

const source = 'Ingot: Registries'

/** What keeps an image from being read, by what went wrong with its registry. */
export const registryRules = {
  imageUnreachable: {
    code: 'imageUnreachable',
    severity: 'error',
    summary: 'The registry does not answer as it should',
    source,
  },
  imageUnauthorized: {
    code: 'imageUnauthorized',
    severity: 'error',
    summary: 'The registry wants a credential, or another one',
    source,
  },
  imageNotFound: {
    code: 'imageNotFound',
    severity: 'error',
    summary: 'The registry has no such image',
    source,
  },
  imageRefused: {
    code: 'imageRefused',
    severity: 'error',
    summary: 'The registry is not one that Ingot may speak to',
    source,
  },
  imageMalformed: {
    code: 'imageMalformed',
    severity: 'error',
    summary: 'What the registry sent is not an image, is not what its digest says, or is too large',
    source,
  },
  noPlatform: {
    code: 'noPlatform',
    severity: 'error',
    summary: 'The image is not there for the platform that is asked for',
    source,
  },
  credentialExpired: {
    code: 'credentialExpired',
    severity: 'warning',
    summary: 'The image is read with a credential that has expired',
    source,
  },
  signaturesUnreadable: {
    code: 'signaturesUnreadable',
    severity: 'warning',
    summary: 'The registry did not let its signatures be read',
    source,
  },
} as const satisfies Record<string, RuleDescription>

const codes: Record<RegistryErrorKind, keyof typeof registryRules> = {
  unreachable: 'imageUnreachable',
  timeout: 'imageUnreachable',
  'rate-limited': 'imageUnreachable',
  unauthorized: 'imageUnauthorized',
  denied: 'imageUnauthorized',
  'not-found': 'imageNotFound',
  'no-platform': 'noPlatform',
  refused: 'imageRefused',
  malformed: 'imageMalformed',
  'too-large': 'imageMalformed',
  'digest-mismatch': 'imageMalformed',
}

/** What a registry said, a finding for each fault. */
export function registryFindings(error: RegistryError): Finding[] {
  const evidence = {
    ...(error.status === undefined ? {} : { status: String(error.status) }),
    ...(error.code === undefined ? {} : { code: error.code }),
  }
  return error.faults.map((message) => registryFinding(codes[error.kind], message, evidence))
}

/** A finding about reading an image. */
export function registryFinding(
  code: keyof typeof registryRules,
  message: string,
  evidence: Record<string, string> = {},
): Finding {
  const { severity } = registryRules[code]
  return {
    code,
    severity,
    message,
    ...(Object.keys(evidence).length === 0 ? {} : { evidence }),
    rule: source,
  }
}

/** Runs `work`; what a registry says is thrown as `REGISTRY_REFUSED` or `REGISTRY_UNREACHABLE`, with every fault. */
export async function readingRegistry<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    const faults: Fault[] = error.faults.map((message) => ({
      severity: 'error',
      code: codes[error.kind],
      message,
    }))
    const code = error.kind === 'refused' ? 'REGISTRY_REFUSED' : 'REGISTRY_UNREACHABLE'
    throw new IngotError(code, error.message, { faults, cause: error })
  }
}

/**
 * What keeps one image among many from being read: what its registry says, or what stands against its credential. It is
 * told of that one, and keeps nobody from the others; anything else is thrown.
 */
export function readFailure(error: unknown): { isGone: boolean; message: string } {
  if (error instanceof RegistryError) return { isGone: error.kind === 'not-found', message: error.message }
  if (error instanceof IngotError) return { isGone: false, message: error.message }
  throw error
}
