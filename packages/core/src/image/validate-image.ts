import type { Artifact, Fault, Image } from '@ingot/contract'
import { versionFault } from '../version/version.ts'
import { describeLocation, normalizeLocation } from './location.ts'

/**
 * Every fault of an image that its schema cannot see, with JSON pointers. Errors make it unfit to be stored;
 * warnings tell of what will lead to refusals later.
 */
export function validateImage(image: Image): Fault[] {
  return [...validateNames(image), ...validateStages(image), ...validateArtifacts(image)]
}

function validateNames(image: Image): Fault[] {
  const faults: Fault[] = []
  if (image.name.trim() === '') faults.push(error('NAME_EMPTY', 'An image needs a name', '/name'))
  if (image.name !== image.name.trim()) {
    faults.push(error('NAME_SPACES', `The name "${image.name}" begins or ends with a space`, '/name'))
  }
  if (image.label?.trim() === '') {
    faults.push(error('LABEL_EMPTY', 'A label cannot be blank; leave it out instead', '/label'))
  }
  const fault = versionFault(image.version)
  if (fault !== undefined) faults.push(error('VERSION_INVALID', fault, '/version'))
  if (image.version !== image.version.trim()) {
    faults.push(
      error('VERSION_SPACES', `The version "${image.version}" begins or ends with a space`, '/version'),
    )
  }
  return faults
}

function validateStages(image: Image): Fault[] {
  const faults: Fault[] = []
  let before = Number.NEGATIVE_INFINITY
  for (const [index, stage] of image.stages.entries()) {
    const path = `/stages/${index}/from`
    const from = Date.parse(stage.from)
    if (Number.isNaN(from)) {
      faults.push(
        error('STAGE_TIME', `Expected a time such as 2026-01-31T12:00:00Z, but got "${stage.from}"`, path),
      )
      continue
    }
    if (from <= before) {
      faults.push(
        error(
          'STAGES_OUT_OF_ORDER',
          `The stage "${stage.state}" does not begin after the one before it`,
          path,
        ),
      )
    }
    before = Math.max(before, from)
  }
  return faults
}

function validateArtifacts(image: Image): Fault[] {
  const faults: Fault[] = []
  const names = new Map<string, number>()
  const places = new Map<string, Artifact>()
  for (const [index, artifact] of image.artifacts.entries()) {
    const path = `/artifacts/${index}`
    faults.push(...validateArtifact(image, artifact, path))
    const name = artifact.name.toLowerCase()
    if (names.has(name)) {
      const message = `The artifact name "${artifact.name}" is used twice; names are compared without case`
      faults.push(error('ARTIFACT_DUPLICATE', message, `${path}/name`))
    }
    names.set(name, index)
    const other = places.get(placeKey(artifact))
    if (other === undefined) places.set(placeKey(artifact), artifact)
    else faults.push(ambiguous(other, artifact, path))
  }
  return faults
}

function validateArtifact(image: Image, artifact: Artifact, path: string): Fault[] {
  const faults: Fault[] = []
  for (const side of ['name', 'provider', 'reference'] as const) {
    if (artifact[side].trim() !== '') continue
    const named = artifact.name.trim() === '' ? 'An artifact' : `The artifact "${artifact.name}"`
    faults.push(error(`ARTIFACT_${side.toUpperCase()}_EMPTY`, `${named} needs a ${side}`, `${path}/${side}`))
  }
  const contradicts =
    image.architecture !== undefined &&
    artifact.architecture !== undefined &&
    artifact.architecture !== image.architecture
  if (contradicts) {
    const message = `The artifact "${artifact.name}" is for ${artifact.architecture}, but its image for ${image.architecture}`
    faults.push(error('ARTIFACT_ARCHITECTURE', message, `${path}/architecture`))
  }
  return faults
}

/** The same for artifacts that no request could tell apart. */
function placeKey(artifact: Artifact): string {
  const { provider, account, region } = normalizeLocation(artifact)
  return JSON.stringify([provider, account, region, artifact.architecture])
}

function ambiguous(first: Artifact, second: Artifact, path: string): Fault {
  const message =
    `The artifacts "${first.name}" and "${second.name}" are both for ${describeLocation(second)}; ` +
    'nothing can decide between them there, so a resolution will be refused'
  return { severity: 'warning', code: 'ARTIFACTS_AMBIGUOUS', message, path }
}

function error(code: string, message: string, path: string): Fault {
  return { severity: 'error', code, message, path }
}
