import { baseName } from './normal-path.ts'

/** The script that the platform starts as the editor, or a link to it (Cloudera AI, Editor customization). */
export const EDITOR = 'usr/local/bin/ml-runtime-editor'

const KIB = 1024

/** Files that are looked into wherever they come from, with how many bytes of them are looked at. */
const needed: ReadonlyMap<string, number> = new Map([
  ['etc/os-release', 64 * KIB],
  ['usr/lib/os-release', 64 * KIB],
  ['etc/passwd', 1024 * KIB],
  ['etc/group', 1024 * KIB],
  ['etc/pip.conf', 64 * KIB],
  ['etc/apt/sources.list', 256 * KIB],
  [EDITOR, 64 * KIB],
])

/** Files whose content findings are made of; of those that are not here, what comes by must do. */
export const neededPaths: readonly string[] = [...needed.keys()]

/** How many bytes of a small file are looked at that others may lead to. */
const SMALL = 64 * KIB

/** What a file may be looked at for. */
export type Interest = 'needed' | 'kernelspec' | 'apt-source' | 'script'

/** Why the content of the regular file at a real path may matter. */
export function interestIn(path: string): Interest | undefined {
  if (needed.has(path)) return 'needed'
  if (isKernelspec(path)) return 'kernelspec'
  if (isAptSource(path)) return 'apt-source'
  return isLikelyScript(path) ? 'script' : undefined
}

/** How many bytes, from the first, are looked at of a file. */
export function wantedBytes(path: string): number {
  return needed.get(path) ?? SMALL
}

/** A kernelspec, as Jupyter finds it below any of its data directories. */
export function isKernelspec(path: string): boolean {
  return path.endsWith('/kernel.json') && /(?:^|\/)kernels\/[^/]{1,255}\/kernel\.json$/.test(path)
}

/** A list of package sources in either form (sources.list(5)). */
export function isAptSource(path: string): boolean {
  return /^etc\/apt\/sources\.list\.d\/[^/]{1,255}\.(?:list|sources)$/.test(path)
}

/** The editor is a link to a script; these are where scripts are. What is elsewhere is read again if it is needed. */
function isLikelyScript(path: string): boolean {
  return path.startsWith('usr/local/bin/') || /[.-](?:sh|bash)$/.test(baseName(path))
}
