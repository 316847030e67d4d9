import type { ImageSignature, RuntimeReport } from '@ingot/contract'
import { paintVerdict, proofLines } from './base-proof.ts'
import { findingLines } from './findings.ts'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { fieldTable, identityText } from './runtime-fields.ts'
import { severityCounts } from './severity.ts'
import { fieldLines, joinedSections, section } from './sheet.ts'
import { shortDigest } from './words.ts'

/** Everything that is to be said of an image as a runtime: the answer, then why, section by section. */
export async function runtimeReport(report: RuntimeReport, paint: Paint): Promise<string> {
  return joinedSections([headOf(report, paint), ...(await reportSections(report, paint))])
}

/** What was found, what the image is built on, who signed it and what it says of itself. */
export async function reportSections(report: RuntimeReport, paint: Paint): Promise<string[]> {
  const { findings, base, signatures, fields } = report
  const proofs = base.platforms.flatMap((proof) => proofLines(proof, paint))
  return [
    section(`Findings: ${severityCounts(findings)}`, findingLines(findings, paint)),
    section('Built on', proofs),
    section(
      'Signatures',
      signatures.map((signature) => signatureLine(signature, paint)),
    ),
    section('Fields', await fieldTable(fields)),
  ]
}

function headOf(report: RuntimeReport, paint: Paint): string {
  const { reference, digest, identity, valid, platforms, base, findings } = report
  const answer = valid ? paint.good('it can be a runtime') : paint.bad('it cannot be a runtime')
  return fieldLines([
    ['Image', paint.strong(plain(reference))],
    ['Digest', digest && plain(digest)],
    ['Identity', identityText(identity)],
    ['Platforms', platforms.map(({ platform }) => plain(platform)).join(', ')],
    ['Base', paintVerdict(base.verdict, paint)],
    ['Signatures', signatureCounts(report)],
    ['Looked at', lookedAt(report)],
    ['Answer', `${answer}: ${severityCounts(findings)}`],
  ])
}

function lookedAt({ deep, bytes, digest }: RuntimeReport): string {
  if (digest === undefined) return 'nothing, for it could not be read'
  if (!deep) return 'manifest and configuration; --deep reads the layers too'
  return `manifest, configuration and ${(bytes / 1_000_000).toFixed(1)} MB of layers`
}

/** How many there are of each verdict. Nothing where they could not be looked for. */
function signatureCounts({ signatures, digest, findings }: RuntimeReport): string | undefined {
  if (digest === undefined || findings.some(({ code }) => code === 'signaturesUnreadable')) return undefined
  if (signatures.length === 0) return 'none'
  const verdicts = ['verified', 'untrusted', 'invalid'] as const
  const counts = verdicts.map((wanted) => ({
    wanted,
    count: signatures.filter(({ verdict }) => verdict === wanted).length,
  }))
  const found = counts.filter(({ count }) => count > 0)
  return found.map(({ wanted, count }) => `${count} ${wanted}`).join(', ')
}

function signatureLine(signature: ImageSignature, paint: Paint): string {
  const { verdict, message, format, subject } = signature
  const colours = { verified: paint.good, untrusted: paint.doubtful, invalid: paint.bad }
  const of = paint.quiet(`(${format}, signs ${shortDigest(subject)})`)
  return `${colours[verdict](verdict)}: ${plain(message)} ${of}`
}
