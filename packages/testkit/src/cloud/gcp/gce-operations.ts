import { notFound, type GceAnswer } from './gce-answer.ts'

interface Operation {
  readonly name: string
  looks: number
  readonly finish: () => void
}

/** The operations of a project (Compute v1, globalOperations). */
export class GceOperations {
  readonly #begun = new Map<string, Operation>()
  readonly #byRequest = new Map<string, Operation>()
  /** How often one is looked at before it is done. */
  looks = 1
  /** What every further one fails with, where it is to. */
  error: { code: string; message: string } | undefined

  /** Begins one, or answers the one that was begun with the same id of a request. */
  begin(requestId: string | null, finish: () => void): GceAnswer {
    const known = this.#byRequest.get(requestId ?? '')
    if (known !== undefined) return this.#shown(known)
    const operation = { name: `operation-${this.#begun.size + 1}`, looks: this.looks, finish }
    this.#begun.set(operation.name, operation)
    if (requestId !== null) this.#byRequest.set(requestId, operation)
    return this.#shown(operation)
  }

  answer(name: string): GceAnswer {
    const operation = this.#begun.get(name)
    if (operation === undefined) return notFound(name)
    operation.looks -= 1
    if (operation.looks === 0 && this.error === undefined) operation.finish()
    return this.#shown(operation)
  }

  #shown({ name, looks }: Operation): GceAnswer {
    const error = looks > 0 || this.error === undefined ? {} : { error: { errors: [this.error] } }
    return { status: 200, body: { name, status: looks > 0 ? 'RUNNING' : 'DONE', ...error } }
  }
}
