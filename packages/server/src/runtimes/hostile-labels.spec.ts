import { attach, buildImage, buildIndex } from '@ingot/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attacked } from '../testing/attacked.ts'
import { openRuntimeSite, type RuntimeSite } from '../testing/runtime-site.ts'
import { buildRuntime, ubuntu } from '../testing/sample-runtime.ts'
import { withstood } from '../testing/withstood.ts'

let site: RuntimeSite

beforeAll(async () => {
  site = await openRuntimeSite()
})

afterAll(() => site.close())

describe('an image that says of itself what means harm', () => {
  const names = [
    'runtime-metadata-version',
    'editor',
    'kernel',
    'edition',
    'description',
    'short-version',
    'maintenance-version',
    'full-version',
    'cuda-version',
    'git-hash',
    'gbn',
  ]
  const all = (value: string) => Object.fromEntries(names.map((name) => [name, value]))

  it.each([
    ['long texts', 'x'.repeat(100_000), 'valueTooLong'],
    ['long numbers', '9'.repeat(100_000), 'valueTooLong'],
    ['many dots', '1.'.repeat(50_000), 'valueTooLong'],
    ['brackets', '<'.repeat(100_000), 'valueTooLong'],
    ['control characters', '\u0007\u001b[2J', 'controlCharacters'],
    ['zeros', 'a\0b', 'controlCharacters'],
    ['half characters', 'a\ud800', 'controlCharacters'],
    ['what turns the line around', 'a\u202eb', 'controlCharacters'],
    ['names of the language', '__proto__', 'maintenanceNotInteger'],
  ])('is told so: %s', async (_, value, code) => {
    const { report, codes } = await attacked(site, buildRuntime(all(value)))

    expect(report.valid).toBe(false)
    expect(codes).toContain(code)
  })

  it('cannot reach what it is not: labels and variables of any name are only that', async () => {
    const own = JSON.parse(
      '{"__proto__":"x","constructor":"x","toString":"x","hasOwnProperty":"x"}',
    ) as Record<string, string>
    const image = buildRuntime(
      { edition: 'Proto' },
      {
        changeConfig: (one) => ({
          ...one,
          config: {
            ...one.config,
            Labels: { ...own, ...one.config.Labels },
            Env: [...(one.config.Env ?? []), '__proto__=x', 'constructor=x'],
          },
        }),
      },
    )
    const { report } = await attacked(site, image)

    expect(report).toMatchObject({ valid: true, base: { verdict: 'PROVEN' } })
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })

  it('is told of no more labels without a meaning than somebody reads', async () => {
    const labels = Object.fromEntries(
      Array.from({ length: 1900 }, (_, index) => [
        `com.cloudera.ml.runtime.editr${index}${'q'.repeat(900)}`,
        'x',
      ]),
    )
    const { codes } = await attacked(site, buildRuntime({ edition: 'Many' }, { labels }))

    expect(codes.filter((code) => code === 'unknownLabel')).toHaveLength(20)
  })

  it('names a base of a megabyte, and a part of it is told', async () => {
    const annotations = { 'org.opencontainers.image.base.name': `\ud800${'y'.repeat(900_000)}` }
    const manifests = Array.from({ length: 100 }, (_, index) =>
      buildImage({ base: ubuntu, architecture: `a${index}` }),
    )
    const { report } = await attacked(site, buildIndex({ manifests, annotations }))

    expect(report.base.platforms).toHaveLength(100)
    expect(JSON.stringify(report).length).toBeLessThan(500_000)
  })

  it('is not kept as a base where its labels are too much to be kept', async () => {
    const labels = { 'com.cloudera.ml.runtime.description': 'x'.repeat(1_900_000) }
    const reference = site.push('heavy', buildImage({ base: ubuntu, labels }))
    const { refusal } = await withstood(site, () => site.allow(reference, 'os'))

    expect(refusal).toMatchObject({ code: 'INVALID_INPUT' })
    expect(refusal?.message).toMatch(/at most 1048576 are kept of a base/)
  })

  it('is not kept when a base moves to it, and keeps no other base from being looked at', async () => {
    const moving = site.push('moving', buildImage({ base: ubuntu, env: { A: '1' } }))
    const honest = site.push('honest', buildImage({ base: ubuntu, env: { A: '2' } }))
    await site.allow(moving, 'os')
    await site.allow(honest, 'os')
    const labels = { 'com.cloudera.ml.runtime.description': 'x'.repeat(1_900_000) }
    site.push('moving', buildImage({ base: ubuntu, labels }))
    const { answer } = await withstood(site, () =>
      site.client.refreshBases({ body: { bases: [moving, honest] } }),
    )

    expect(answer?.bases.map(({ status }) => status)).toEqual(['failed', 'same'])
    expect(answer?.bases[0]?.message).toMatch(/at most 1048576 are kept/)
  })

  it('has signatures without end', async () => {
    const image = buildRuntime({ edition: 'Oversigned' })
    const reference = site.push('oversigned', image)
    for (let index = 0; index < 200; index += 1) {
      const type = 'application/vnd.dev.sigstore.bundle.v0.3+json'
      const content = `{"x":[${'{},'.repeat(index * 100)}0]}`
      attach(site.registry, 'team/oversigned', image.digest, {
        artifactType: type,
        layers: [{ mediaType: type, content }],
      })
    }
    const { answer } = await withstood(site, () => site.validate(reference))

    expect(answer?.valid).toBe(true)
    expect(answer?.signatures.length).toBeLessThanOrEqual(65)
  })
})
