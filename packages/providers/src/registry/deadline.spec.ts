import { setImmediate } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { startDeadline } from './deadline.ts'

const late = () => new Error('late')

describe('startDeadline()', () => {
  it('hears a signal as often as one likes, without a warning of Node', async () => {
    const warned = vi.fn()
    process.on('warning', warned)
    onTestFinished(() => void process.off('warning', warned))
    const controller = new AbortController()

    const deadlines = Array.from({ length: 20 }, () => startDeadline(60_000, late, controller.signal))
    controller.abort(new Error('stopped'))
    await setImmediate()

    expect(deadlines.map(({ signal }) => (signal.reason as Error).message)).toEqual(
      Array.from({ length: 20 }, () => 'stopped'),
    )
    for (const { end } of deadlines) end()
    expect(warned).not.toHaveBeenCalled()
  })

  it('fires when time is up, and not after its end', async () => {
    const [soon, ended] = [startDeadline(1, late), startDeadline(1, late)]
    ended.end()

    await expect.poll(() => soon.signal.aborted).toBe(true)
    expect(soon.signal.reason).toMatchObject({ message: 'late' })
    expect(ended.signal.aborted).toBe(false)
  })
})
