import { RegistryError } from '@ingot/providers'
import { describe, expect, it } from 'vitest'
import { withinTime } from './within-time.ts'

/** Work that goes on until it is stopped. */
const endless = (signal: AbortSignal) =>
  new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
  )

describe('withinTime()', () => {
  it('answers what the work answers', async () => {
    expect(await withinTime(1000, undefined, async () => 7)).toBe(7)
  })

  it('ends what takes too long, as what a registry does not give', async () => {
    const ended = withinTime(20, undefined, endless)

    await expect(ended).rejects.toBeInstanceOf(RegistryError)
    await expect(ended).rejects.toMatchObject({
      kind: 'timeout',
      message: expect.stringContaining('longer than the 0.02 seconds') as string,
    })
  })

  it('ends with the reason of the outer signal', async () => {
    const outer = new AbortController()
    const ended = withinTime(10_000, outer.signal, endless)
    outer.abort(new Error('Nobody waits'))

    await expect(ended).rejects.toThrow('Nobody waits')
  })

  it('passes on what the work throws', async () => {
    await expect(withinTime(1000, undefined, () => Promise.reject(new Error('broken')))).rejects.toThrow(
      'broken',
    )
  })
})
