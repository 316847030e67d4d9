import type { Registry, RegistryCheck } from '@ingot/contract'
import type { Document, Ledger } from '@ingot/ledger'
import { registryCheck } from './check-state.ts'

/** A registry as it is shown, with what its last test said. */
export async function registryView(
  { jobs }: Pick<Ledger, 'jobs'>,
  { body, revision }: Pick<Document<Registry>, 'body' | 'revision'>,
): Promise<Registry & { lastCheck?: RegistryCheck; revision: number }> {
  const lastCheck = await registryCheck(jobs, body)
  return { ...body, ...(lastCheck === undefined ? {} : { lastCheck }), revision }
}
