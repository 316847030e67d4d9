import type { Fault } from '@ingot/contract'
import { normalizeProvider } from '../../image/provider.ts'
import { awsReference } from './aws-reference.ts'
import { azureReference } from './azure-reference.ts'
import { gcpReference } from './gcp-reference.ts'
import type { ReferenceForm } from './reference-form.ts'
import { anyRegion, regionKey } from './region.ts'
import { duplicateFaults, regionFaults } from './region-faults.ts'
import { shown } from './shown.ts'

/** A reference of a derived image: the region as written, `default` for any, and what is booted there. */
export interface VmImage {
  readonly region: string
  readonly reference: string
}

const lengthLimit = 255

/** The forms by the one name of each provider. */
const referenceForms: ReadonlyMap<string, ReferenceForm> = new Map([
  ['aws', awsReference],
  ['azure', azureReference],
  ['gcp', gcpReference],
])

/**
 * All that is wrong with the references that a derived image is to have, given the provider of its source. Paths are
 * JSON pointers into the request: `/vmImages/3/reference`. Errors keep it from being stored. Lengths and characters
 * are those that the CDP API takes. A region that the source has is right whatever it looks like.
 */
export function referenceFaults(
  provider: string,
  vmImages: readonly VmImage[],
  isKnownRegion: (region: string) => boolean = () => false,
): Fault[] {
  const cloud = cloudOf(provider)
  const regions = vmImages.map(({ region }) => region)
  return [
    ...vmImages.flatMap(({ region, reference }, index) => [
      ...regionFaults(cloud, region, `/vmImages/${index}/region`, isKnownRegion),
      ...oneReferenceFaults(cloud, reference, region, `/vmImages/${index}/reference`),
    ]),
    ...duplicateFaults(regions, (index) => `/vmImages/${index}/region`),
    ...(cloud === 'aws' ? repeatedAmis(vmImages) : []),
  ]
}

/** The cloud that a provider is of: its one name, without what follows it as in `aws_gov`. */
function cloudOf(provider: string): string {
  const name = normalizeProvider(provider)
  const [first = name] = name.split(/[_-]/, 1)
  return referenceForms.has(first) ? first : name
}

function oneReferenceFaults(cloud: string, reference: string, region: string, path: string): Fault[] {
  if (reference.length === 0 || reference.length > lengthLimit) return [lengthFault(reference, path)]
  const form = referenceForms.get(cloud)
  if (form === undefined) return unknownFormFaults(reference, path)
  if (form.fits(reference)) {
    const advice = form.advice?.(reference, regionKey(region) === anyRegion)
    return advice === undefined
      ? []
      : [{ severity: 'warning', code: 'REFERENCE_ADVICE', message: advice, path }]
  }
  return [
    hasOddCharacter(reference) ? characterFault(reference, form, path) : formFault(reference, form, path),
  ]
}

/** Of a provider that is not known, only what no reference may be. */
function unknownFormFaults(reference: string, path: string): Fault[] {
  if (hasOddCharacter(reference)) return [characterFault(reference, undefined, path)]
  if (reference.trim() !== '') return []
  return [{ severity: 'error', code: 'REFERENCE_FORM', message: 'The imageReference is blank', path }]
}

function hasOddCharacter(reference: string): boolean {
  return !/^[a-zA-Z0-9 /_.:-]*$/.test(reference)
}

function lengthFault(reference: string, path: string): Fault {
  const message = `The length of the imageReference must be between 1 and ${lengthLimit}, not ${reference.length}`
  const reason = reference.includes('?') ? '; give a URL without what follows its "?"' : ''
  return { severity: 'error', code: 'REFERENCE_LENGTH', message: message + reason, path }
}

function characterFault(reference: string, form: ReferenceForm | undefined, path: string): Fault {
  const rule =
    "The imageReference can only contain alphanumeric characters, spaces and the '-', '/', '_', '.' and ':' characters"
  const message = `${rule}, but got ${shown(reference)}${form === undefined ? '' : reasonOf(reference, form)}`
  return { severity: 'error', code: 'REFERENCE_CHARACTERS', message, path }
}

function formFault(reference: string, form: ReferenceForm, path: string): Fault {
  const message = `Expected ${form.expected}, but got ${shown(reference)}${reasonOf(reference, form)}`
  return { severity: 'error', code: 'REFERENCE_FORM', message, path }
}

function reasonOf(reference: string, form: ReferenceForm): string {
  const reason = enclosed(reference, form) ?? otherCloud(reference, form) ?? form.slip(reference)
  return reason === undefined ? '' : `: ${reason}`
}

/** A reference that is right but for quotes, brackets, spaces or punctuation around it. */
function enclosed(reference: string, form: ReferenceForm): string | undefined {
  const bare = reference.replace(/^[^a-z0-9/]+/i, '').replace(/[^a-z0-9]+$/i, '')
  return bare !== reference && form.fits(bare) ? `leave out what surrounds it: ${bare}` : undefined
}

function otherCloud(reference: string, form: ReferenceForm): string | undefined {
  const bare = reference.replace(/^[^a-z0-9/]+/i, '').replace(/[^a-z0-9]+$/i, '')
  const other = [...referenceForms.values()].find((one) => one !== form && one.fits(bare))
  return other === undefined
    ? undefined
    : `that is a reference of ${other.cloud}, but the source is for ${form.cloud}`
}

/** An AMI exists in one region only, so one id for two regions is a slip of the clipboard. */
function repeatedAmis(vmImages: readonly VmImage[]): Fault[] {
  const first = new Map<string, VmImage>()
  return vmImages.flatMap((vmImage, index): Fault[] => {
    const earlier = first.get(vmImage.reference)
    if (earlier === undefined) first.set(vmImage.reference, vmImage)
    if (earlier === undefined || !awsReference.fits(vmImage.reference)) return []
    const message = `An AMI exists in one region only, but ${vmImage.reference} is given for ${shown(earlier.region)} and ${shown(vmImage.region)}`
    return [
      { severity: 'warning', code: 'REFERENCE_REPEATED', message, path: `/vmImages/${index}/reference` },
    ]
  })
}
