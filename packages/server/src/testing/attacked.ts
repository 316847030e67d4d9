import type { RuntimeReport } from '@ingot/contract'
import type { BuiltManifest } from '@ingot/testkit'
import { expect } from 'vitest'
import type { RuntimeSite } from './runtime-site.ts'
import { expectSentence, withstood } from './withstood.ts'

interface Attacked {
  readonly reference: string
  readonly report: RuntimeReport
  /** Of the findings, without what they are about. */
  readonly codes: readonly string[]
}

let pushed = 0

/**
 * Validates an image that means harm, and tries to add it where it is not valid. What is said of it has to be a report
 * of a size that somebody can read, in sentences.
 */
export async function attacked(
  site: RuntimeSite,
  image: BuiltManifest,
  { deep = false, bound = 20_000 } = {},
): Promise<Attacked> {
  pushed += 1
  const reference = site.push(`hostile-${pushed}`, image)
  const { answer: report } = await withstood(site, () => site.validate(reference, { deep }), bound)
  if (report === undefined) throw new Error('Expected a report, got a refusal')
  for (const { message } of report.findings) expectSentence(message)
  expect(JSON.stringify(report).length).toBeLessThan(4_000_000)
  if (!report.valid) {
    const { refusal } = await withstood(site, () => site.add(reference, { deep, enable: true }), bound)
    expect(refusal?.code).toBe('RUNTIME_REFUSED')
  }
  return { reference, report, codes: report.findings.map(({ code }) => code.replace(/:.*/, '')) }
}
