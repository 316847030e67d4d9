import { LayerError } from '../layer-error.ts'
import { numberField, readNumber, textField } from './fields.ts'

export const BLOCK = 512

/** A header of an archive as it stands there. */
export interface TarHeader {
  readonly name: string
  readonly link: string
  /** One character; `\0` in old archives. */
  readonly flag: string
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly size: number
  /** Whether blocks that map the holes of a sparse file follow it, before its content. */
  readonly hasMap: boolean
}

/** Whether a block is nothing but zeros, as the two at the end of an archive are. */
export function isZeroBlock(block: Buffer, at: number): boolean {
  if (block[at] !== 0) return false
  for (let index = at + 1; index < at + BLOCK; index += 1) if (block[index] !== 0) return false
  return true
}

/**
 * Reads the header at a place of a buffer (POSIX ustar and pax, GNU and what was before; as archive/tar of Go has it,
 * which is what container runtimes unpack with).
 */
export function readHeader(buffer: Buffer, at: number): TarHeader {
  if (!hasRightSum(buffer, at)) {
    throw new LayerError(
      'layerMalformed',
      'must be a tar archive, but one of its headers has a wrong checksum',
    )
  }
  const name = textField(buffer, at, 100)
  const prefix = prefixOf(buffer, at)
  const flag = String.fromCharCode(buffer[at + 156]!)
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    link: buffer[at + 157] === 0 ? '' : textField(buffer, at + 157, 100),
    flag,
    mode: numberField(buffer, at + 100, 8),
    uid: numberField(buffer, at + 108, 8),
    gid: numberField(buffer, at + 116, 8),
    size: numberField(buffer, at + 124, 12),
    hasMap: flag === 'S' && buffer[at + 482] !== 0,
  }
}

/** The sum of all bytes, those of the sum itself taken for blanks; some archives take bytes for signed. */
function hasRightSum(buffer: Buffer, at: number): boolean {
  const given = readNumber(buffer, at + 148, 8)
  let unsigned = 8 * 0x20
  let high = 0
  for (let index = at; index < at + BLOCK; index += 1) {
    if (index === at + 148) index += 8
    const byte = buffer[index]!
    unsigned += byte
    high += byte >> 7
  }
  return given === unsigned || given === unsigned - 256 * high
}

/** What stands before the name, where the format has room for it. */
function prefixOf(buffer: Buffer, at: number): string {
  if (buffer[at + 345] === 0) return ''
  const magic = buffer.toString('latin1', at + 257, at + 265)
  if (magic.startsWith('ustar\0')) {
    const isStar = buffer.toString('latin1', at + 508, at + 512) === 'tar\0'
    return textField(buffer, at + 345, isStar ? 131 : 155)
  }
  return magic === 'ustar  \0' && !hasTimes(buffer, at) ? asciiPrefix(buffer, at) : ''
}

/** GNU has two times where others have the prefix; an old writer in Go wrote a prefix nonetheless. */
function hasTimes(buffer: Buffer, at: number): boolean {
  return [at + 345, at + 357].every(
    (field) => buffer[field] === 0 || readNumber(buffer, field, 12) !== undefined,
  )
}

function asciiPrefix(buffer: Buffer, at: number): string {
  const prefix = textField(buffer, at + 345, 155)
  return /^[\x20-\x7e]*$/.test(prefix) ? prefix : ''
}
