import type { Finding } from '@ingot/contract'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { paintSeverity } from './severity.ts'
import { clipped } from './words.ts'

/** Evidence that makes a line longer than this gets a line for each thing that was looked at. */
const widest = 100
/** Longer evidence is cut; JSON has all of it. */
const longestEvidence = 200

const order: Record<Finding['severity'], number> = { error: 0, warning: 1, info: 2 }

/** Findings, errors first: the sentence, what was looked at, and where the rule stands. */
export function findingLines(findings: readonly Finding[], paint: Paint): string[] {
  return findings
    .toSorted((a, b) => order[a.severity] - order[b.severity])
    .flatMap((finding) => linesOf(finding, paint))
}

function linesOf(finding: Finding, paint: Paint): string[] {
  const { code, message, evidence = {}, platform, rule } = finding
  const where = platform === undefined ? '' : ` on ${plain(platform)}`
  const below = [...evidenceLines(evidence), `rule: ${plain(rule)}`]
  return [
    `${paintSeverity(finding, paint)}[${plain(code)}]${where}: ${plain(message)}`,
    ...below.map((line) => `    ${paint.quiet(line)}`),
  ]
}

function evidenceLines(evidence: Readonly<Record<string, string>>): string[] {
  const parts = Object.entries(evidence).map(([name, value]) => `${plain(name)}=${evidenceValue(value)}`)
  const line = parts.join(', ')
  return line.length > widest || parts.length === 0 ? parts : [line]
}

/** In quotes where it is not one bare word, so that a value cannot pass for more evidence than it is. */
function evidenceValue(value: string): string {
  const shown = clipped(value, longestEvidence)
  return /^[\w@%+:./-]+$/.test(shown) ? shown : plain(JSON.stringify(shown))
}
