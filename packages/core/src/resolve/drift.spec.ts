import type { ArtifactDrift, DriftPolicy, Image } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { arraySource } from '../image/array-source.ts'
import { defaultDriftPolicy } from './drift.ts'
import { resolve } from './resolve.ts'

const at = new Date('2026-03-01T12:00:00.000Z')
const place = { provider: 'aws', region: 'us-east-1' }

function image(version: string, kind?: ArtifactDrift['kind']): Image {
  const drift =
    kind === undefined ? {} : { drift: { kind, since: at.toISOString(), message: `It is ${kind}` } }
  const artifact = { name: 'one', ...place, reference: `ami-${version}`, ...drift }
  return {
    id: version,
    catalog: 'local',
    name: 'our.base',
    version,
    traits: {},
    stages: [],
    artifacts: [artifact],
  }
}

function answer(images: Image[], policy?: Partial<DriftPolicy>, id?: string) {
  const source = {
    ...arraySource(images, ['local']),
    ...(policy === undefined ? {} : { driftPolicy: { ...defaultDriftPolicy, ...policy } }),
  }
  return resolve(source, id === undefined ? { name: 'our.base', ...place } : { id, ...place }, at)
}

describe('resolve() with artifacts that have drifted', () => {
  it('passes over what is gone, and says why the older version was taken', () => {
    const { image: chosen, warnings, trace } = answer([image('1.0'), image('2.0', 'gone')])

    expect(chosen?.version).toBe('1.0')
    expect(warnings.map(({ code }) => code)).toEqual(['SKIPPED_NEWER'])
    expect(trace?.candidates[0]).toMatchObject({
      verdict: 'drop',
      code: 'NO_ARTIFACT_HERE',
      message: expect.stringContaining('passed over, for it is gone in its cloud: It is gone'),
      artifacts: [{ code: 'ARTIFACT_DRIFT', message: 'It is gone in its cloud: It is gone' }],
    })
  })

  it('refuses where nothing else is left', () => {
    expect(answer([image('1.0', 'gone')])).toMatchObject({
      status: 'unresolved',
      refusal: {
        code: 'NO_ARTIFACT',
        message: expect.stringContaining('passed over, for it is gone in its cloud: It is gone'),
      },
    })
  })

  it.each(['private', 'deprecated', 'replaced'] as const)('takes what is %s with a warning', (kind) => {
    const { image: chosen, warnings } = answer([image('1.0'), image('2.0', kind)])

    expect(chosen?.version).toBe('2.0')
    expect(warnings).toEqual([
      {
        code: 'ARTIFACT_DRIFT',
        message: `The artifact "one" of our.base 2.0 of catalog "local" is ${kind} in its cloud: It is ${kind}`,
      },
    ])
  })

  it('follows the policy of the site, also where it changes', () => {
    const images = [image('1.0'), image('2.0', 'deprecated')]
    const source = arraySource(images, ['local'])
    const versions = (['warn', 'skip', 'warn'] as const).map(
      (deprecated) =>
        resolve(
          { ...source, driftPolicy: { ...defaultDriftPolicy, deprecated } },
          { name: 'our.base', ...place },
          at,
        ).image?.version,
    )

    expect(versions).toEqual(['2.0', '1.0', '2.0'])
  })

  it('warns of a reference that is asked for outright', () => {
    expect(answer([image('1.0', 'gone')], undefined, 'ami-1.0')).toMatchObject({
      status: 'direct',
      warnings: [{ code: 'ARTIFACT_DRIFT' }],
    })
  })
})
