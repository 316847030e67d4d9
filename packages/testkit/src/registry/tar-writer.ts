/** An entry of an archive as a test wants it, true or not. */
export interface TarEntry {
  /** As it stands in the archive: nothing is normalised. */
  path: string
  /** A directory where the path ends in `/`, else a file, if left open. */
  type?: keyof typeof typeFlags
  /** Another type than those that have a name: `g`, `L`, `S`. */
  flag?: string
  mode?: number
  uid?: number
  gid?: number
  user?: string
  group?: string
  /** Seconds since 1970. */
  modified?: number
  content?: string | Uint8Array
  /** The size that the header says; that of the content if left open. A lie otherwise. */
  size?: number
  /** What a symbolic or hard link leads to. */
  link?: string
  /** Records of an extended header before the entry. They win over the header, as readers have it. */
  pax?: Record<string, string>
}

const typeFlags = {
  file: '0',
  hardlink: '1',
  symlink: '2',
  character: '3',
  block: '4',
  directory: '5',
  fifo: '6',
}

const BLOCK = 512

/** An archive (POSIX.1-2001 pax interchange format) with its two empty blocks at the end. */
export function tarOf(entries: readonly TarEntry[]): Buffer {
  return Buffer.concat([...entries.flatMap(entryBlocks), Buffer.alloc(2 * BLOCK)])
}

function entryBlocks(entry: TarEntry): Buffer[] {
  const pax = { ...neededPax(entry), ...entry.pax }
  return [...(Object.keys(pax).length === 0 ? [] : paxBlocks(pax)), ...plainBlocks(entry)]
}

/** One entry without an extended header, as the archive has it: header, content, padding. */
function plainBlocks(entry: TarEntry): Buffer[] {
  const content = Buffer.from(entry.content ?? '')
  return [tarHeader(entry, entry.size ?? content.length), content, padding(content.length)]
}

/** The zeros that fill a content of `size` bytes up to a whole number of blocks. */
export function padding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK)
}

function paxBlocks(pax: Record<string, string>): Buffer[] {
  const records = Object.entries(pax).map(([name, value]) => paxRecord(` ${name}=${value}\n`))
  return plainBlocks({ path: 'PaxHeaders.0/entry', flag: 'x', content: Buffer.concat(records) })
}

/** A record begins with its own length, which counts the digits that it is written with. */
function paxRecord(rest: string): Buffer {
  const size = Buffer.byteLength(rest)
  let length = size
  while (length !== size + String(length).length) length = size + String(length).length
  return Buffer.from(`${length}${rest}`)
}

/** What does not fit into the header. */
function neededPax({ path, link = '' }: TarEntry): Record<string, string> {
  return {
    ...(splitPath(path) === undefined ? { path } : {}),
    ...(fits(link, 100) ? {} : { linkpath: link }),
  }
}

function fits(text: string, length: number): boolean {
  return Buffer.byteLength(text) <= length && /^[\x20-\x7e]*$/.test(text)
}

/** A path as the two fields of the header have it, where it fits into them. */
function splitPath(path: string): { prefix: string; name: string } | undefined {
  if (fits(path, 100)) return { prefix: '', name: path }
  if (!fits(path, 256)) return undefined
  for (let at = path.indexOf('/'); at > 0 && at <= 155; at = path.indexOf('/', at + 1)) {
    const name = path.slice(at + 1)
    if (name !== '' && name.length <= 100) return { prefix: path.slice(0, at), name }
  }
  return undefined
}

/** The header of an entry whose content has `size` bytes. */
export function tarHeader(entry: TarEntry, size: number): Buffer {
  const type = entry.type ?? (entry.path.endsWith('/') ? 'directory' : 'file')
  const { prefix, name } = splitPath(entry.path) ?? { prefix: '', name: entry.path }
  const header = Buffer.alloc(BLOCK)
  put(header, name, 0, 100)
  putNumber(header, entry.mode ?? (type === 'directory' ? 0o755 : 0o644), 100, 8)
  putNumber(header, entry.uid ?? 0, 108, 8)
  putNumber(header, entry.gid ?? 0, 116, 8)
  putNumber(header, size, 124, 12)
  putNumber(header, entry.modified ?? 0, 136, 12)
  put(header, entry.flag ?? typeFlags[type], 156, 1)
  put(header, entry.link ?? '', 157, 100)
  put(header, 'ustar\u000000', 257, 8)
  put(header, entry.user ?? '', 265, 32)
  put(header, entry.group ?? '', 297, 32)
  put(header, prefix, 345, 155)
  return withChecksum(header)
}

function withChecksum(header: Buffer): Buffer {
  header.fill(' ', 148, 156)
  const sum = header.reduce((total, byte) => total + byte, 0)
  put(header, `${sum.toString(8).padStart(6, '0')}\0 `, 148, 8)
  return header
}

function put(header: Buffer, text: string, at: number, length: number): void {
  Buffer.from(text).copy(header, at, 0, length)
}

/** Octal digits, or where these do not suffice the two's complement in base 256, as GNU has it. */
function putNumber(header: Buffer, value: number, at: number, length: number): void {
  const digits = value.toString(8).padStart(length - 1, '0')
  if (value >= 0 && digits.length < length) {
    put(header, digits, at, length - 1)
    return
  }
  let rest = BigInt.asUintN(8 * length, BigInt(value))
  for (let index = at + length - 1; index >= at; index -= 1) {
    header[index] = Number(rest & 0xffn)
    rest >>= 8n
  }
  header[at] = (header[at] ?? 0) | 0x80
}
