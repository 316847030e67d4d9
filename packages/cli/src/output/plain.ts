/** Control characters and those that turn the direction of text: a terminal would obey them. */
const dangerous = /[\p{Cc}\p{Bidi_Control}]/gu

/** Text of the outside as one line that a terminal shows and does not obey. */
export function plain(text: string): string {
  return text.replace(dangerous, escaped)
}

function escaped(character: string): string {
  if (character === '\n') return '\\n'
  if (character === '\t') return '\\t'
  if (character === '\r') return '\\r'
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
