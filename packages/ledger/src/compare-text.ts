const FIRST_SURROGATE = 0xd800

/**
 * Orders texts by code point, which is the byte order of their UTF-8: the order in which both stores sort (BINARY in
 * SQLite, collation "C" in PostgreSQL). Negative, zero or positive, as `Array.sort` wants it.
 */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index += 1) {
    const difference = rank(a.charCodeAt(index)) - rank(b.charCodeAt(index))
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** Puts the units of surrogate pairs above all others, where their code points are. */
function rank(unit: number): number {
  return unit >= FIRST_SURROGATE && unit <= 0xdfff ? unit + 0x10000 : unit
}
