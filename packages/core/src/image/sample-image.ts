import type { Artifact, Image } from '@ingot/contract'
import { imageId } from './image-id.ts'

/** An image for a test: `image "sample" 1.0` of catalog `local` without artifacts, except where `given` differs. */
export function sampleImage(given: Partial<Image> = {}): Image {
  const { catalog = 'local', name = 'sample', version = '1.0' } = given
  return {
    id: imageId(catalog, name, version),
    catalog,
    name,
    version,
    traits: {},
    artifacts: [],
    stages: [],
    ...given,
  }
}

/** An artifact for a test: `azure` anywhere, except where `given` differs; its reference is made from its name. */
export function sampleArtifact(given: Partial<Artifact> = {}): Artifact {
  const { name = 'azure/any' } = given
  return { name, provider: 'azure', reference: `image-of-${name}`, ...given }
}
