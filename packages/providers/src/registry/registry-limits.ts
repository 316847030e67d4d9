/** What is taken of a registry at most, and how long is waited for it. Sizes are in bytes, times in ms. */
export interface RegistryLimits {
  /** Registries themselves take manifests of up to 4 MiB (distribution-spec, pushing manifests). */
  readonly manifestBytes: number
  readonly configBytes: number
  readonly tokenBytes: number
  /** Of the answer to an error that is read for its code. */
  readonly errorBytes: number
  /** How many pages of tags or referrers are read. */
  readonly pages: number
  readonly tags: number
  readonly referrers: number
  readonly redirects: number
  /** How often one thing is asked for, the first time included. */
  readonly attempts: number
  /** The wait before the second attempt; it doubles with each. */
  readonly firstWait: number
  /** The longest wait that a registry may ask for; where it asks for more, nothing is waited for. */
  readonly longestWait: number
  /** Until the head of an answer is there, connecting included. */
  readonly answerTime: number
  /** Between two pieces of a body. */
  readonly idleTime: number
  /** For all that one call does, but for a blob. */
  readonly totalTime: number
  /** For a whole blob. */
  readonly blobTime: number
  /** Connections to one host at the same time. */
  readonly connections: number
}

const MiB = 1024 * 1024

/** The limits that hold unless others are given. */
export const registryLimits: RegistryLimits = {
  manifestBytes: 4 * MiB,
  configBytes: 8 * MiB,
  tokenBytes: 64 * 1024,
  errorBytes: 16 * 1024,
  pages: 100,
  tags: 10_000,
  referrers: 1000,
  redirects: 5,
  attempts: 4,
  firstWait: 250,
  longestWait: 30_000,
  answerTime: 20_000,
  idleTime: 20_000,
  totalTime: 60_000,
  blobTime: 60 * 60_000,
  connections: 32,
}
