import { LayerError } from '../layer-error.ts'

/** The records of an extended header that change an entry. Those that are empty change nothing. */
const known: ReadonlySet<string> = new Set([
  'path',
  'linkpath',
  'size',
  'uid',
  'gid',
  'GNU.sparse.major',
  'GNU.sparse.minor',
  'GNU.sparse.map',
  'GNU.sparse.name',
])

/**
 * Reads the records of an extended header (POSIX pax: `length key=value\n`, where the length counts itself and the end
 * of the line). A value may have any bytes in it, line ends too, so records are told apart by their length alone: who
 * looks for lines can be shown another path than container runtimes take.
 */
export function readPax(bytes: Buffer): Map<string, string> {
  const records = new Map<string, string>()
  for (let at = 0; at < bytes.length;) {
    const end = at + lengthAt(bytes, at)
    const start = bytes.indexOf(0x20, at) + 1
    const equals = bytes.indexOf(0x3d, start)
    if (end > bytes.length || bytes[end - 1] !== 0x0a || equals <= start || equals >= end) throw malformed()
    const key = bytes.toString('utf8', start, equals)
    if (known.has(key)) records.set(key, valueOf(bytes, equals + 1, end - 1))
    at = end
  }
  return records
}

function lengthAt(bytes: Buffer, at: number): number {
  const digits = /^(?<length>\d{1,10}) /.exec(bytes.toString('latin1', at, at + 12))?.groups?.['length']
  if (digits === undefined || Number(digits) < 5) throw malformed()
  return Number(digits)
}

function valueOf(bytes: Buffer, start: number, end: number): string {
  const value = bytes.toString('utf8', start, end)
  if (value.includes('\0')) throw malformed()
  return value
}

/** The number of a record; that of the header where there is none. */
export function paxNumber(records: ReadonlyMap<string, string>, key: string, otherwise: number): number {
  const text = records.get(key)
  if (text === undefined || text === '') return otherwise
  const value = /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(value)) throw malformed()
  return value
}

function malformed(): LayerError {
  return new LayerError(
    'layerMalformed',
    'must be a tar archive, but one of its extended headers cannot be read',
  )
}
