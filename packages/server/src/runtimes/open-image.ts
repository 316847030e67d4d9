import { IngotError } from '@ingot/contract'
import { parseImageReference, type OciReference } from '@ingot/core'
import type { RegistryOptions } from '@ingot/providers'
import type { Context } from '../context.ts'
import { credentialFor, type CredentialChoice } from '../registries/credential-for.ts'
import { openCredential } from '../registries/credential-secret.ts'
import type { View } from '../view.ts'

/** What an image is read with. */
export interface OpenImage {
  readonly reference: OciReference
  readonly options: RegistryOptions
  /** The id of the credential, where one is used. */
  readonly credential?: string
  /** A sentence about a credential that has expired. */
  readonly warning?: string
}

/** The reference that a text names. Throws `INVALID_REQUEST`. */
export function readReference(text: string, path = '/body/reference'): OciReference {
  const { reference, fault } = parseImageReference(text)
  if (reference !== undefined) return reference
  throw new IngotError('INVALID_REQUEST', `Cannot read the image reference: ${fault}`, {
    faults: [{ severity: 'error', code: 'INVALID_VALUE', path, message: fault }],
  })
}

/**
 * Chooses and opens the credential for an image: the one that is wanted, or the one that fits best. Throws
 * `CREDENTIAL_NOT_FOUND`, `INVALID_INPUT` for one of another server, `MASTER_KEY_UNAVAILABLE`.
 */
export async function openImage(
  { secrets }: Pick<Context, 'secrets'>,
  view: Pick<View, 'snapshot' | 'at' | 'access'>,
  reference: OciReference,
  { wanted, signal }: { wanted?: string | undefined; signal?: AbortSignal | undefined } = {},
): Promise<OpenImage> {
  const { credential, warning } = chosenCredential(view, reference, wanted)
  const options: RegistryOptions = {
    ...(credential === undefined ? {} : { credential: await openCredential(secrets, credential) }),
    ...(signal === undefined ? {} : { signal }),
  }
  return {
    reference,
    options,
    ...(credential === undefined ? {} : { credential: credential.id }),
    ...(warning === undefined ? {} : { warning }),
  }
}

/** Which credentials there are is for administrators to know: to others one that does not fit is none. */
function chosenCredential(
  { snapshot, at, access }: Pick<View, 'snapshot' | 'at' | 'access'>,
  reference: OciReference,
  wanted: string | undefined,
): CredentialChoice {
  try {
    return credentialFor(snapshot, reference, { at, wanted })
  } catch (error) {
    if (access.all || !(error instanceof IngotError)) throw error
    const { registry, repository } = reference
    throw new IngotError(
      'CREDENTIAL_NOT_FOUND',
      `No credential "${wanted}" is for "${registry}/${repository}"; name another, or none to take the one that fits best`,
    )
  }
}
