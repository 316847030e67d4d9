import type { PlatformProof } from '@ingot/contract'

/** What is known of one platform of an image once the content of its layers was looked at. */
export interface PlatformEvidence {
  /** The digests of the uncompressed layers as they were hashed; of a layer that was not, none. */
  readonly diffIds?: readonly (string | undefined)[] | undefined
  /**
   * The operating system that the image says it is, from its os-release. Give it only where any image of such a
   * system will do as a base, which is so for PBJ alone: where no allowed base is found it makes of it a claim.
   */
  readonly system?: { readonly id: string; readonly version?: string | undefined } | undefined
  /** What the layers above the base make of the files of the base. */
  readonly changes?: PlatformProof['changes']
}

/** By the digest of the manifest of the platform. */
export type BaseEvidence = Readonly<Record<string, PlatformEvidence>>

/** The operating systems that PBJ may stand on, by the `ID` of their os-release, with the name that they go by. */
export const baseSystems: ReadonlyMap<string, string> = new Map([
  ['ubuntu', 'Ubuntu'],
  ['wolfi', 'Wolfi'],
  ['chainguard', 'Chainguard'],
])
