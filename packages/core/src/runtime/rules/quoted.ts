import { clipped } from '../metadata/clipped.ts'

/** How much of a value a sentence repeats, in UTF-16 units. */
const quotedLimit = 100

/** How much of a value stands in the evidence of a finding, in UTF-16 units. */
const evidenceLimit = 300

const unseen = /[\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/g

/** A value in double quotes for a sentence: shortened, and with what could not be seen, or hides the rest, written out. */
export function quoted(text: string): string {
  return JSON.stringify(clipped(text, quotedLimit)).replace(unseen, escaped)
}

/** What was looked at, as a finding carries it: shortened, without what is not there and what UTF-8 cannot say. */
export function evidenceOf(given: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const evidence: Record<string, string> = {}
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined)
      evidence[name] = clipped(value, evidenceLimit).replace(/\p{Surrogate}/gu, '\uFFFD')
  }
  return evidence
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
