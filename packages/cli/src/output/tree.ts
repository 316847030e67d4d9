/** A line with what hangs under it. */
export interface Branch {
  text: string
  under: readonly Branch[]
}

/** A line with nothing under it. */
export function leaf(text: string): Branch {
  return { text, under: [] }
}

/** Branches as lines under a title. Texts are one line each and already safe to show. */
export function tree(title: string, branches: readonly Branch[]): string {
  return [title, ...drawn(branches, '')].map((line) => `${line}\n`).join('')
}

function drawn(branches: readonly Branch[], indent: string): string[] {
  return branches.flatMap(({ text, under }, index) => {
    const last = index === branches.length - 1
    return [`${indent}${last ? '└─' : '├─'} ${text}`, ...drawn(under, `${indent}${last ? '   ' : '│  '}`)]
  })
}
