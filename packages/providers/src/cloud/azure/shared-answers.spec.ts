import { describe, expect, it } from 'vitest'
import { SharedAnswers } from './shared-answers.ts'

const never = new AbortController().signal
const long = 1e9

/** A question that is answered when it is told to, and counts how often it was asked. */
function question() {
  const asked: AbortSignal[] = []
  const pending: { resolve: (value: string) => void; reject: (error: Error) => void }[] = []
  const load = (signal: AbortSignal) => {
    asked.push(signal)
    return new Promise<string>((resolve, reject) => pending.push({ resolve, reject }))
  }
  return { asked, pending, load }
}

describe('SharedAnswers', () => {
  it('asks once for all that wait, and not again for a while', async () => {
    const answers = new SharedAnswers(long)
    const { asked, pending, load } = question()

    const both = Promise.all([answers.get('a', never, load), answers.get('a', never, load)])
    pending[0]?.resolve('here')

    expect(await both).toEqual(['here', 'here'])
    expect(await answers.get('a', never, load)).toBe('here')
    expect(asked).toHaveLength(1)
  })

  it('asks again when an answer is old, was not final, or was cleared', async () => {
    let count = 0
    const load = () => Promise.resolve((count += 1))
    const old = new SharedAnswers(-1)
    const answers = new SharedAnswers(long)

    expect([await old.get('a', never, load), await old.get('a', never, load)]).toEqual([1, 2])
    const notFinal = () => answers.get('a', never, load, () => false)
    expect([await notFinal(), await notFinal()]).toEqual([3, 4])
    expect(await answers.get('b', never, load)).toBe(5)
    answers.clear()
    expect(await answers.get('b', never, load)).toBe(6)
  })

  it('does not remember what was under way when it was cleared', async () => {
    const answers = new SharedAnswers(long)
    const { asked, pending, load } = question()

    const first = answers.get('a', never, load)
    answers.clear()
    const second = answers.get('a', never, load)
    pending[0]?.resolve('old')
    pending[1]?.resolve('new')

    expect(await Promise.all([first, second])).toEqual(['old', 'new'])
    expect(await answers.get('a', never, load)).toBe('new')
    expect(asked).toHaveLength(2)
  })

  it('forgets a failure, which all that wait get', async () => {
    const answers = new SharedAnswers(long)
    const { pending, load } = question()
    const failure = new Error('No')

    const both = [answers.get('a', never, load), answers.get('a', never, load)]
    pending[0]?.reject(failure)

    expect(await Promise.allSettled(both)).toEqual([
      { status: 'rejected', reason: failure },
      { status: 'rejected', reason: failure },
    ])
    const again = answers.get('a', never, load)
    pending[1]?.resolve('here')
    expect(await again).toBe('here')
  })

  it('goes on for who still waits, and ends what nobody waits for', async () => {
    const answers = new SharedAnswers(long)
    const { asked, load } = question()
    const controllers = [new AbortController(), new AbortController()]
    const reasons = controllers.map((_, index) => new Error(`Enough ${index}`))

    const waiting = controllers.map(({ signal }) => answers.get('a', signal, load))
    controllers[0]?.abort(reasons[0])
    await expect(waiting[0]).rejects.toBe(reasons[0])
    expect(asked[0]?.aborted).toBe(false)

    controllers[1]?.abort(reasons[1])
    await expect(waiting[1]).rejects.toBe(reasons[1])
    expect(asked[0]?.aborted).toBe(true)
  })
})
