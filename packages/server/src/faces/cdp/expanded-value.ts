import { IngotError } from '@ingot/contract'

/**
 * Refuses the content of a catalog where its name or URL is expected: the client replaces an URL by what it finds there,
 * unless it is told not to, and sends that as the value.
 */
export function refuseExpanded(catalog: string): void {
  if (!catalog.trimStart().startsWith('{')) return
  throw new IngotError(
    'INVALID_INPUT',
    'The catalog must be a name or a URL, but its content came: the client fetched the URL and sent what it found. ' +
      'Give the name of the catalog, or add --no-parameter-expansion to the command.',
  )
}
