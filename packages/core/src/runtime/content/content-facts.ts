import type { PlatformProof } from '@ingot/contract'
import type { StoredContent } from './content-store.ts'
import type { TreeFile } from './file-tree.ts'
import type { Oddity } from './oddities.ts'
import type { OsRelease } from './os-release.ts'

/** What was found in the layers of an image of one platform. */
export interface ContentFacts {
  /** Whether every layer was read to its end: only then is what was not found not there. */
  readonly isComplete: boolean
  /** How many layers, from the lowest, are of the base; 0 where none was recognised. */
  readonly baseLayers: number
  /** What a path leads to, with or without a leading `/`; the root is empty. */
  find(path: string): TreeFile | undefined
  /** What is at a normal path itself: a symbolic link is not followed. */
  at(path: string): TreeFile | undefined
  /** The content of a file, as far as it was kept. */
  contentOf(file: TreeFile): StoredContent | undefined
  readonly kernelspecs: readonly string[]
  readonly aptSources: readonly string[]
  /** Of each Jupyter kernel gateway that is installed its `.dist-info` or `.egg-info`, or the file in it that says so. */
  readonly gateways: readonly string[]
  /** Likewise of packages that only their user sees. */
  readonly userPackages: readonly string[]
  /** What layers above the base put where a session mounts something else, and how much more there is. */
  readonly mountedOver: { readonly paths: readonly string[]; readonly more: number }
  readonly oddities: readonly Oddity[]
  /** The operating system, where the image says which it is. */
  readonly system: OsRelease | undefined
  /** What layers above the base make of its files; absent where no base was recognised. */
  readonly changes: PlatformProof['changes']
}
