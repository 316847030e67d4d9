/** What stands where a build was to put a value: seen in real images, or usual in templates. */
const placeholders: ReadonlySet<string> = new Set([
  'unspecified',
  'undefined',
  'unset',
  'unknown',
  'none',
  'null',
  'nil',
  'n/a',
  'todo',
  'tbd',
  'fixme',
  'changeme',
  'change me',
  'change-me',
  'replaceme',
  'replace me',
  'replace-me',
  'placeholder',
  'xxx',
  '0.0.0',
  '...',
  '…',
  '?',
])

/** Whole values in the brackets of a template: `<edition>`, `${EDITION}`, `$EDITION`, `{{ edition }}`, `%EDITION%`. */
const brackets = /^(?:<[^<>]*>|\$\{[^{}]*\}|\$\w+|\{\{[^{}]*\}\}|%\w+%|@\w+@|__\w+__)$/

/** Whether a value as a whole stands for one that nobody has filled in. */
export function isPlaceholder(value: string): boolean {
  const text = value.trim()
  // What is longer than any of these need not be looked through.
  if (text.length > 256) return false
  return placeholders.has(text.toLowerCase()) || brackets.test(text)
}
