import { dockerfileLimits } from '../limits.ts'

/**
 * A path in a folder as a full path without `.` and `..`; one that ends in a slash keeps it. Nothing where the path is
 * not full and the folder is not known, nor where it is longer than a path can be.
 */
export function joinPath(folder: string | undefined, path: string): string | undefined {
  if (!path.startsWith('/') && folder === undefined) return undefined
  if (path.length + (folder?.length ?? 0) > dockerfileLimits.path) return undefined
  const parts: string[] = []
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  const isFolder = path.endsWith('/') || path === '.' || path.endsWith('/.')
  return `/${parts.join('/')}${isFolder && parts.length > 0 ? '/' : ''}`
}
