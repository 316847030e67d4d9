import { errors, type ErrorCode } from './errors.ts'
import type { Fault, Problem } from './fault.ts'

/** A refusal with a code of the table of errors. `message` says what was expected and what came. */
export class IngotError extends Error {
  readonly code: ErrorCode
  readonly faults: readonly Fault[]

  constructor(
    code: ErrorCode,
    message: string,
    options: { faults?: readonly Fault[]; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'IngotError'
    this.code = code
    this.faults = options.faults ?? []
  }

  get status(): number {
    return errors[this.code].status
  }

  get remedy(): string {
    return errors[this.code].remedy
  }

  /** The problem document (RFC 9457) of this error; `instance` is the id of the request. */
  toProblem(instance?: string): Problem {
    const { status, title, remedy } = errors[this.code]
    return {
      type: `/errors/${this.code}`,
      title,
      status,
      code: this.code,
      detail: this.message,
      remedy,
      ...(instance === undefined ? {} : { instance }),
      faults: [...this.faults],
    }
  }

  /** The error that a problem document tells of; an unknown code becomes `INTERNAL`. */
  static fromProblem(problem: Problem): IngotError {
    const code = Object.hasOwn(errors, problem.code) ? (problem.code as ErrorCode) : 'INTERNAL'
    return new IngotError(code, problem.detail, { faults: problem.faults })
  }
}
