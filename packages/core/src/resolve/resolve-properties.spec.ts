import type { Artifact, Image, ResolveRequest } from '@ingot/contract'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arraySource } from '../image/array-source.ts'
import { sampleArtifact, sampleImage } from '../image/sample-image.ts'
import { compareVersionTexts } from '../version/compare.ts'
import { resolve } from './resolve.ts'

const at = new Date('2026-06-01T00:00:00Z')
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 1 })
const account = fc.constantFrom('prod', 'Test')
const region = fc.constantFrom('eastus', 'WestUS')
const architecture = fc.constantFrom('x86_64' as const, 'arm64' as const)
const version = fc.constantFrom('1.0', '1.2', '1.10', '2.0', '2.0-rc1', '1.02')

const artifacts: fc.Arbitrary<Artifact[]> = fc
  .array(
    fc.record({
      provider: fc.constantFrom('azure', 'azure', 'azure', 'aws'),
      account: optional(account),
      region: optional(region),
      architecture: optional(architecture),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((places) => places.map((place, index) => sampleArtifact({ name: `a${index}`, ...place })))

const image: fc.Arbitrary<Image> = fc
  .record({
    catalog: fc.constantFrom('local', 'default', 'other'),
    name: fc.constantFrom('r', 'r', 's'),
    label: fc.constantFrom('R', 'R', 'S'),
    version,
    os: optional(fc.constantFrom('linux' as const, 'windows' as const)),
    architecture: optional(architecture),
    artifacts,
    stages: fc
      .array(fc.constantFrom('preview', 'active', 'active', 'deprecated', 'disabled', 'revoked'), {
        maxLength: 2,
      })
      .map((states) =>
        states.map((state, index) => ({ state, from: `202${5 + index}-01-01T00:00:00.000Z` })),
      ),
    excludeFromLatest: optional(fc.boolean()),
  })
  .map((given) => sampleImage(given as Partial<Image>))

const images = fc.uniqueArray(image, { minLength: 2, maxLength: 8, selector: (one) => one.id })

const request: fc.Arbitrary<ResolveRequest> = fc
  .record({
    by: fc.constantFrom('name', 'name', 'name', 'label', 'id'),
    value: fc.constantFrom('r', 'r', 'r', 's', 't'),
    version: optional(fc.constantFrom('1.x', '2.x', '1.2', '1.02', 'latest', 'nonsense', '3.0')),
    provider: fc.constantFrom('azure', 'AZ', 'aws', undefined),
    account: optional(account),
    region: optional(region),
    architecture: optional(architecture),
    os: optional(fc.constantFrom('linux' as const, 'windows' as const)),
    strict: fc.constantFrom(true, false, undefined),
  })
  .map(({ by, value, ...rest }) => Object.assign(rest, { [by]: value }))

const catalogs = fc.constantFrom(
  ['local', 'default'],
  ['default', 'local'],
  ['other', 'local'],
  ['local'],
  [],
)

const runs = { numRuns: 400 }

function ask(given: readonly Image[], order: readonly string[], wanted: ResolveRequest) {
  return JSON.stringify(resolve(arraySource(given, order), wanted, at))
}

describe('resolve()', () => {
  it('gives the same bytes for the same question, in whatever order images and artifacts come', () => {
    const shuffled = images.chain((given) =>
      fc.tuple(
        fc.constant(given),
        fc
          .shuffledSubarray(given, { minLength: given.length })
          .map((all) => all.map((one) => ({ ...one, artifacts: one.artifacts.toReversed() }))),
      ),
    )
    fc.assert(
      fc.property(shuffled, catalogs, request, ([given, other], order, wanted) => {
        const answer = ask(given, order, wanted)
        expect(ask(given, order, wanted)).toBe(answer)
        expect(ask(other, order, wanted)).toBe(answer)
      }),
      runs,
    )
  })

  it('answers the same with and without trace, with a refusal or with an artifact', () => {
    fc.assert(
      fc.property(images, catalogs, request, (given, order, wanted) => {
        const source = arraySource(given, order)
        const { trace, ...traced } = resolve(source, wanted, at)
        const bare = resolve(source, { ...wanted, trace: false }, at)
        expect(bare).toEqual(traced)
        expect(trace).toBeDefined()
        expect(bare.status === 'unresolved').toBe(bare.refusal !== undefined)
        expect(bare.status === 'unresolved').toBe(bare.artifact === undefined)
      }),
      runs,
    )
  })

  it('mentions every candidate once, in order, and agrees with itself', () => {
    fc.assert(
      fc.property(images, catalogs, request, (given, order, wanted) => {
        fc.pre(wanted.id === undefined && wanted.version !== 'nonsense')
        const answer = resolve(arraySource(given, order), wanted, at)
        const candidates = answer.trace!.candidates
        const expected = given.filter((one) => isCandidate(one, order, wanted))
        expect(candidates.map((one) => one.image.id).toSorted()).toEqual(
          expected.map((one) => one.id).toSorted(),
        )
        const chosen = candidates.filter((one) => one.verdict === 'chosen')
        expect(chosen.map((one) => one.image)).toEqual(answer.status === 'resolved' ? [answer.image] : [])
        for (const [index, one] of candidates.entries()) {
          const next = candidates[index + 1]
          if (next !== undefined && next.image.catalog === one.image.catalog) {
            expect(compareVersionTexts(one.image.version, next.image.version)).toBeGreaterThanOrEqual(0)
          }
          expect(one.checks.slice(0, -1).every((check) => check.verdict === 'keep')).toBe(true)
          expect(one.checks.at(-1)!.verdict === 'drop').toBe(one.verdict === 'drop')
        }
      }),
      runs,
    )
  })

  it('never gives out what is disabled, revoked, elsewhere or for something else', () => {
    let resolved = 0
    fc.assert(
      fc.property(images, catalogs, request, (given, order, wanted) => {
        const answer = resolve(arraySource(given, order), wanted, at)
        if (answer.status !== 'resolved') return
        resolved += 1
        const found = given.find((one) => one.id === answer.image!.id)!
        const artifact = found.artifacts.find((one) => one.name === answer.artifact!.name)!
        const last = found.stages.findLast((stage) => Date.parse(stage.from) <= at.getTime())
        expect(['disabled', 'revoked']).not.toContain(last?.state)
        if (artifact.region !== undefined && wanted.region !== undefined) {
          expect(artifact.region.toLowerCase()).toBe(wanted.region.toLowerCase())
        }
        if (found.os !== undefined && wanted.os !== undefined) expect(found.os).toBe(wanted.os)
      }),
      { numRuns: 1000 },
    )
    expect(resolved).toBeGreaterThan(50)
  })

  it('never throws, whatever the texts of a request', () => {
    const text = optional(
      fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '{what}', '1.x', 'r')),
    )
    const hostile = fc.record({
      name: text,
      label: text,
      id: text,
      version: text,
      provider: text,
      region: text,
    })
    fc.assert(
      fc.property(images, hostile, (given, wanted) => {
        const { status } = resolve(arraySource(given, ['local']), wanted, at)
        expect(['resolved', 'direct', 'unresolved']).toContain(status)
      }),
      runs,
    )
  })
})

/** Whether an image is to be looked at: the right name or label, in a catalog that is searched. */
function isCandidate(one: Image, order: readonly string[], wanted: ResolveRequest): boolean {
  const isNamed =
    wanted.name === undefined
      ? one.label?.toLowerCase() === wanted.label?.toLowerCase()
      : one.name.toLowerCase() === wanted.name.toLowerCase()
  return isNamed && order.includes(one.catalog)
}
