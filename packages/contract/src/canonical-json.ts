import canonicalize from 'canonicalize'

/** The canonical JSON of a value (RFC 8785): the text that digests are taken over. Throws on what JSON cannot say. */
export function canonicalJson(value: unknown): string {
  const text = (canonicalize as unknown as (value: unknown) => string | undefined)(value)
  if (text === undefined) throw new TypeError('Cannot canonicalize a value that JSON cannot say: undefined')
  return text
}
