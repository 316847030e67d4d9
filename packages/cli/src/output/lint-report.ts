import type { Client } from '@ingot/contract'
import { diagnosticCounts } from './diagnostics.ts'
import { faultLines } from './fault.ts'
import { findingLines } from './findings.ts'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { identityText } from './runtime-fields.ts'
import { fieldLines, joinedSections, section } from './sheet.ts'

type Answer = Awaited<ReturnType<Client['lintDockerfile']>>

/** What is wrong with a Dockerfile, line by line, then with the image that it makes; at the end how much of both. */
export function lintReport(
  { faults, findings, base, identity }: Answer,
  sources: ReadonlyMap<string, string>,
  paint: Paint,
): string {
  return joinedSections([
    fieldLines([
      ['Begins from', base && plain(base)],
      ['Identity', identityText(identity)],
    ]),
    section('In the file', faultLines(faults, sources, paint)),
    section('Of the image', findingLines(findings, paint)),
    `${diagnosticCounts([...faults, ...findings])}\n`,
  ])
}
