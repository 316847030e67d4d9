import { certifiedBundle, imageStatement, makeFakeSigstore, type BundleJson } from '@ingot/testkit'
import { bundleFromJSON } from '@sigstore/bundle'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { excessOf } from './bundle-limits.ts'
import { withValue } from './testing/with-value.ts'

let whole: BundleJson

beforeAll(async () => {
  const sigstore = await makeFakeSigstore()
  const certificate = await sigstore.certify({
    subject: 'https://git.example/a',
    issuer: 'https://i.example',
  })
  const statement = imageStatement(`sha256:${'0'.repeat(64)}`)
  whole = await certifiedBundle({ statement }, certificate, sigstore, { timestamped: true })
})

function excessWith(pointer: string, value: unknown): string | undefined {
  return excessOf(bundleFromJSON(withValue(whole, `/verificationMaterial/${pointer}`, value)))
}

const entry = 'tlogEntries/0'
const proof = `${entry}/inclusionProof`
const timestamps = 'timestampVerificationData/rfc3161Timestamps'
const signedBy = (name: string) => ({ envelope: `log\n1\nAAAA\n\n\u2014 ${name} AAAAAAAA\n` })

describe('excessOf()', () => {
  it('takes what is usual', () => {
    expect(excessOf(bundleFromJSON(whole))).toBeUndefined()
  })

  it.each<[string, string, unknown]>([
    [
      'It has 9 log entries, more than 8',
      'tlogEntries',
      Array.from({ length: 9 }, () => ({
        logId: {},
        kindVersion: {},
        inclusionProof: { checkpoint: {} },
      })),
    ],
    [
      'It has 5 timestamps, more than 4',
      timestamps,
      Array.from({ length: 5 }, () => ({ signedTimestamp: 'AAAA' })),
    ],
    [
      'One of its timestamps is larger than 16384 bytes',
      timestamps,
      [{ signedTimestamp: Buffer.alloc(16_385).toString('base64') }],
    ],
    ['A position or a time of its log entry is no number of at most 20 digits', `${entry}/logIndex`, '-1'],
    [
      'A position or a time of its log entry is no number of at most 20 digits',
      `${entry}/integratedTime`,
      '9'.repeat(100_000),
    ],
    ['A position or a time of its log entry is no number of at most 20 digits', `${proof}/logIndex`, '0x1'],
    ['A position or a time of its log entry is no number of at most 20 digits', `${proof}/treeSize`, '1n'],
    [
      'The proof of its log entry has more than 64 hashes',
      `${proof}/hashes`,
      Array.from({ length: 65 }, () => 'AAAA'),
    ],
    [
      'The checkpoint of its log entry has more than 16384 characters',
      `${proof}/checkpoint`,
      { envelope: 'x'.repeat(16_385) },
    ],
  ])('says: %s', (sentence, pointer, value) => {
    expect(excessWith(pointer, value)).toBe(sentence)
  })

  it.each(['rekor.sigstore.example', 'log2025-1.rekor.example/2025', 'localhost:3000', 'witness_1~a@b%20'])(
    'takes %j for the name of a log',
    (name) => {
      expect(excessWith(`${proof}/checkpoint`, signedBy(name))).toBeUndefined()
    },
  )

  it.each([
    '(([a-z:/.]*)*)*!',
    '.+.+.+.+.+.+!',
    'a+',
    '\u2014 (a*)*',
    '\u2014',
    'x\u2014 (a*)*',
    'a? AAAA\n\u2014 rekor.sigstore.example',
    '[',
    '\\1',
    'a{2}',
    'a|b',
    '^$',
  ])('takes %j for no name, for it would be taken for a pattern', (name) => {
    expect(excessWith(`${proof}/checkpoint`, signedBy(name))).toBe(
      'The checkpoint of its log entry is signed by what is no name of a log',
    )
  })

  it('sees every name that the verifier would see', () => {
    const part = fc.constantFrom('\u2014', ' ', '\n', '\u00a0', '\u2028', '(a+)+', 'log', 'x', '\n\n', '\t')
    const some = fc.array(part, { maxLength: 4 }).map((parts) => parts.join(''))
    let seen = 0
    fc.assert(
      fc.property(some, some, some, (before, between, after) => {
        const envelope = `log\n1\nAAAA\n\n${before}\u2014 ${between}(a+)+ ${after}x\n`
        const signatures = envelope.slice(envelope.indexOf('\n\n') + 2)
        const names = Array.from(signatures.matchAll(/\u2014 (\S+) (\S+)\n/g), ([, name]) => name ?? '')
        if (!names.some((name) => name.includes('('))) return
        seen += 1
        expect(excessWith(`${proof}/checkpoint`, { envelope })).toBeDefined()
      }),
      { numRuns: 1000 },
    )
    expect(seen).toBeGreaterThan(100)
  })
})
