/**
 * The elements of a JSON list of texts, as `CMD ["a", "b"]` has it. Nothing where the text is no JSON list, which
 * makes it a command for the shell; `not-texts` where a list has something else in it, which no builder takes.
 */
export function readJson(text: string): readonly string[] | 'not-texts' | undefined {
  if (!text.startsWith('[')) return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!Array.isArray(value)) return undefined
  return value.every((element) => typeof element === 'string') ? value : 'not-texts'
}
