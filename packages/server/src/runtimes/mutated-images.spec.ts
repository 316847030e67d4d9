import { buildIndex, digestOf, manifestOf, mediaType, mutatedJson, type BuiltManifest } from '@ingot/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRuntimeSite, type RuntimeSite } from '../testing/runtime-site.ts'
import { buildRuntime, ubuntu } from '../testing/sample-runtime.ts'
import { expectSentence } from '../testing/withstood.ts'

let site: RuntimeSite

beforeAll(async () => {
  site = await openRuntimeSite()
})

afterAll(() => site.close())

const image = buildRuntime({ edition: 'Mutated' })
const parts = JSON.parse(Buffer.from(image.bytes).toString()) as { config: object; layers: object[] }
const index = buildIndex({ manifests: [image, ubuntu], attestations: true })

/** The image with another configuration. */
function configured(bytes: Uint8Array): BuiltManifest {
  const blobs = new Map([...image.blobs, [digestOf(bytes), bytes] as const])
  const config = { ...parts.config, digest: digestOf(bytes), size: bytes.length }
  return manifestOf({ ...parts, config }, mediaType.ociManifest, { blobs })
}

const manifests = mutatedJson(parts).map((bytes) =>
  manifestOf(bytes, mediaType.ociManifest, { blobs: image.blobs }),
)
const configs = mutatedJson(JSON.parse(JSON.stringify(image.config)) as object).map(configured)
const indexes = mutatedJson(JSON.parse(Buffer.from(index.bytes).toString()) as object).map((bytes) =>
  manifestOf(bytes, mediaType.ociIndex, { manifests: [image, ubuntu] }),
)

describe('images that were tampered with', () => {
  it.each([
    ['in their manifest', manifests, 1],
    ['in their configuration', configs, 2],
    ['in their index', indexes, 3],
  ])('are reported on, with nothing stored, %s', async (_, arbitrary, seed) => {
    const before = await site.stored()
    let refused = 0
    await fc.assert(
      fc.asyncProperty(arbitrary, fc.boolean(), async (mutated, deep) => {
        const reference = site.push('mutated', mutated)
        const started = performance.now()
        const report = await site.validate(reference, { deep })

        for (const { message } of report.findings) expectSentence(message)
        expect(report.findings.length).toBeLessThan(500)
        expect(performance.now() - started).toBeLessThan(10_000)
        if (!report.valid) refused += 1
      }),
      { numRuns: 150, seed },
    )
    expect(refused).toBeGreaterThan(20)
    expect(await site.stored()).toEqual(before)
  })

  it('are not added, nor allowed as a base, by mistake', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(manifests, configs, indexes), async (mutated) => {
        const reference = site.push('mutated', mutated)
        const before = await site.stored()
        const { valid } = await site.validate(reference)
        const query = { dryRun: true }
        const added = await site.add(reference, {}, query).then(
          () => 'added',
          ({ code }: { code: string }) => code,
        )
        const allowed = await site.client.addBase({ query, body: { reference, generation: 'os' } }).then(
          () => 'allowed',
          ({ code }: { code: string }) => code,
        )

        expect(added).toBe(valid ? 'added' : 'RUNTIME_REFUSED')
        expect(['allowed', 'INVALID_INPUT', 'REGISTRY_UNREACHABLE']).toContain(allowed)
        expect(await site.stored()).toEqual(before)
      }),
      { numRuns: 150, seed: 4 },
    )
  })
})
