import { artifactRank, describeLocation, unfit } from '../../image/location.ts'
import { bestArtifacts, chooseArtifact, tied } from '../choose-artifact.ts'
import { describeList } from '../describe.ts'
import type { PreparedArtifact, PreparedImage } from '../prepare.ts'
import type { Context, Rule } from '../rule.ts'

/** Keeps images with one artifact that fits best where the node starts. */
export const artifactRule: Rule = {
  name: 'artifact',
  drop(candidate, { place, architecture }) {
    const choice = chooseArtifact(candidate, place, architecture)
    if (choice === undefined) return 'NO_ARTIFACT_HERE'
    return choice === tied ? 'AMBIGUOUS_ARTIFACT' : undefined
  },
  explain(candidate, context, code) {
    const best = bestArtifacts(candidate, context.place, context.architecture)
    const evidence = { location: describeWanted(context), artifacts: String(candidate.artifacts.length) }
    if (code === 'AMBIGUOUS_ARTIFACT') {
      return { message: `The artifacts ${nameAll(best)} fit equally well`, evidence }
    }
    if (code === undefined) return { message: `The artifact ${nameAll(best)} fits best`, evidence }
    const message = `It has no artifact in ${describeWanted(context)}; ${describeArtifacts(candidate, context)}`
    return { message, evidence }
  },
  change(candidate, context, code) {
    if (code === 'AMBIGUOUS_ARTIFACT') return decideBetween(candidate, context)
    const add = `Add an artifact for ${describeWanted(context)}`
    const places = placesOf(candidate)
    return places.length === 0 ? add : `${add}, or start in ${describeList(places, 'or')}`
  },
}

/** What would decide between artifacts that are tied: the flags of the sides in which they differ. */
export function decideBetween(candidate: PreparedImage, context: Context): string {
  const best = bestArtifacts(candidate, context.place, context.architecture)
  const sides = [
    ['--provider', (one: PreparedArtifact) => one.place.provider],
    ['--region', (one: PreparedArtifact) => one.place.region],
    ['--account', (one: PreparedArtifact) => one.place.account],
    ['--architecture', (one: PreparedArtifact) => one.architecture],
  ] as const
  const flags = sides.filter(([, side]) => new Set(best.map(side)).size > 1).map(([flag]) => flag)
  return flags.length === 0
    ? `Remove all but one of the artifacts ${nameAll(best)}: they are for the same place`
    : `Say more about the place with ${describeList(flags, 'or')}`
}

/** Where a node starts, as the request says it. */
export function describeWanted({ place, architecture }: Context): string {
  const where = describeLocation(place)
  return architecture === undefined ? where : `${where} for ${architecture}`
}

/** The places that an image can be started in, as texts without repetition, in order. */
export function placesOf(candidate: PreparedImage): string[] {
  const usable = candidate.artifacts.filter(({ isSkipped }) => !isSkipped)
  return [...new Set(usable.map(({ place }) => describeLocation(place)))].toSorted()
}

/** Names of artifacts, quoted. */
export function nameAll(artifacts: readonly PreparedArtifact[]): string {
  return describeList(
    artifacts.map(({ artifact }) => `"${artifact.name}"`),
    'and',
  )
}

/** The artifact that would fit where a node starts, were it not passed over for what its cloud says of it. */
export function skippedHere(candidate: PreparedImage, { place }: Context): PreparedArtifact | undefined {
  return candidate.artifacts.find((one) => one.isSkipped && artifactRank(one.place, place) !== unfit)
}

function describeArtifacts(candidate: PreparedImage, context: Context): string {
  const over = skippedHere(candidate, context)
  if (over !== undefined) {
    const { name, drift } = over.artifact
    return `its artifact "${name}" there is passed over, for it is ${drift?.kind} in its cloud: ${drift?.message}`
  }
  const places = placesOf(candidate)
  return places.length === 0 ? 'it has none at all' : `it has some in ${describeList(places, 'and')}`
}
