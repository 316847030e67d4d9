import { IngotError } from '@ingot/contract'

/** The refusal that an act ends with; throws where it ends with anything else. */
export async function refusalOf(act: Promise<unknown>): Promise<IngotError> {
  const outcome = await act.then(
    (value) => value,
    (error: unknown) => error,
  )
  if (outcome instanceof IngotError) return outcome
  throw new Error(`Expected a refusal, got ${JSON.stringify(outcome) ?? String(outcome)}`, { cause: outcome })
}
