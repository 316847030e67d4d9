import { sampleRelease } from '../repo-file/sample-repo-file.ts'
import type { PickableRuntime } from './prepare-runtimes.ts'

/** What differs from a runtime that is an example. */
type Changes = Partial<PickableRuntime['metadata']> & Partial<Omit<PickableRuntime, 'metadata'>>

/** A runtime as an example: enabled, PBJ Workbench with Python 3.11, 2024.02.1. Its id is made of what it is. */
export function sampleRuntime({
  id,
  identifier,
  status,
  reason,
  replacement,
  ...metadata
}: Changes = {}): PickableRuntime {
  const whole = {
    editor: 'PBJ Workbench',
    kernel: 'Python 3.11',
    edition: 'Standard',
    shortVersion: '2024.02',
    maintenanceVersion: 1,
    ...metadata,
  }
  const { editor, kernel, edition, shortVersion, maintenanceVersion } = whole
  const made = `${editor}/${kernel}/${edition}/${shortVersion}.${maintenanceVersion}`
  return {
    id: id ?? made,
    identifier: identifier ?? `registry.example.com/${made.toLowerCase().replaceAll(' ', '-')}`,
    metadata: whole,
    status: status ?? 'ENABLED',
    reason,
    replacement,
  }
}

/** The runtimes of one release of a vendor (`sampleRelease`). */
export function sampleRuntimes(): PickableRuntime[] {
  return sampleRelease().map((entry) =>
    sampleRuntime({
      identifier: entry.image_identifier,
      editor: entry.editor,
      kernel: entry.kernel,
      edition: entry.edition,
      fullVersion: entry.full_version,
    }),
  )
}

/** Runtimes that differ in their versions alone, as `short.maintenance`. */
export function sampleVersions(...texts: string[]): PickableRuntime[] {
  return texts.map((text) => {
    const dot = text.lastIndexOf('.')
    const [maintenance, build] = text.slice(dot + 1).split('-b')
    return sampleRuntime({
      id: text,
      shortVersion: text.slice(0, dot),
      maintenanceVersion: Number(maintenance),
      ...(build === undefined ? {} : { fullVersion: text }),
    })
  })
}
