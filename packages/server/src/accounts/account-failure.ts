import { IngotError, type AccountFailure, type AccountProvider, type Fault } from '@ingot/contract'
import { CloudError, cloudRemedy } from '@ingot/providers'

/** Where something was asked. */
export interface AskedPlace {
  readonly account: string
  readonly provider: AccountProvider
  readonly region?: string
}

/** What is told of an account or a region that could not be asked. A defect of ours is thrown on. */
export function accountFailure(place: AskedPlace, error: unknown): AccountFailure {
  const { account, provider, region } = place
  const told = tell(error, provider)
  return { account, provider, ...(region === undefined ? {} : { region }), ...told }
}

function tell(error: unknown, provider: AccountProvider): { kind: string; message: string; remedy: string } {
  if (error instanceof CloudError) {
    return { kind: error.kind, message: error.message, remedy: cloudRemedy(error.kind, provider) }
  }
  if (error instanceof IngotError && error.code === 'MASTER_KEY_UNAVAILABLE') {
    return {
      kind: 'credentials',
      message: error.message,
      remedy: 'start Ingot with the master key as it was',
    }
  }
  throw error
}

/** The failure in a sentence, with where it was and what to do. */
export function failureSentence({ account, provider, region, message, remedy }: AccountFailure): string {
  const where = region === undefined ? `The account "${account}"` : `${region} of the account "${account}"`
  return `${where} (${provider}): ${message}; ${remedy}`
}

/** A fault for each failure. */
export function failureFaults(failures: readonly AccountFailure[]): Fault[] {
  return failures.map((failure) => ({
    severity: 'error',
    code: `ACCOUNT_${failure.kind.toUpperCase()}`,
    message: failureSentence(failure),
  }))
}
