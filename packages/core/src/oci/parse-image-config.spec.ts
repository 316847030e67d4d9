import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseImageConfig } from './parse-image-config.ts'
import { parseManifest } from './parse-manifest.ts'
import { toPlatformImage } from './to-platform-image.ts'

const digest = `sha256:${'a'.repeat(64)}`
const config = {
  os: 'linux',
  architecture: 'amd64',
  config: {
    Env: ['PATH=/bin', 'A=1', 'A=2', 'EMPTY=', 'X=a=b'],
    Labels: { k: 'v' },
    User: 'cdsw',
    WorkingDir: '/home',
  },
  rootfs: { type: 'layers', diff_ids: [digest] },
}

function parse(value: unknown) {
  return parseImageConfig(Buffer.from(JSON.stringify(value)))
}

/** A word with those of its letters in upper case that the bits of a number say. */
function spelling(word: string, bits: number): string {
  return Array.from(word, (letter, at) => ((bits >> at) & 1 ? letter.toUpperCase() : letter)).join('')
}

describe('parseImageConfig()', () => {
  it('reads what an image says of itself; of a variable that is given twice the last', () => {
    expect(parse(config).config).toEqual({
      platform: { os: 'linux', architecture: 'amd64' },
      diffIds: [digest],
      labels: { k: 'v' },
      env: { PATH: '/bin', A: '2', EMPTY: '', X: 'a=b' },
      user: 'cdsw',
      workingDir: '/home',
    })
  })

  it.each([
    ['no settings', { ...config, config: undefined }],
    ['null for settings', { ...config, config: null }],
    ['null for each', { ...config, config: { Env: null, Labels: null, User: null, WorkingDir: null } }],
    ['empty texts', { ...config, config: { User: '', WorkingDir: '' } }],
  ])('takes %s as nothing said', (_, value) => {
    expect(parse(value).config).toEqual({
      platform: { os: 'linux', architecture: 'amd64' },
      diffIds: [digest],
      labels: {},
      env: {},
    })
  })

  it('leaves out variables without a value or a name', () => {
    expect(parse({ ...config, config: { Env: ['A', '=x', 'B=1'] } }).config?.env).toEqual({ B: '1' })
  })

  it('tells no more than twenty faults, however a member is spelt', () => {
    const spelt = Array.from({ length: 4000 }, (_, number) => [spelling('architecture', number + 1), 'x'])

    const { faults } = parse({ ...config, ...Object.fromEntries(spelt) })

    expect(faults).toHaveLength(21)
    expect(faults?.at(-1)).toBe('There are 3980 more faults')
  })

  it.each([
    ['a list', [], /as a JSON object/],
    ['no layers', { ...config, rootfs: undefined }, /list in "rootfs.diff_ids"/],
    ['layers of another shape', { ...config, rootfs: { diff_ids: 'x' } }, /list in "rootfs.diff_ids"/],
    [
      'too many layers',
      { ...config, rootfs: { diff_ids: Array(1001).fill(digest) } },
      /at most 1000 digests/,
    ],
    ['no digest', { ...config, rootfs: { diff_ids: [digest, 'x'] } }, /as number 2 of "rootfs.diff_ids"/],
    ['settings of another shape', { ...config, config: 1 }, /Expected "config" as an object, got 1/],
    [
      'an environment of another shape',
      { ...config, config: { Env: { A: '1' } } },
      /list of texts NAME=value/,
    ],
    ['an environment of numbers', { ...config, config: { Env: [1] } }, /list of texts NAME=value/],
    [
      'labels of numbers',
      { ...config, config: { Labels: { a: 1 } } },
      /the labels to hold texts, but "a" is 1/,
    ],
    [
      'too many labels',
      { ...config, config: { Labels: Object.fromEntries(Array.from({ length: 2001 }, (_, n) => [n, ''])) } },
      /at most 2000 members in the labels/,
    ],
    [
      'too many variables',
      { ...config, config: { Env: Array.from({ length: 2001 }, (_, n) => `A${n}=1`) } },
      /at most 2000 members in the environment/,
    ],
    [
      'labels too long',
      { ...config, config: { Labels: { a: 'x'.repeat(2_000_001) } } },
      /at most 2000000 characters in the labels/,
    ],
    ['a user that is none', { ...config, config: { User: 8536 } }, /Expected the user as a text/],
    [
      'a directory too long',
      { ...config, config: { WorkingDir: 'x'.repeat(5000) } },
      /working directory as a text of at most 4096/,
    ],
    ['half a platform', { ...config, os: undefined }, /platform of the image by os and architecture/],
    ['another spelling', { ...config, Config: {} }, /member "config" of the configuration/],
    ['another spelling of settings', { ...config, config: { labels: {} } }, /member "Labels" of "config"/],
    [
      'another spelling of the layers',
      { ...config, rootfs: { diff_ids: [], Diff_IDs: [] } },
      /member "diff_ids" of "rootfs"/,
    ],
  ])('refuses %s', (_, value, fault) => {
    expect(parse(value).faults?.join('\n')).toMatch(fault)
  })

  it('says of a configuration with faults what it claims to run on', () => {
    expect(parse({ ...config, config: 1 })).toMatchObject({
      platform: { os: 'linux', architecture: 'amd64' },
    })
  })

  it('gives for any JSON a configuration or faults', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (any, settings, rootfs) => {
        for (const value of [any, { ...config, config: settings, rootfs }]) {
          const { config, faults } = parse(value)
          expect((config === undefined) !== (faults === undefined)).toBe(true)
        }
      }),
    )
  })
})

describe('toPlatformImage()', () => {
  const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest, size: 7 }
  const { manifest } = parseManifest(
    Buffer.from(
      JSON.stringify({ schemaVersion: 2, config: layer, layers: [layer], annotations: { a: 'b' } }),
    ),
  )
  if (manifest?.kind !== 'image') throw new Error('Expected the manifest of an image')
  const listed = { manifest, digest }

  it('puts a manifest and its configuration together', () => {
    const parsed = parse(config).config
    expect(parsed && toPlatformImage(listed, parsed).image).toEqual({
      platform: 'linux/amd64',
      manifest: digest,
      layers: [layer],
      diffIds: [digest],
      annotations: { a: 'b' },
      labels: { k: 'v' },
      env: { PATH: '/bin', A: '2', EMPTY: '', X: 'a=b' },
      user: 'cdsw',
      workingDir: '/home',
    })
  })

  it('takes the platform that the index lists it for', () => {
    const parsed = parse(config).config
    const platform = { os: 'linux', architecture: 'arm64' }
    expect(parsed && toPlatformImage({ ...listed, platform }, parsed).image?.platform).toBe('linux/arm64')
  })

  it('tells all that does not fit', () => {
    const parsed = parse({ rootfs: { diff_ids: [] } }).config
    expect(parsed && toPlatformImage(listed, parsed).faults).toEqual([
      'The manifest has 1 layers, but the configuration has digests of 0; what is in the image cannot be told',
      expect.stringMatching(/name "os" and "architecture", got neither/),
    ])
  })
})
