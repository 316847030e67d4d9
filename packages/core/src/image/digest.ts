/** Whether two digests (`sha256:…`) say that bytes differ: only those of one algorithm can tell. */
export function differInBytes(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false
  const algorithm = (text: string) => text.split(':', 1)[0]
  return algorithm(one) === algorithm(other) && one !== other
}
