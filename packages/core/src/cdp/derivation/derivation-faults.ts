import type { Fault, Image, ImageType } from '@ingot/contract'
import { describeImage, describeList } from '../../resolve/describe.ts'
import { suggest } from '../../resolve/suggest.ts'
import { imageType } from '../cloudbreak/image-facts.ts'
import { rewriteEntry } from './archive-url.ts'
import { baseUrlFaults } from './base-url-faults.ts'
import type { DerivationRequest } from './derivation-request.ts'
import { differences } from '../../log/differences.ts'
import { referenceFaults } from './reference-faults.ts'
import { anyRegion, firstProvider, regionKey } from './region.ts'
import { shown } from './shown.ts'

const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * All that is wrong with a derivation, with JSON pointers into its request. Errors keep it from being stored; warnings
 * tell what will not be as it looks. `existing`: the image that is changed, where there is one.
 */
export function derivationFaults(
  request: DerivationRequest,
  source: Image,
  existing: Image | undefined,
): Fault[] {
  return [
    ...sourceFaults(request, source),
    ...vmImageFaults(request, source),
    ...overlayFaults(request, source, existing),
    ...baseFaults(request, source),
    ...(existing === undefined ? idFaults(request.id) : []),
  ]
}

function sourceFaults({ type }: DerivationRequest, source: Image): Fault[] {
  const what = `${describeImage(source)} (${source.id})`
  if (source.derived !== undefined) {
    const root = source.derived.source
    const message = `${what} is derived itself; derive from its source ${root.id} of catalog "${root.catalog}" instead`
    return [fault('error', 'SOURCE_DERIVED', message, '/from')]
  }
  if (source.cloudbreak === undefined) {
    const message = `${what} is no image of a CDP catalog, so it has nothing that a derived image could inherit`
    return [fault('error', 'SOURCE_OTHER', message, '/from')]
  }
  const faults: Fault[] = []
  const found = imageType(source)
  if (type !== undefined && type !== found) {
    const message = `Expected the id of ${typeNames[type]}, but ${what} is ${typeNames[found]}`
    faults.push(fault('error', 'SOURCE_TYPE', message, '/from'))
  }
  if (firstProvider(source) === undefined) {
    const message = `${what} has no provider, so nothing can be derived from it`
    faults.push(fault('error', 'SOURCE_WITHOUT_PROVIDER', message, '/from'))
  }
  if (source.withdrawn !== undefined) {
    const message = `The source of catalog "${source.catalog}" no longer lists ${what} since ${source.withdrawn}; what is inherited is what it last was`
    faults.push(fault('warning', 'SOURCE_WITHDRAWN', message, '/from'))
  }
  return faults
}

const typeNames: Readonly<Record<ImageType, string>> = {
  runtime: 'a Runtime image',
  freeipa: 'a FreeIPA image',
}

function vmImageFaults(request: DerivationRequest, source: Image): Fault[] {
  const provider = firstProvider(source)
  if (provider === undefined) return []
  const ofProvider = source.artifacts.filter((artifact) => artifact.provider === provider)
  const names = ofProvider.map(({ region = anyRegion }) => region)
  const known = new Set(names.map(regionKey))
  const isKnown = (region: string) => known.has(regionKey(region))
  const faults = referenceFaults(provider, request.vmImages, isKnown)
  const atFault = new Set(faults.map(({ path }) => path))
  for (const [index, { region }] of request.vmImages.entries()) {
    const path = `/vmImages/${index}/region`
    if (!atFault.has(path) && !known.has(anyRegion) && regionKey(region) !== anyRegion && !isKnown(region)) {
      faults.push(unknownRegion(region, names, path))
    }
  }
  return faults
}

function unknownRegion(region: string, names: readonly string[], path: string): Fault {
  const near = suggest(region, names)
  const hint = near.length === 0 ? '' : `; did you mean ${describeList(near, 'or')}?`
  return fault('warning', 'REGION_UNKNOWN', `The source has no region ${shown(region)}${hint}`, path)
}

function overlayFaults(
  { vmImages, inheritRegions }: DerivationRequest,
  source: Image,
  existing: Image | undefined,
): Fault[] {
  const isOverlay = inheritRegions ?? existing?.derived?.inheritRegions ?? false
  const index = vmImages.findIndex(({ region }) => regionKey(region) === anyRegion)
  if (!isOverlay || index === -1 || source.artifacts.every(({ region }) => region === undefined)) return []
  const message =
    'While regions are inherited, a reference for any region counts only where the source has none for the region'
  return [fault('warning', 'DEFAULT_BEHIND_SOURCE', message, `/vmImages/${index}/region`)]
}

function baseFaults({ baseParcelUrl }: DerivationRequest, source: Image): Fault[] {
  if (baseParcelUrl === undefined || baseParcelUrl === '') return []
  const faults = baseUrlFaults(baseParcelUrl)
  const entry = source.cloudbreak?.entry
  if (faults.length > 0 || entry === undefined) return faults
  const changes = (base: string): boolean => differences(entry, rewriteEntry(entry, base)).length > 0
  if (changes(baseParcelUrl)) return faults
  const message = changes('https://mirror.invalid/')
    ? 'The base URL changes nothing: the packages of the source are below it already'
    : 'The base URL changes nothing: no package of the source is below https://archive.cloudera.com/p/'
  return [fault('warning', 'BASE_URL_UNUSED', message, '/baseParcelUrl')]
}

function idFaults(id: string | undefined): Fault[] {
  if (id === undefined || id === '' || uuidPattern.test(id)) return []
  const message = `Expected a UUID in lower case such as 4b6a691a-bdb3-4ef2-9be8-5d64a4636e31 as the id of a new image, but got ${shown(id)}`
  return [fault('error', 'ID_FORM', message, '/id')]
}

function fault(severity: Fault['severity'], code: string, message: string, path: string): Fault {
  return { severity, code, message, path }
}
