/** That who started the work wants it to end. `message` says what was under way, and what holds now. */
export class Interrupted extends Error {
  readonly remedy: string

  constructor(message: string, remedy: string) {
    super(message)
    this.name = 'Interrupted'
    this.remedy = remedy
  }
}

/**
 * The bytes as they come, until `stopped` resolves: then the other side is told that nobody reads on, and what `reason`
 * makes is thrown at once, whatever the other side is waiting for.
 */
export async function* interruptible(
  bytes: AsyncIterable<Uint8Array>,
  stopped: Promise<void>,
  reason: () => Interrupted,
): AsyncGenerator<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]()
  const stop = stopped.then(() => 'stopped' as const)
  let isStopped = false
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), stop])
      isStopped = next === 'stopped'
      if (next === 'stopped') throw reason()
      if (next.done === true) return
      yield next.value
    }
  } finally {
    // A generator ends only when what it waits for has come: that may be what the user does not want to wait for.
    const ended = Promise.resolve(iterator.return?.()).catch(() => undefined)
    if (!isStopped) await ended
  }
}

/** What a promise comes to, unless `stopped` resolves before: then what `reason` makes is thrown. */
export async function orInterrupted<Value>(
  work: Promise<Value>,
  stopped: Promise<void>,
  reason: () => Interrupted,
): Promise<Value> {
  return await Promise.race([
    work,
    stopped.then((): never => {
      throw reason()
    }),
  ])
}
