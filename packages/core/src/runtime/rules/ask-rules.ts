import type { Finding, Severity } from '@ingot/contract'
import type { Examined } from './examined.ts'
import { evidenceOf } from './quoted.ts'
import type { RuntimeRule, Spot } from './runtime-rule.ts'

/** What the rules of a table find, in the order of the table. */
export function askRules(rules: Readonly<Record<string, RuntimeRule>>, examined: Examined): Finding[] {
  return Object.entries(rules).flatMap(([code, rule]) =>
    [...rule.find(examined)].map((spot) => findingOf(code, rule, spot, examined)),
  )
}

const weights: Record<Severity, number> = { error: 0, warning: 1, info: 2 }

/** Findings with the errors first; those of one severity stay in their order. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((one, other) => weights[one.severity] - weights[other.severity])
}

function findingOf(code: string, rule: RuntimeRule, spot: Spot, { subject }: Examined): Finding {
  const { field, message, evidence } = spot
  const platform = platformOf(spot, subject)
  return {
    code: rule.perField === true && field !== undefined ? `${code}:${field}` : code,
    severity: rule.severity,
    ...(field === undefined ? {} : { field }),
    message,
    evidence: evidenceOf(evidence),
    ...(platform === undefined ? {} : { platform }),
    rule: rule.source,
  }
}

/** Which platform it is goes without saying where there is one. */
function platformOf({ platform }: Spot, subject: Examined['subject']): string | undefined {
  return subject.platform ?? (subject.proof.platforms.length > 1 ? platform : undefined)
}
