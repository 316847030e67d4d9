import { LayerError } from '../layer-error.ts'

/** The text of a field, up to its first zero byte. */
export function textField(block: Buffer, at: number, length: number): string {
  const end = at + length
  const zero = block.indexOf(0, at)
  return block.toString('utf8', at, zero === -1 || zero > end ? end : zero)
}

/**
 * The number of a field: octal digits, or where its first bit is set the two's complement in base 256, as GNU has it.
 * A blank field is 0.
 */
export function numberField(block: Buffer, at: number, length: number): number {
  const value = readNumber(block, at, length)
  if (value === undefined || !Number.isSafeInteger(value)) {
    throw new LayerError(
      'layerMalformed',
      'must be a tar archive, but a number in one of its headers is none',
    )
  }
  return value
}

/** Likewise, without a value where the field has no number. */
export function readNumber(block: Buffer, at: number, length: number): number | undefined {
  const first = block[at]!
  if ((first & 0x80) !== 0) return binary(block, at, length)
  let from = at
  let to = at + length
  while (from < to && isBlank(block[from]!)) from += 1
  while (to > from && isBlank(block[to - 1]!)) to -= 1
  let value = 0
  for (; from < to; from += 1) {
    const digit = block[from]!
    if (digit === 0) break
    if (digit < 0x30 || digit > 0x37) return undefined
    value = value * 8 + (digit - 0x30)
  }
  return value
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0
}

function binary(block: Buffer, at: number, length: number): number {
  const isNegative = (block[at]! & 0x40) !== 0
  let value = isNegative ? (block[at]! & 0x7f) - 0x80 : block[at]! & 0x7f
  for (let index = at + 1; index < at + length; index += 1) value = value * 256 + block[index]!
  return value
}
