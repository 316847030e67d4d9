import { IngotError, type Artifact, type ImageView } from '@ingot/contract'
import type { Call } from './operation.ts'

/** The effective image that a catalog has under an id; `undefined` where it is gone or the caller may not use it. */
export async function imageIn(
  { invoke }: Call,
  { catalog, id }: { catalog: string; id: string },
): Promise<ImageView | undefined> {
  try {
    const { image } = await invoke('showImage', { params: { image: id }, query: { catalog, alone: true } })
    // What is no id may be the name of an image.
    return image.id.toLowerCase() === id.toLowerCase() ? image : undefined
  } catch (error) {
    if (isUnavailable(error)) return undefined
    throw error
  }
}

const unavailable: ReadonlySet<string> = new Set(['IMAGE_NOT_FOUND', 'CATALOG_NOT_FOUND', 'FORBIDDEN'])

/** Whether a refusal says that a catalog or an image is gone, or not for the caller to use. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof IngotError && unavailable.has(error.code)
}

/** References as CDP lists them: of one provider, that of the first artifact; `default` fits any region. */
export function vmImages(artifacts: readonly Artifact[]): { region: string; imageReference: string }[] {
  const provider = artifacts[0]?.provider
  return artifacts
    .filter((artifact) => artifact.provider === provider)
    .map(({ region = 'default', reference }) => ({ region, imageReference: reference }))
}
