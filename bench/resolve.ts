import type { Image, ResolveRequest } from '@ingot/contract'
import { arraySource, resolve, type ImageSource } from '@ingot/core'
import type { Benchmark } from './benchmark.ts'

const versionsOfName = 20
const regions = ['eastus', 'westus', 'northeurope', 'southeastasia']
/** The same number of names is asked for at each size, so that what differs is the size alone. */
const namesAsked = 40
const rounds = 5
const resolutionsOfRound = 100_000
const at = new Date('2026-06-01T00:00:00Z')

/** A source of `count` images: names of 20 versions each, an artifact in each of four regions. */
function sourceOf(count: number): ImageSource {
  const images = Array.from({ length: count }, (_, index) => imageAt(index))
  return arraySource(images, ['local'])
}

function imageAt(index: number): Image {
  const name = `image-${Math.floor(index / versionsOfName)}`
  const version = `1.${index % versionsOfName}`
  return {
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    catalog: 'local',
    name,
    version,
    os: 'linux',
    traits: {},
    artifacts: regions.map((region) => ({
      name: `azure/${region}`,
      provider: 'azure',
      region,
      reference: `/images/${name}/${version}/${region}`,
    })),
    stages: [{ state: 'active', from: '2026-01-01T00:00:00.000Z' }],
  }
}

/** Requests for names spread over the whole source. */
function requestsFor(count: number): ResolveRequest[] {
  const names = count / versionsOfName
  return Array.from({ length: namesAsked }, (_, index) => ({
    name: `image-${Math.floor((index * names) / namesAsked)}`,
    provider: 'azure',
    region: regions[index % regions.length]!,
    trace: false,
  }))
}

/** Nanoseconds a resolution takes: the best of some rounds, which is what the code costs when nothing disturbs it. */
function measure(source: ImageSource, requests: readonly ResolveRequest[]): number {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round++) {
    const started = process.hrtime.bigint()
    for (let index = 0; index < resolutionsOfRound; index++) {
      const answer = resolve(source, requests[index % requests.length]!, at)
      if (answer.status !== 'resolved') throw new Error(`Cannot resolve: ${answer.refusal?.message}`)
    }
    best = Math.min(best, Number(process.hrtime.bigint() - started) / resolutionsOfRound)
  }
  return best
}

/** Both sizes by turns, so that a machine that grows slow meanwhile does not fall on one of them. */
function ratio(large: number): number {
  const small = 1_000
  const [smallSource, largeSource] = [sourceOf(small), sourceOf(large)]
  const [smallRequests, largeRequests] = [requestsFor(small), requestsFor(large)]
  let best = { small: Number.POSITIVE_INFINITY, large: Number.POSITIVE_INFINITY }
  for (let turn = 0; turn < 3; turn++) {
    best = {
      small: Math.min(best.small, measure(smallSource, smallRequests)),
      large: Math.min(best.large, measure(largeSource, largeRequests)),
    }
  }
  return best.large / best.small
}

const growth = [10_000, 100_000, 1_000_000].map((size): Benchmark => ({
  id: `resolve-growth-${size}`,
  what: `Time of a resolution among ${size.toLocaleString('en')} images against 1,000, 20 versions a name`,
  unit: 'ratio',
  target: 1.5,
  better: 'less',
  run: () => Promise.resolve(ratio(size)),
}))

/** What a resolution costs in process, without ledger and without HTTP. */
export const benchmarks: Benchmark[] = [
  {
    id: 'resolve-in-process',
    what: 'Resolutions in process without trace, 10,000 images, 20 versions a name',
    unit: '/s',
    target: 300_000,
    better: 'more',
    run: () => Promise.resolve(1e9 / measure(sourceOf(10_000), requestsFor(10_000))),
  },
  ...growth,
]
