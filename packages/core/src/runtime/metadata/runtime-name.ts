import type { RuntimeMetadata } from '@ingot/contract'

/**
 * The name of the image that a runtime is stored as: `PBJ Workbench / Python 3.11 / Standard`. Runtimes of one name
 * are versions of each other. A side that could be misread (it has a slash or a quote, or spaces around it) is
 * written as a JSON text, so that no two runtimes share a name by accident.
 */
export function runtimeName({
  editor,
  kernel,
  edition,
}: Pick<RuntimeMetadata, 'editor' | 'kernel' | 'edition'>): string {
  return [editor, kernel, edition].map(sideOf).join(' / ')
}

/** The version of the image that a runtime is stored as: short version and maintenance version, `2024.02.1`. */
export function runtimeVersion({
  shortVersion,
  maintenanceVersion,
}: Pick<RuntimeMetadata, 'shortVersion' | 'maintenanceVersion'>): string {
  return `${shortVersion}.${maintenanceVersion}`
}

function sideOf(side: string): string {
  const isPlain = side !== '' && side === side.trim() && !/["/]/.test(side)
  return isPlain ? side : JSON.stringify(side)
}
