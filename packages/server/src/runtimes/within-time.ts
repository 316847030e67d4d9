import { RegistryError, startDeadline } from '@ingot/providers'

const MINUTE = 60_000

/**
 * How long registries are waited for in one operation, in ms. Every single answer has limits of its own; these are for
 * all that is asked together, since a registry may give each answer at the last moment.
 */
export const patience = {
  /** Of one image its manifests, configurations and signatures. */
  image: 5 * MINUTE,
  /** The same with the content of its layers. */
  layers: 60 * MINUTE,
  /** Of each of many images a little. */
  many: 10 * MINUTE,
} as const

/**
 * Does work with a signal that fires when so many ms are over, or with the outer one. What is not read by then fails
 * with a `RegistryError`, as what a registry does not give.
 */
export async function withinTime<Result>(
  time: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const late = () => {
    const message = `Reading took longer than the ${time / 1000} seconds that are given to it; try again, or look at the registry and the network between`
    return new RegistryError('timeout', message)
  }
  const { signal, end } = startDeadline(time, late, outer)
  try {
    return await work(signal)
  } finally {
    end()
  }
}
