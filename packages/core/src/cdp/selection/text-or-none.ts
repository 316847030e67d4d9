/** A text without the spaces around it; a blank one counts as none, as clients send empty texts for what is not set. */
export function textOrNone(text: string | undefined): string | undefined {
  const trimmed = text?.trim()
  return trimmed === '' ? undefined : trimmed
}
