/**
 * Where the comment at the end of a value begins, or -1. A `#` begins a comment when a blank stands before it and
 * it is not inside double quotes or `${…}` (CycleCloud docs comment attributes so: `MachineType = Standard_A4 # 8
 * cores`). A quote that is never closed is an ordinary character.
 */
export function findComment(text: string): number {
  if (!text.includes('#')) return -1
  const scanner = createScanner(text)
  let index = 0
  while (index < text.length) {
    const character = text[index]
    if (character === '#' && isBlank(text[index - 1])) return index
    if (character === '"') index = scanner.skipString(index)
    else if (character === '$' && text[index + 1] === '{') index = scanner.skipReference(index) ?? text.length
    else index++
  }
  return -1
}

/** Skips over strings and references of one text, in time that grows with the text however often it is asked. */
export interface Scanner {
  /** The index behind the string that opens at `start`, or the next index when nothing closes it. */
  skipString(start: number): number
  /** The index behind the `${…}` that opens at `start`, or undefined when nothing closes it. */
  skipReference(start: number): number | undefined
}

export function createScanner(text: string): Scanner {
  // Behind a quote that nothing closes no string can be closed either; looking again and again would be quadratic.
  let closable = true

  function skipString(start: number): number {
    if (!closable) return start + 1
    for (let index = start + 1; index < text.length; index++) {
      if (text[index] === '\\') index++
      else if (text[index] === '"') return index + 1
    }
    closable = false
    return start + 1
  }

  function skipReference(start: number): number | undefined {
    let depth = 0
    let index = start + 1
    while (index < text.length) {
      const character = text[index]
      if (character === '{') depth++
      if (character === '}' && --depth === 0) return index + 1
      index = character === '"' ? skipString(index) : index + 1
    }
    return undefined
  }

  return { skipString, skipReference }
}

function isBlank(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character)
}
