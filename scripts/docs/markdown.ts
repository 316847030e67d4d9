/** Text as it stands in a cell of a Markdown table. */
export function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ').replaceAll('<', '&lt;')
}

/** Code within a line; in a table a pipe needs its backslash even there. */
export function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``
}

/** A Markdown table; nothing where there are no rows. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return []
  return [line(head), line(head.map(() => '---')), ...rows.map(line)]
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

/** The anchor that a heading gets. */
export function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-')
}

/** A page: a title, what it is made from, and its blocks with empty lines between. */
export function page(title: string, source: string, blocks: readonly (readonly string[])[]): string {
  const made = `<!-- Made by \`npm run docs\` from ${source}; do not edit. -->`
  const filled = [[`# ${title}`], [made], ...blocks].filter((block) => block.length > 0)
  return `${filled.map((block) => block.join('\n')).join('\n\n')}\n`
}
