import type { ContentEntry } from '@ingot/core'
import { TarScanner } from './tar-scanner.ts'

/** What a scanner makes of an archive: its entries with the content that was wanted of them, and its fault. */
export interface Scanned {
  readonly entries: (ContentEntry & { readonly text?: string })[]
  readonly fault: unknown
  readonly unusual: ReadonlyMap<string, string>
}

/** Scans an archive that comes in pieces of `piece` bytes; of each file the first `wanted` bytes are looked at. */
export function scanned(bytes: Uint8Array, { piece = bytes.length, wanted = 1024 } = {}): Scanned {
  const entries: Scanned['entries'] = []
  const scanner = new TarScanner({
    add(entry) {
      entries.push(entry)
      return entry.type === 'file' ? Math.min(wanted, entry.size) : 0
    },
    content(found) {
      entries.push({ ...entries.pop()!, text: Buffer.from(found).toString('latin1') })
    },
  })
  try {
    for (let at = 0; at < bytes.length; at += piece) {
      scanner.write(Buffer.from(bytes.subarray(at, at + piece)))
    }
    scanner.end()
    return { entries, fault: undefined, unusual: scanner.unusual }
  } catch (fault) {
    return { entries, fault, unusual: scanner.unusual }
  }
}
