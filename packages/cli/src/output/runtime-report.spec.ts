import type { PlatformProof, RuntimeReport } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { capturedIo } from '../testing/captured-io.ts'
import { digest, findings, identifier, proof, refusedReport, report } from '../testing/runtime-answers.ts'
import { proofLines } from './base-proof.ts'
import { findingLines } from './findings.ts'
import { createPaint } from './paint.ts'
import { runtimeReport } from './runtime-report.ts'

const paint = await createPaint(capturedIo().io.stdout, {})

async function told(differences: Partial<RuntimeReport>): Promise<string> {
  return await runtimeReport({ ...report, ...differences }, paint)
}

describe('runtimeReport()', () => {
  it('says the answer first, then what was found, the base, the signatures and the fields', async () => {
    const vendor = 'docker.io/cloudera/ml-runtime-pbj-workbench-python3.11-standard:2024.02.1-b4'

    expect(await runtimeReport(refusedReport, paint)).toBe(
      [
        `Image        ${identifier}`,
        `Digest       ${digest('9a3f')}`,
        'Identity     PBJ Workbench / Python 3.11 / Forecast / 2024.02 / 1',
        'Platforms    linux/amd64',
        'Base         PROVEN',
        'Signatures   1 verified',
        'Looked at    manifest and configuration; --deep reads the layers too',
        'Answer       it cannot be a runtime: 1 error, 1 warning, 1 note',
        '',
        'Findings: 1 error, 1 warning, 1 note',
        '  error[labelMissing:kernel]: The label com.cloudera.ml.runtime.kernel is missing; set it to a text such as "Python 3.11"',
        '      com.cloudera.ml.runtime.kernel="", ML_RUNTIME_KERNEL="Python 3.11"',
        '      rule: Cloudera AI: Metadata for custom runtimes',
        '  warning[baseClaimedOnly] on linux/arm64: What the image is built on is claimed, not proven',
        '      verdict=CLAIMED',
        '      rule: Ingot: Proof of the base',
        '  info[tagMutable]: The tag may lead elsewhere tomorrow; it is pinned by its digest',
        '      rule: Ingot: Runtimes are pinned by digest',
        '',
        'Built on',
        '  linux/amd64 PROVEN (layer-digest, 12 of 14 layers are of the base)',
        `      The first 12 of 14 layers are byte for byte those of ${vendor}`,
        `      base: ${vendor} (pbj, of the vendor)`,
        `      digest: ${digest('b45e')}`,
        '',
        'Signatures',
        '  verified: The trusted key "release-team" made it (simple-signing, signs sha256:9a3f00000000…)',
        '',
        'Fields',
        '  FIELD    ORIGIN     VALUE',
        '  editor   inherited  PBJ Workbench',
        '  edition  own        Forecast (environment: Standard)',
        '',
      ].join('\n'),
    )
  })

  it('says of an image that could not be read what kept it from being read, and nothing else', async () => {
    const rule = 'Ingot: Registries'
    const text = await told({
      digest: undefined,
      valid: false,
      platforms: [],
      identity: {},
      fields: [],
      findings: [{ code: 'imageNotFound', severity: 'error', message: 'There is no such tag', rule }],
      base: { verdict: 'UNKNOWN', platforms: [] },
      signatures: [],
    })

    expect(text).toBe(
      [
        `Image        ${identifier}`,
        'Base         UNKNOWN',
        'Looked at    nothing, for it could not be read',
        'Answer       it cannot be a runtime: 1 error, 0 warnings, 0 notes',
        '',
        'Findings: 1 error, 0 warnings, 0 notes',
        '  error[imageNotFound]: There is no such tag',
        '      rule: Ingot: Registries',
        '',
      ].join('\n'),
    )
  })

  it.each<[string, Partial<RuntimeReport>, string]>([
    [
      'how much of the layers was read',
      { deep: true, bytes: 1_234_567_890 },
      'configuration and 1234.6 MB of layers',
    ],
    ['that nobody signed it', { signatures: [] }, 'Signatures   none\n'],
    [
      'what of its identity is known',
      { identity: { kernel: 'R 4.5' } },
      'Identity     ? / R 4.5 / ? / ? / ?\n',
    ],
    [
      'a field that only the environment has',
      { fields: [{ field: 'cuda-version', env: '12.5', origin: 'own' }] },
      'cuda-version  own     (no label; environment: 12.5)',
    ],
    [
      'a field that only the label has',
      { fields: [{ field: 'cuda-version', label: '12.5', origin: 'unknown' }] },
      'cuda-version  unknown  12.5 (not in the environment)',
    ],
    [
      'the beginning of a long field',
      { fields: [{ field: 'description', label: 'x'.repeat(4096), env: 'x'.repeat(4096), origin: 'own' }] },
      ` ${'x'.repeat(199)}…\n`,
    ],
  ])('says %s', async (_what, differences, shown) => {
    expect(await told(differences)).toContain(shown)
  })

  it('does not say that there are no signatures where they could not be read', async () => {
    const text = await told({
      signatures: [],
      findings: [{ code: 'signaturesUnreadable', severity: 'warning', message: 'No', rule: 'R' }],
    })

    expect(text).not.toMatch(/^Signatures/m)
  })

  it('counts signatures by what came of them', async () => {
    const [signature] = report.signatures
    const verdicts = ['untrusted', 'verified', 'untrusted', 'invalid'] as const

    expect(await told({ signatures: verdicts.map((verdict) => ({ ...signature!, verdict })) })).toContain(
      'Signatures   1 verified, 2 untrusted, 1 invalid\n',
    )
  })
})

describe('findingLines()', () => {
  it('gives each thing that was looked at a line of its own where one line would be too long', () => {
    const evidence = { label: `a, verdict=${'x'.repeat(60)}`, digest: digest('9a3f'), long: 'y'.repeat(300) }
    const lines = findingLines([{ ...findings[1]!, evidence }], paint)

    expect(lines.slice(1, -1)).toEqual([
      `    label="a, verdict=${'x'.repeat(60)}"`,
      `    digest=${digest('9a3f')}`,
      `    long="${'y'.repeat(199)}…"`,
    ])
  })

  it('keeps findings of one severity in their order', () => {
    const given = ['b', 'a', 'c'].map((code) => ({ ...findings[2]!, code }))
    const heads = findingLines([...given, findings[1]!], paint).filter((line) => !line.startsWith(' '))

    expect(heads.map((line) => line.slice(0, line.indexOf(']')))).toEqual([
      'error[labelMissing:kernel',
      'warning[b',
      'warning[a',
      'warning[c',
    ])
  })
})

describe('proofLines()', () => {
  const nearest = {
    reference: 'r',
    digest: 'd',
    common: 1,
    of: 9,
    message: 'ubuntu:22.04, of which 1 of 9 are the same',
  }

  it.each<[string, Partial<PlatformProof>, string]>([
    [
      'a base that has moved on',
      { base: { ...proof.base!, stale: digest('cccc') } },
      `by now its tag leads to ${digest('cccc')}`,
    ],
    ['an image that is its base', { isBase: true }, 'no layer is its own'],
    ['the nearest base', { base: undefined, nearest }, `nearest: ${nearest.message}`],
    [
      'what an annotation says',
      { annotation: { agrees: false, message: 'The image says that it is built on X' } },
      'annotation: The image says that it is built on X',
    ],
    [
      'what was removed and replaced of the base',
      { changes: { removed: ['/*', 'etc/passwd'], replaced: ['usr/bin/python3'], more: 0 } },
      'removed: /*\n    removed: /etc/passwd\n    replaced: /usr/bin/python3',
    ],
    [
      'how many more changes there are',
      {
        changes: { removed: Array.from({ length: 25 }, (_, index) => `f${index}`), replaced: [], more: 100 },
      },
      'removed: /f19\n    … and 105 more',
    ],
    ['that only more changes are known', { changes: { removed: [], replaced: [], more: 3 } }, '… and 3 more'],
  ])('says %s', (_what, differences, shown) => {
    expect(proofLines({ ...proof, ...differences }, paint).join('\n')).toContain(shown)
  })

  it('says once what the sentence says already', () => {
    const message = `It is ${proof.base!.digest}; nearest is ${nearest.message}`
    const lines = proofLines({ ...proof, message, nearest }, paint).slice(2)

    expect(lines).toEqual([`    base: ${proof.base!.reference} (pbj, of the vendor)`])
  })

  it('counts the layers where none is of an allowed base', () => {
    const [head] = proofLines(
      { ...proof, verdict: 'NOT_BASED', method: undefined, shared: undefined, layers: 1 },
      paint,
    )

    expect(head).toBe('linux/amd64 NOT_BASED (1 layer)')
  })
})
