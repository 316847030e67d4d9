import { BoundedMap } from '../../registry/bounded-map.ts'
import { orAborted } from '../../registry/deadline.ts'

interface Answer {
  readonly promise: Promise<unknown>
  readonly controller: AbortController
  /** How many wait for it. */
  waiting: number
  /** When it came, in ms; absent as long as it is under way. */
  came?: number
}

/**
 * Answers that are the same for every region: what is asked for while it is under way, or shortly after it came, is not
 * asked again. What nobody waits for any longer is ended, and a failure is forgotten.
 */
export class SharedAnswers {
  readonly #answers = new BoundedMap<Answer>(4096)
  readonly #freshFor: number

  /** `freshFor`: how long an answer is good after it came, in ms. */
  constructor(freshFor: number) {
    this.#freshFor = freshFor
  }

  /** The answer to `key`; `isFinal` tells whether it may be given again after it came. */
  get<Value>(
    key: string,
    signal: AbortSignal,
    load: (signal: AbortSignal) => Promise<Value>,
    isFinal: (value: Value) => boolean = () => true,
  ): Promise<Value> {
    const answer = this.#fresh(key) ?? this.#begin(key, load, isFinal)
    answer.waiting += 1
    return orAborted(answer.promise as Promise<Value>, signal).finally(() => {
      answer.waiting -= 1
      if (answer.waiting > 0 || answer.came !== undefined) return
      this.#forget(key, answer)
      answer.controller.abort()
    })
  }

  /** Forgets everything, also what is under way: after something was changed. */
  clear(): void {
    this.#answers.clear()
  }

  #fresh(key: string): Answer | undefined {
    const answer = this.#answers.get(key)
    if (answer?.came === undefined || performance.now() - answer.came < this.#freshFor) return answer
    this.#answers.delete(key)
    return undefined
  }

  #begin<Value>(
    key: string,
    load: (signal: AbortSignal) => Promise<Value>,
    isFinal: (value: Value) => boolean,
  ): Answer {
    const controller = new AbortController()
    const promise = load(controller.signal).then(
      (value) => {
        answer.came = performance.now()
        if (!isFinal(value)) this.#forget(key, answer)
        return value
      },
      (error: unknown) => {
        answer.came = performance.now()
        this.#forget(key, answer)
        throw error
      },
    )
    const answer: Answer = { promise, controller, waiting: 0 }
    this.#answers.set(key, answer)
    return answer
  }

  #forget(key: string, answer: Answer): void {
    if (this.#answers.get(key) === answer) this.#answers.delete(key)
  }
}
