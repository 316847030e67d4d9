import type { Answer, Artifact, Image, Warning } from '@ingot/contract'
import { normalizeProvider } from '../image/provider.ts'
import type { ImageSource } from '../image/source.ts'
import { warning } from '../resolve/warnings.ts'
import { bootFaults, type BootFacts, type BootSettings } from './boot-faults.ts'

/** What an answer warns of where machines would not start from what it chose. */
export function bootWarnings(source: ImageSource, answer: Answer, settings: BootSettings): Warning[] {
  const { image: chosen, artifact: part } = answer
  if (chosen === undefined) return []
  const image = source.withId(chosen.id).find(({ body }) => body.catalog === chosen.catalog)?.body
  if (image === undefined) return []
  const artifact = image.artifacts.find(
    ({ name, reference }) => reference === part?.reference && (part.name === undefined || name === part.name),
  )
  return imageBootWarnings(image, artifact, settings)
}

/** The same for an image, and for one of its artifacts where one place is meant. */
export function imageBootWarnings(
  image: Image,
  artifact: Artifact | undefined,
  settings: BootSettings,
): Warning[] {
  return bootFaults(settings, bootFacts(image, artifact)).map(({ code, message }) =>
    warning(code, { message }),
  )
}

/** What is known of an image where it is started: where its artifact says anything, that counts alone. */
function bootFacts(image: Image, artifact: Artifact | undefined): BootFacts {
  const architecture = artifact?.architecture ?? image.architecture
  const providers = new Set(image.artifacts.map((one) => normalizeProvider(one.provider)))
  const provider =
    artifact === undefined
      ? providers.size === 1
        ? [...providers][0]
        : undefined
      : normalizeProvider(artifact.provider)
  return {
    ...(provider === undefined ? {} : { provider }),
    ...(architecture === undefined ? {} : { architecture }),
    ...(artifact === undefined ? {} : { reference: artifact.reference }),
    traits: artifact?.traits ?? image.traits,
  }
}
