import type { BaseGeneration, BaseVerdict } from '@ingot/contract'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kernelVariables, labelPrefix, metadataFields } from '../metadata/metadata-field.ts'
import { runtimeFindings } from './runtime-findings.ts'
import { runtimeRules } from './runtime-rules.ts'
import type { RuntimeSubject } from './runtime-subject.ts'
import {
  nonPbjValues,
  proofOf,
  sampleProof,
  sampleProofBase,
  sampleSubject,
  type Differences,
} from './sample-subject.ts'

/** The codes of a subject; infos are left out. */
function codesOf(differences: Differences, given: Partial<RuntimeSubject> = {}): string[] {
  return runtimeFindings(sampleSubject(differences, given))
    .filter(({ severity }) => severity !== 'info')
    .map(({ code }) => code)
}

describe('runtimeFindings()', () => {
  const nonPbj = { generation: 'non-pbj', values: nonPbjValues } as const
  const cuda = { ...nonPbjValues, 'cuda-version': '12.4.1' }

  it('finds nothing in an image that breaks no rule', () => {
    expect(runtimeFindings(sampleSubject())).toEqual([])
    expect(runtimeFindings(sampleSubject({ base: nonPbj }))).toEqual([])
    const os = {
      base: { generation: 'os', vendor: false, values: {}, reference: 'docker.io/library/ubuntu:22.04' },
    } as const
    expect(
      runtimeFindings(sampleSubject({ ...os, values: { 'git-hash': undefined, gbn: undefined } })),
    ).toEqual([])
  })

  it.each<[string, Differences, string[]]>([
    [
      'an image whose build arguments were never given',
      {
        values: {
          'short-version': 'unspecified',
          'maintenance-version': 'unspecified',
          'full-version': 'unspecified',
        },
      },
      [
        'placeholderValue:short-version',
        'placeholderValue:maintenance-version',
        'placeholderValue:full-version',
        'maintenanceNotInteger',
      ],
    ],
    [
      'a PBJ image with the editor of the generation before',
      { values: { editor: 'Workbench' } },
      ['editorNameOnPbj'],
    ],
    [
      'an image that says it is PBJ on a base that is not, with a zero before its maintenance version',
      {
        values: {
          'runtime-metadata-version': '2',
          editor: 'Workbench',
          'maintenance-version': '06',
          'full-version': '1.0.06',
          'cuda-version': '12.4.1',
        },
        base: { ...nonPbj, values: cuda },
      },
      [
        'maintenanceNotInteger',
        'notOverridable:runtime-metadata-version',
        'kernelGatewayCmdMissing',
        'kernelNameMissing',
        'editorNameOnPbj',
      ],
    ],
    [
      'an image that takes over everything of its base',
      { values: { edition: 'Standard', 'short-version': '2024.02', 'full-version': '2024.02.1-b4' } },
      ['editionReserved', 'editionNotOverridden', 'versionInherited'],
    ],
  ])('finds all that is wrong with %s', (_what, given, codes) => {
    expect(codesOf(given)).toEqual(codes)
  })

  it('has errors first, and otherwise the order of the table', () => {
    const subject = sampleSubject(
      { values: { 'maintenance-version': '0', kernel: 'Conda', edition: 'Standard' } },
      {
        reference: 'registry.example.com/team/runtime:1',
        proof: proofOf(sampleProof({ verdict: 'NOT_BASED', base: undefined })),
        taken: { id: 'x', identifier: 'registry.example.com/team/runtime:0' },
      },
    )
    expect(runtimeFindings(subject).map(({ code }) => code)).toEqual([
      'editionReserved',
      'editionNotOverridden',
      'vendorProvenanceOnForeignBase',
      'baseNotAllowed',
      'duplicateRuntimeVersion',
      'maintenanceZero',
      'fullVersionInconsistent',
      'kernelUnusual',
      'tagMutable',
    ])
  })

  it('says of what is no runtime still what it is built on', () => {
    const more = {
      labels: {},
      env: {},
      proof: proofOf(sampleProof({ verdict: 'NOT_BASED', base: undefined })),
    }
    expect(codesOf({}, more)).toEqual(['notARuntime', 'baseNotAllowed'])
  })

  it('carries the platform that the subject is of', () => {
    const found = runtimeFindings(sampleSubject({ values: { kernel: '' } }, { platform: 'linux/amd64' }))
    expect(found.map(({ platform }) => platform)).toEqual(['linux/amd64'])
  })
})

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    ' ',
    '0',
    '1',
    '2',
    '3',
    'Standard',
    'PBJ Workbench',
    'unspecified',
    '<x>',
    '\uD800',
    '\0',
    '1.0',
    '1.0.1',
  ),
  fc.integer({ min: 1, max: 4000 }).map((length) => 'x'.repeat(length)),
)
const labels = fc.dictionary(
  fc.oneof(
    fc.constantFrom(...metadataFields.map(({ label }) => label)),
    fc.string().map((name) => labelPrefix + name),
    fc.string(),
  ),
  text,
  { maxKeys: 14 },
)
const env = fc.dictionary(
  fc.oneof(
    fc.constantFrom(...metadataFields.map(({ env }) => env), ...Object.values(kernelVariables)),
    fc.string(),
  ),
  text,
  { maxKeys: 14 },
)
/** What comes from elsewhere than the image, and is short. */
const short = fc.string({ maxLength: 60 })
const verdict = fc.constantFrom<BaseVerdict>('PROVEN', 'CLAIMED', 'NOT_BASED', 'UNKNOWN')
const generation = fc.constantFrom<BaseGeneration>('non-pbj', 'pbj', 'os')
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const digest = fc.constantFrom('a', 'b').map((digit) => `sha256:${digit.repeat(64)}`)
const proof = fc
  .array(
    fc.record({
      verdict,
      isBase: optional(fc.boolean()),
      platform: fc.constantFrom('linux/amd64', 'linux/arm64'),
      base: optional(fc.record({ generation, vendor: fc.boolean(), digest, stale: optional(digest) })),
      annotation: optional(fc.record({ agrees: fc.boolean(), message: short })),
    }),
    { maxLength: 3 },
  )
  .chain((platforms) =>
    verdict.map((verdict) => ({
      verdict,
      platforms: platforms.map((given) =>
        sampleProof({ ...given, base: given.base && sampleProofBase(given.base) }),
      ),
    })),
  )
const subject: fc.Arbitrary<RuntimeSubject> = fc.record({
  reference: fc.oneof(fc.constantFrom('registry.example.com/a:1', 'registry.example.com/a@sha256:0'), short),
  digest: optional(digest),
  platform: optional(fc.constantFrom('linux/amd64', 'linux/arm64')),
  labels,
  env,
  proof,
  base: optional(fc.record({ labels, env, generation, vendor: fc.boolean(), reference: short })),
  isVendorOwn: fc.boolean(),
  taken: optional(fc.record({ id: short, identifier: short, digest: optional(digest) })),
})

describe('runtimeFindings() of whatever an image says', () => {
  const severities = new Map(
    runtimeRules.map(({ code, severity }) => [code.replace(':<field>', ''), severity]),
  )
  const perField = new Set(
    runtimeRules.flatMap(({ code }) => (code.endsWith(':<field>') ? [code.split(':')[0]] : [])),
  )

  it('never fails, and reports codes of the table with their severities', () => {
    fc.assert(
      fc.property(subject, (subject) => {
        for (const finding of runtimeFindings(subject)) {
          const [code = '', field] = finding.code.split(':')
          expect(severities.get(code)).toBe(finding.severity)
          expect(field).toBe(perField.has(code) ? finding.field : undefined)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('repeats no value of any length, and only text that can be stored', () => {
    fc.assert(
      fc.property(subject, (subject) => {
        for (const { message, evidence = {} } of runtimeFindings(subject)) {
          expect(message.length).toBeLessThan(1500)
          const values = Object.values(evidence)
          expect(values.filter((value) => value.length > 300 || /\p{Surrogate}/u.test(value))).toEqual([])
        }
      }),
    )
  })

  it('does not depend on the order of labels and variables', () => {
    const turned = (given: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(given).toReversed())
    fc.assert(
      fc.property(subject, (subject) => {
        const other = { ...subject, labels: turned(subject.labels), env: turned(subject.env) }
        expect(runtimeFindings(other)).toEqual(runtimeFindings(subject))
      }),
    )
  })
})
