import type { Architecture, Artifact, Fault, FoundArtifact, OperatingSystem } from '@ingot/contract'
import { placeOf } from './found-places.ts'

/** What all artifacts of a version have to agree in. */
export interface AgreedFacts {
  readonly os?: OperatingSystem
  readonly architecture?: Architecture
}

/**
 * The operating system and the architecture of what was found, and every disagreement: of the images among each other,
 * with `known` (what was asked for, or what the version has already), and an operating system that nobody tells.
 */
export function agreedFacts(
  found: readonly FoundArtifact[],
  known: AgreedFacts,
): { facts: AgreedFacts; faults: Fault[] } {
  const os = agreed(found, 'os', 'operating system', '--os', known.os)
  const architecture = agreed(found, 'architecture', 'architecture', '--arch', known.architecture)
  const faults = [...os.faults, ...architecture.faults]
  if (os.value === undefined && os.faults.length === 0 && found.length > 0) {
    faults.push({
      severity: 'error',
      code: 'OS_UNKNOWN',
      message:
        'No account tells the operating system of these images; say it with --os linux or --os windows',
    })
  }
  return {
    facts: {
      ...(os.value === undefined ? {} : { os: os.value }),
      ...(architecture.value === undefined ? {} : { architecture: architecture.value }),
    },
    faults,
  }
}

function agreed<Field extends 'os' | 'architecture'>(
  found: readonly FoundArtifact[],
  field: Field,
  word: string,
  flag: string,
  known: FoundArtifact[Field] | undefined,
): { value?: FoundArtifact[Field]; faults: Fault[] } {
  const told = new Map<string, FoundArtifact[]>()
  for (const one of found) {
    const value = one[field]
    if (value !== undefined) told.set(value, [...(told.get(value) ?? []), one])
  }
  const wrong = [...told].filter(([value]) => known !== undefined && value !== known)
  if (wrong.length > 0) {
    const sentences = wrong.map(([value, images]) => `it is ${value} for ${whereOf(images)}`)
    const message = `The ${word} is to be ${known}, but ${sentences.join(', ')}; leave those out, or correct ${flag} or the version`
    return { faults: [{ severity: 'error', code: `${field.toUpperCase()}_MISMATCH`, message }] }
  }
  if (told.size > 1) {
    const sentences = [...told].map(([value, images]) => `${value} (${whereOf(images)})`)
    const message = `The images disagree about the ${word}: ${sentences.join(', ')}; a version has one, so leave some out with ${flag}, --account or --region`
    return { faults: [{ severity: 'error', code: `${field.toUpperCase()}_DISAGREES`, message }] }
  }
  const value = known ?? ([...told.keys()][0] as FoundArtifact[Field] | undefined)
  return { ...(value === undefined ? {} : { value }), faults: [] }
}

function whereOf(images: readonly FoundArtifact[]): string {
  const shown = images.slice(0, 3).map((one) => `${one.reference} in ${placeOf(one)}`)
  return images.length > 3 ? `${shown.join(', ')} and ${images.length - 3} more` : shown.join(', ')
}

/** Names of traits that say what can boot an image: what all artifacts agree in, the image says too. */
const bootTraits: readonly string[] = [
  'generation',
  'boot-mode',
  'security-type',
  'disk-controllers',
  'plan',
  'generalized',
  'ena',
  'nvme',
  'tpm',
  'virtualization',
]

/**
 * The traits of an image with those that its artifacts agree in, and without those that they no longer do. A cloud that
 * never says one does not count; of one that does, every artifact has to say it.
 */
export function withArtifactTraits(
  traits: Readonly<Record<string, string>>,
  artifacts: readonly Artifact[],
): Record<string, string> {
  const kept = { ...traits }
  for (const name of bootTraits) {
    const saying = new Set(artifacts.filter((one) => one.traits?.[name]).map(({ provider }) => provider))
    const values = new Set(
      artifacts.filter(({ provider }) => saying.has(provider)).map((one) => one.traits?.[name]),
    )
    const [value] = values
    if (values.size === 1 && value !== undefined) kept[name] = value
    else if (values.size > 0) delete kept[name]
  }
  return kept
}
