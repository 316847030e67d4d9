import { describe, expect, it } from 'vitest'
import { manualClock } from '../testing/manual-clock.ts'
import { machineClock, repeat } from './repeat.ts'

const hour = 60 * 60_000

describe('repeat()', () => {
  it('runs at once, and then whenever the time has come', async () => {
    const clock = manualClock('2026-11-21T10:00:00Z')
    const runs: string[] = []
    const repetition = repeat(clock, async () => {
      runs.push(clock.now().toISOString())
      return clock.now().getTime() + 90_000
    })

    await clock.advance(0)
    await clock.advance(89_999)
    expect(runs).toHaveLength(1)
    await clock.advance(1)
    await clock.advance(90_000)
    await repetition.close()
    await clock.advance(hour)

    expect(runs).toEqual(['2026-11-21T10:00:00.000Z', '2026-11-21T10:01:30.000Z', '2026-11-21T10:03:00.000Z'])
  })

  it('runs once more when it is woken meanwhile, never twice at a time', async () => {
    const clock = manualClock('2026-11-21T10:00:00Z')
    const ends: (() => void)[] = []
    const repetition = repeat(clock, async () => {
      await new Promise<void>((resolve) => ends.push(resolve))
      return Number.POSITIVE_INFINITY
    })
    repetition.wake()
    repetition.wake()
    await clock.advance(0)
    expect(ends).toHaveLength(1)

    ends[0]?.()
    await clock.advance(0)
    expect(ends).toHaveLength(2)
    ends[1]?.()
    await clock.advance(24 * hour)
    expect(ends).toHaveLength(2)

    repetition.wake()
    await clock.advance(0)
    expect(ends).toHaveLength(3)
    ends[2]?.()
    await repetition.close()
  })

  it('looks at the clock every hour, however long it has to wait', async () => {
    const clock = manualClock('2026-11-21T10:00:00Z')
    let runs = 0
    const repetition = repeat(clock, async () => {
      runs += 1
      return clock.now().getTime() + 365 * 24 * hour
    })

    await clock.advance(0)
    expect(clock.waiting()).toEqual([hour])
    await clock.advance(hour)
    expect(runs).toBe(2)
    await repetition.close()
    expect(clock.waiting()).toEqual([])
  })

  it('waits for the round that is running when it is closed', async () => {
    const clock = manualClock('2026-11-21T10:00:00Z')
    let end = () => undefined as void
    let isDone = false
    const repetition = repeat(clock, async () => {
      await new Promise<void>((resolve) => (end = resolve))
      isDone = true
      return 0
    })
    await clock.advance(0)
    const closing = repetition.close()
    end()
    await closing

    expect(isDone).toBe(true)
    expect(clock.waiting()).toEqual([])
  })
})

describe('the clock of the machine', () => {
  it('waits, unless it is prevented', async () => {
    const runs: string[] = []
    machineClock.after(5, () => runs.push('first'))
    machineClock.after(5, () => runs.push('second'))()
    await new Promise((resolve) => setTimeout(resolve, 30))

    expect(runs).toEqual(['first'])
  })
})
