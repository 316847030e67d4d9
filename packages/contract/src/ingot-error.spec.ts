import { Compile } from 'typebox/compile'
import { describe, expect, it } from 'vitest'
import { errors, type ErrorCode } from './errors.ts'
import { Problem } from './fault.ts'
import { IngotError } from './ingot-error.ts'

const codes = Object.keys(errors) as ErrorCode[]

describe('the table of errors', () => {
  it.each(codes)('%s has a status, a sentence and what to do', (code) => {
    const { status, title, remedy } = errors[code]

    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(600)
    expect(title).toMatch(/^[A-Z].*[^.]$/)
    expect(remedy).toMatch(/\.$/)
  })
})

describe('IngotError', () => {
  const isProblem = Compile(Problem)

  it.each(codes)('%s survives the way over the wire', (code) => {
    const fault = { severity: 'error' as const, code: 'X', message: 'm', file: 'f', line: 1, column: 2 }
    const error = new IngotError(code, 'what came', { faults: [fault] })

    const problem = JSON.parse(JSON.stringify(error.toProblem('req-1'))) as Problem
    const back = IngotError.fromProblem(problem)

    expect(isProblem.Check(problem)).toBe(true)
    expect(problem).toMatchObject({ status: error.status, instance: 'req-1', remedy: error.remedy })
    expect(back).toMatchObject({ code, message: 'what came', faults: [fault] })
  })

  it('keeps its cause to itself', () => {
    const error = new IngotError('INTERNAL', 'it failed', { cause: new Error('a password') })

    expect(JSON.stringify(error.toProblem())).not.toContain('password')
    expect(error.cause).toBeInstanceOf(Error)
  })

  it.each(['NO_SUCH_CODE', '__proto__', 'constructor'])('reads an unknown code as a failure: %s', (code) => {
    const problem = { ...new IngotError('INTERNAL', 'said').toProblem(), code }

    expect(IngotError.fromProblem(problem)).toMatchObject({ code: 'INTERNAL', message: 'said' })
  })
})
