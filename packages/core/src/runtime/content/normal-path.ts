/**
 * A path of an archive as the file system of the container has it: no leading `/` or `./`, no `.`, no empty part, and
 * `..` taken by its text, as container runtimes do. Empty is the root itself; `undefined` is a path that would lead out
 * of it.
 */
export function normalPath(path: string): string | undefined {
  if (isNormal(path)) return path
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return undefined
  }
  return parts.join('/')
}

/** What almost all paths are, told without taking them apart: no part is empty or begins with a dot. */
function isNormal(path: string): boolean {
  if (path === '' || path.startsWith('/') || path.startsWith('.') || path.endsWith('/')) return false
  return !path.includes('//') && !path.includes('/.')
}

/** The directory that a normal path is in; the root of what is in none. */
export function parentPath(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** A path within a directory; the root is empty. */
export function joinPath(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`
}
