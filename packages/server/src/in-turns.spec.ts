import { expect, it } from 'vitest'
import { inTurns } from './in-turns.ts'

function held() {
  let end: () => void = () => undefined
  const until = new Promise<void>((resolve) => (end = resolve))
  return { until, end }
}

it('runs so much at the same time, and the rest in its order', async () => {
  const turns = inTurns(2)
  const holds = [held(), held(), held(), held()]
  const begun: number[] = []
  const all = holds.map(({ until }, index) =>
    turns(async () => {
      begun.push(index)
      await until
      return index
    }),
  )

  await Promise.resolve()
  expect(begun).toEqual([0, 1])
  holds[1]?.end()
  await all[1]
  expect(begun).toEqual([0, 1, 2])
  for (const { end } of holds) end()
  expect(await Promise.all(all)).toEqual([0, 1, 2, 3])
  expect(begun).toEqual([0, 1, 2, 3])
})

it('gives the place of what failed to the next', async () => {
  const turns = inTurns(1)
  const failing = turns(async () => Promise.reject(new Error('broken')))
  const next = turns(async () => 'done')

  await expect(failing).rejects.toThrow('broken')
  expect(await next).toBe('done')
})

it('lets what is aborted while it waits leave at once, and nobody loses a place by it', async () => {
  const turns = inTurns(1)
  const hold = held()
  const first = turns(() => hold.until)
  const controller = new AbortController()
  const aborted = turns(async () => 'begun', controller.signal)
  const late = turns(async () => 'begun', AbortSignal.abort(new Error('too late')))
  const last = turns(async () => 'last')
  const ends = [expect(aborted).rejects.toThrow('nobody waits'), expect(late).rejects.toThrow('too late')]
  controller.abort(new Error('nobody waits'))

  await Promise.all(ends)
  hold.end()
  await first
  expect(await last).toBe('last')
  expect(await turns(async () => 'next')).toBe('next')
})
