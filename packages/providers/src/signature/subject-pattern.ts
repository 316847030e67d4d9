/**
 * Whether a subject is what a pattern says: every `*` stands for any characters, also for none; all else stands for
 * itself. Each part is looked for once, from where the part before it ended, so the time is bounded however many `*`
 * there are.
 */
export function matchesSubject(pattern: string, subject: string): boolean {
  const parts = pattern.split('*')
  const [first = '', ...rest] = parts
  const last = rest.pop()
  if (last === undefined) return pattern === subject
  if (!subject.startsWith(first) || !subject.endsWith(last)) return false
  const end = subject.length - last.length
  let at = first.length
  for (const part of rest) {
    const found = subject.indexOf(part, at)
    if (found === -1) return false
    at = found + part.length
  }
  return at <= end
}
