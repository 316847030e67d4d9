/** Wide enough for every label that most sheets have, so that sheets look alike. */
const labelWidth = 13

/** Fields one a line, their values under each other; a field without a value is left out. */
export function fieldLines(fields: readonly (readonly [name: string, value: string | undefined])[]): string {
  const known = fields.filter(([, value]) => value !== undefined && value !== '')
  const width = Math.max(labelWidth, ...known.map(([name]) => name.length + 1))
  return known.map(([name, value]) => `${name.padEnd(width)}${value}\n`).join('')
}

/** Lines under a title; nothing where there are none. */
export function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [title, ...lines.map((line) => `  ${line}`), ''].join('\n')
}

/** Sections with a blank line between them. */
export function joinedSections(sections: readonly string[]): string {
  return sections.filter((text) => text !== '').join('\n')
}
