import type { Artifact } from '@ingot/contract'
import { normalizeProvider } from './provider.ts'

/** A reference made comparable: none of the clouds tells two apart by case alone, but folders do. */
export function referenceKey({ provider, reference }: Pick<Artifact, 'provider' | 'reference'>): string {
  return isOfFolder(provider) ? reference : reference.toLowerCase()
}

/** Whether a provider is a folder of this machine, where references are paths. */
export function isOfFolder(provider: string): boolean {
  return normalizeProvider(provider) === 'local'
}

/** Whether an artifact was replaced under its own reference, and not by another image of its name. */
export function isWrittenOver({ drift, provider, reference }: Artifact): boolean {
  const { replacement = reference } = drift ?? {}
  return referenceKey({ provider, reference: replacement }) === referenceKey({ provider, reference })
}
