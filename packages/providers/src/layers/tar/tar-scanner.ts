import type { ContentEntry, EntryType } from '@ingot/core'
import { LayerError } from '../layer-error.ts'
import { BLOCK, isZeroBlock, readHeader, type TarHeader } from './header.ts'
import { paxNumber, readPax } from './pax.ts'

/** Who takes the entries of an archive: answers how many bytes of the content are wanted, and is given them. */
export interface EntrySink {
  add(entry: ContentEntry): number
  content(bytes: Uint8Array): void
}

/** What an extended header may have; the limit of archive/tar of Go. */
const META_LIMIT = 1024 * 1024

/** How many unusual types are told of one archive, and how much of a path, in UTF-16 units. */
const UNUSUAL_LIMIT = 4
const SHOWN_PATH = 200

const types: ReadonlyMap<string, EntryType> = new Map([
  ['0', 'file'],
  ['\0', 'file'],
  ['1', 'hardlink'],
  ['2', 'symlink'],
  ['3', 'device'],
  ['4', 'device'],
  ['5', 'directory'],
  ['6', 'fifo'],
  ['7', 'file'],
  ['S', 'file'],
])

/** What the headers before an entry say of it. */
interface Extension {
  pax?: ReadonlyMap<string, string>
  name?: string
  link?: string
}

/**
 * Reads an archive as it comes, without keeping it: headers are taken apart, contents are passed over unless they are
 * wanted. It reads what container runtimes read (archive/tar of Go): a reader that takes a file for where another sees
 * the content of one could be shown files that no container has, or not be shown those that it has. So a fault ends it
 * as it ends them, a global extended header changes nothing, links have no content whatever their size says, and
 * records of extended headers are told apart by their length.
 */
export class TarScanner {
  readonly #sink: EntrySink
  readonly #block = Buffer.alloc(BLOCK)
  /** How many bytes of the next header came already. */
  #filled = 0
  #state: 'header' | 'body' | 'map' | 'end' = 'header'
  #sawZeros = false
  /** Of the body: bytes of content that are still to come, and of padding after them. */
  #left = 0
  #padding = 0
  #kept: Buffer[] = []
  #wanted = 0
  #use: ((bytes: Buffer) => void) | undefined
  #extension: Extension = {}
  #entries = 0
  readonly #unusual = new Map<string, string>()

  constructor(sink: EntrySink) {
    this.#sink = sink
  }

  /** How many entries there were. */
  get entries(): number {
    return this.#entries
  }

  /** Of the first few unusual types the beginning of the first path that had each. */
  get unusual(): ReadonlyMap<string, string> {
    return this.#unusual
  }

  /** Takes the next bytes. Throws a LayerError where they are no archive; then nothing more may be written. */
  write(chunk: Buffer): void {
    let at = 0
    while (at < chunk.length && this.#state !== 'end') {
      at = this.#state === 'body' ? this.#readBody(chunk, at) : this.#readBlock(chunk, at)
    }
  }

  /** Says that no more bytes come. An archive may end without its two blocks of zeros. */
  end(): void {
    if (this.#left === 0 && this.#filled === 0 && this.#state !== 'map') return
    throw new LayerError(
      'layerTruncated',
      'must be a whole tar archive, but ends within an entry; build and push the image again',
    )
  }

  #readBlock(chunk: Buffer, at: number): number {
    if (this.#filled === 0 && chunk.length - at >= BLOCK) {
      this.#takeBlock(chunk, at)
      return at + BLOCK
    }
    const end = Math.min(chunk.length, at + BLOCK - this.#filled)
    this.#filled += chunk.copy(this.#block, this.#filled, at, end)
    if (this.#filled === BLOCK) {
      this.#filled = 0
      this.#takeBlock(this.#block, 0)
    }
    return end
  }

  #takeBlock(buffer: Buffer, at: number): void {
    if (this.#state === 'map') {
      if (buffer[at + 504] === 0) this.#state = 'body'
    } else if (isZeroBlock(buffer, at)) {
      if (this.#sawZeros) this.#state = 'end'
      this.#sawZeros = true
    } else if (this.#sawZeros) {
      throw new LayerError('layerMalformed', 'must be a tar archive, but goes on after a block of zeros')
    } else this.#takeHeader(readHeader(buffer, at))
  }

  #takeHeader(header: TarHeader): void {
    const { flag } = header
    if (flag === 'x') this.#readMeta(header, (bytes) => (this.#extension.pax = readPax(bytes)))
    else if (flag === 'L') this.#readMeta(header, (bytes) => (this.#extension.name = untilZero(bytes)))
    else if (flag === 'K') this.#readMeta(header, (bytes) => (this.#extension.link = untilZero(bytes)))
    else if (flag === 'g') {
      this.#extension = {}
      this.#startBody(header.size, 0)
    } else this.#takeEntry(header)
  }

  #readMeta({ size }: TarHeader, use: (bytes: Buffer) => void): void {
    if (size > META_LIMIT) {
      throw new LayerError(
        'layerMalformed',
        `has an extended header of ${size} bytes; at most ${META_LIMIT} are read`,
      )
    }
    this.#startBody(size, size, use)
  }

  #takeEntry(header: TarHeader): void {
    const { pax = new Map<string, string>(), name, link } = this.#extension
    this.#extension = {}
    const path = name || pax.get('path') || header.name
    const type = typeOf(header.flag, path)
    const given = paxNumber(pax, 'size', header.size)
    const size = type === undefined || type === 'file' ? given : 0
    const isSparse = header.flag === 'S' || pax.has('GNU.sparse.major') || pax.has('GNU.sparse.map')
    this.#entries += 1
    if (type === undefined || header.flag === '7' || header.flag === 'S') this.#note(header.flag, path)
    const wanted =
      type === undefined
        ? 0
        : this.#sink.add({
            path: (isSparse && pax.get('GNU.sparse.name')) || path,
            type,
            mode: header.mode,
            uid: paxNumber(pax, 'uid', header.uid),
            gid: paxNumber(pax, 'gid', header.gid),
            size,
            link: link || pax.get('linkpath') || header.link,
          })
    this.#startBody(size, isSparse ? 0 : wanted, (bytes) => this.#sink.content(bytes))
    if (header.hasMap) this.#state = 'map'
  }

  #note(flag: string, path: string): void {
    if (this.#unusual.size >= UNUSUAL_LIMIT || this.#unusual.has(flag)) return
    // A copy: a slice keeps all of the path in memory, which may have a million characters.
    this.#unusual.set(flag, Buffer.from(path.slice(0, SHOWN_PATH)).toString())
  }

  /** Begins what follows a header; `use` is given the first `wanted` bytes once they came, if there are any. */
  #startBody(size: number, wanted: number, use?: (bytes: Buffer) => void): void {
    if (size < 0) {
      throw new LayerError('layerMalformed', 'must be a tar archive, but an entry has a negative size')
    }
    this.#left = size
    this.#padding = (BLOCK - (size % BLOCK)) % BLOCK
    this.#wanted = Math.min(wanted, size)
    this.#use = this.#wanted > 0 ? use : undefined
    this.#kept = []
    this.#state = size === 0 ? 'header' : 'body'
  }

  #readBody(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + this.#left)
    if (this.#wanted > 0) this.#keep(chunk.subarray(at, Math.min(end, at + this.#wanted)))
    this.#left -= end - at
    const after = this.#left > 0 ? end : Math.min(chunk.length, end + this.#padding)
    this.#padding -= after - end
    if (this.#left === 0 && this.#padding === 0) this.#state = 'header'
    return after
  }

  /** Copies: the chunk belongs to who gave it. */
  #keep(part: Buffer): void {
    this.#kept.push(Buffer.from(part))
    this.#wanted -= part.length
    if (this.#wanted > 0) return
    const [use, kept] = [this.#use, this.#kept]
    this.#kept = []
    use?.(kept.length === 1 ? kept[0]! : Buffer.concat(kept))
  }
}

/** Old archives write directories as files whose path ends in a slash. */
function typeOf(flag: string, path: string): EntryType | undefined {
  return flag === '\0' && path.endsWith('/') ? 'directory' : types.get(flag)
}

function untilZero(bytes: Buffer): string {
  const zero = bytes.indexOf(0)
  return bytes.toString('utf8', 0, zero === -1 ? bytes.length : zero)
}
