import type { Coverage, CoverageCell, Image, Location } from '@ingot/contract'
import { describeLocation, normalizeLocation, type Place } from '../image/location.ts'
import type { ImageSource } from '../image/source.ts'
import { bestArtifacts } from './choose-artifact.ts'
import { comparePrepared, prepareImage, type PreparedImage } from './prepare.ts'
import { nameAll } from './rules/artifact-rule.ts'
import { describeStage, stateOf } from './rules/lifecycle-rule.ts'

/**
 * Which of `images` have an artifact of their own in which locations: a row for each image, by name, then as
 * candidates are ordered. A disabled or revoked image covers nothing; artifacts that are tied are a gap.
 */
export function imageCoverage(
  source: Pick<ImageSource, 'catalogs' | 'driftPolicy'>,
  images: Iterable<Image>,
  locations: readonly Location[],
  at: Date,
): Pick<Coverage, 'locations' | 'rows' | 'gaps'> {
  const positions = new Map(source.catalogs.map((catalog, index) => [catalog, index]))
  const places = locations.map(normalizeLocation)
  const prepared = [...images].map((image) =>
    prepareImage(image, positions.get(image.catalog) ?? source.catalogs.length, source.driftPolicy),
  )
  const rows = prepared.toSorted(compareRows).map((image) => ({
    row: `${image.image.name} ${image.image.version}`,
    image: image.reference,
    cells: places.map((place) => cellOf(image, place, at.getTime())),
  }))
  const gaps = rows.flatMap((row) => row.cells).filter((cell) => !cell.covered).length
  return { locations: [...locations], rows, gaps }
}

/**
 * Every location that some artifact names, in order, once. One that leaves a side open is left out where others say
 * more: of `azure` and `azure/eastus`, the second.
 */
export function locationsOf(images: Iterable<Image>): Location[] {
  const locations = new Map<string, Location>()
  const covered = new Set<string>()
  for (const { artifacts } of images) {
    for (const artifact of artifacts) {
      const place = normalizeLocation(artifact)
      const key = keyOf(place)
      if (locations.has(key)) continue
      locations.set(key, locationOf(place, artifact))
      for (const wider of widerThan(place)) covered.add(keyOf(wider))
    }
  }
  return [...locations.entries()]
    .filter(([key]) => !covered.has(key))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, location]) => location)
}

function cellOf(image: PreparedImage, place: Place, at: number): CoverageCell {
  const { version } = image.image
  const state = stateOf(image, at)
  if (state === 'disabled' || state === 'revoked') {
    const code = state === 'disabled' ? 'IMAGE_DISABLED' : 'IMAGE_REVOKED'
    return { covered: false, version, code, message: describeStage(image, at) }
  }
  const best = bestArtifacts(image, place, undefined)
  const [artifact] = best
  if (artifact === undefined) {
    const message = `It has no artifact in ${describeLocation(place)}`
    return { covered: false, version, code: 'NO_ARTIFACT', message }
  }
  if (best.length > 1) {
    const message = `The artifacts ${nameAll(best)} fit equally well`
    return { covered: false, version, code: 'AMBIGUOUS_ARTIFACT', message }
  }
  return { covered: true, reference: artifact.artifact.reference, version }
}

/** The same place with one side or more left open. */
function widerThan({ provider, account, region }: Place): Place[] {
  const open = undefined
  const wider: Place[] = [
    { provider: open, account, region },
    { provider, account: open, region },
    { provider, account, region: open },
    { provider, account: open, region: open },
    { provider: open, account, region: open },
    { provider: open, account: open, region },
  ]
  const own = keyOf({ provider, account, region })
  return wider.filter((place) => keyOf(place) !== own)
}

function keyOf({ provider, account, region }: Place): string {
  return JSON.stringify([provider ?? '', region ?? '', account ?? ''])
}

/** Clouds that write their regions in lower case alone, whatever people write. */
const lowerCase: ReadonlySet<string | undefined> = new Set(['aws', 'azure', 'gcp'])

/** The sides that say something; those of clouds that tell regions apart by case as the artifact writes them. */
function locationOf(place: Place, { account, region }: Location): Location {
  return {
    ...(place.provider === undefined ? {} : { provider: place.provider }),
    ...(place.account === undefined ? {} : { account: account!.trim() }),
    ...(place.region === undefined
      ? {}
      : { region: lowerCase.has(place.provider) ? place.region : region!.trim() }),
  }
}

function compareRows(a: PreparedImage, b: PreparedImage): number {
  const first = a.image.name.toLowerCase()
  const second = b.image.name.toLowerCase()
  return first === second ? comparePrepared(a, b) : first < second ? -1 : 1
}
