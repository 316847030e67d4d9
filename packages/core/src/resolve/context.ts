import type { Location, ResolveRequest } from '@ingot/contract'
import { describeLocation, normalizeLocation } from '../image/location.ts'
import type { VersionRange } from '../version/range.ts'
import type { PreparedImage } from './prepare.ts'
import type { Context } from './rule.ts'

/** The sides of a request that say where and for what a node starts. */
export type Surroundings = Pick<ResolveRequest, 'provider' | 'account' | 'region' | 'architecture' | 'os'>

/** Makes a request comparable with `candidates`. `isById` says that one image was asked for by its id. */
export function contextOf(
  request: Surroundings & Pick<ResolveRequest, 'version'>,
  range: VersionRange,
  candidates: readonly PreparedImage[],
  isById: boolean,
  at: Date,
): Context {
  return {
    range,
    version: request.version?.trim() ?? '',
    isSpelled: range.kind === 'literal' && isSpelledAlike(candidates, range.version.text),
    isPinned: isById || range.kind === 'literal',
    place: normalizeLocation(request),
    architecture: request.architecture,
    os: request.os,
    at: at.getTime(),
  }
}

/** The location of an answer: as it was asked for, with the provider by its one name. Open sides are left out. */
export function answerLocation(request: Location, { place }: Pick<Context, 'place'>): Location {
  const location: Location = {}
  if (place.provider !== undefined) location.provider = place.provider
  if (place.account !== undefined) location.account = request.account!.trim()
  if (place.region !== undefined) location.region = request.region!.trim()
  return location
}

/** What is looked for and where, in a sentence. When is for the answer to say, which carries the moment. */
export function describeLooked(what: string, context: Context): string {
  const version = context.version === '' ? '' : ` version ${context.version}`
  const architecture = context.architecture === undefined ? '' : ` on ${context.architecture}`
  const os = context.os === undefined ? '' : `, for ${context.os}`
  return `${what}${version} in ${describeLocation(context.place)}${architecture}${os}`
}

function isSpelledAlike(candidates: readonly PreparedImage[], text: string): boolean {
  return candidates.some(({ image }) => image.version.trim() === text)
}
