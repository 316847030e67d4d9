import type { Finding } from '@ingot/contract'
import { bySeverity } from '../rules/ask-rules.ts'
import { evidenceOf } from '../rules/quoted.ts'
import type { ContentFacts } from './content-facts.ts'
import type { ContentRule } from './content-rule.ts'
import { contentRuleTable } from './content-rules.ts'
import { contentSubject, type ContentContext, type ContentSubject } from './content-subject.ts'

/**
 * Everything that can be said of the content of an image of one platform as a runtime: errors first, and always in the
 * same order. What a runtime that is not PBJ need not have is not asked of it; what was not found is reported only
 * where every layer was read to its end.
 */
export function contentFindings(facts: ContentFacts, context: ContentContext): Finding[] {
  const subject = contentSubject(facts, context)
  return bySeverity(
    Object.entries(contentRuleTable)
      .filter(([, rule]) => isAsked(rule, subject))
      .flatMap(([code, rule]) => findingsOf(code, rule, subject)),
  )
}

function isAsked({ pbjOnly, needsAll }: ContentRule, { isPbj, facts }: ContentSubject): boolean {
  return (pbjOnly !== true || isPbj) && (needsAll !== true || facts.isComplete)
}

function findingsOf(code: string, rule: ContentRule, subject: ContentSubject): Finding[] {
  const { platform } = subject
  return [...rule.find(subject)].map(({ field, message, evidence }) => ({
    code: rule.perField === true && field !== undefined ? `${code}:${field}` : code,
    severity: rule.severity,
    ...(field === undefined ? {} : { field }),
    message,
    evidence: evidenceOf(evidence),
    ...(platform === undefined ? {} : { platform }),
    rule: rule.source,
  }))
}
