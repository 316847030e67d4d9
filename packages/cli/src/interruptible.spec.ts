import { describe, expect, it } from 'vitest'
import { Interrupted, interruptible } from './interruptible.ts'

const reason = () => new Interrupted('Stopped', 'Run it again')
const never = new Promise<void>(() => {})

describe('interruptible()', () => {
  it('does not wait for bytes that never come', async () => {
    async function* silent(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('first')
      await never
    }
    let stop = () => {}
    const stopped = new Promise<void>((resolve) => (stop = resolve))
    const bytes = interruptible(silent(), stopped, reason)
    expect(await bytes.next()).toMatchObject({ done: false })

    const next = bytes.next()
    stop()

    await expect(next).rejects.toThrow(Interrupted)
  })

  it('tells the other side where whoever reads goes away', async () => {
    const told: string[] = []
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield Buffer.from('more')
      } finally {
        told.push('ended')
      }
    }

    for await (const _ of interruptible(endless(), never, reason)) break

    expect(told).toEqual(['ended'])
  })
})
