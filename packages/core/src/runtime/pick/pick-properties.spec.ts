import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryAllowed, arbitraryRequest, arbitraryRuntimes } from './arbitrary-runtimes.ts'
import { oraclePick } from './pick-oracle.ts'
import { pickRuntime } from './pick-runtime.ts'
import { prepareRuntimes } from './prepare-runtimes.ts'

const runs = { numRuns: 400 }

describe('pickRuntime()', () => {
  it('answers as the rules do when they are gone through one by one', () => {
    fc.assert(
      fc.property(
        arbitraryRuntimes(),
        arbitraryRequest(),
        arbitraryAllowed(),
        (runtimes, request, allowed) => {
          const { id, result } = pickRuntime(prepareRuntimes(runtimes), request, { allowed })
          const expected = oraclePick(runtimes, request, allowed)
          const given = expected.result === 'open' ? 'none' : expected.result

          expect({ id, result }).toEqual({ id: 'id' in expected ? expected.id : undefined, result: given })
        },
      ),
      runs,
    )
  })

  it('does not depend on the order of the runtimes', () => {
    const shuffled = arbitraryRuntimes().chain((runtimes) =>
      fc.tuple(fc.constant(runtimes), fc.shuffledSubarray(runtimes, { minLength: runtimes.length })),
    )
    fc.assert(
      fc.property(
        shuffled,
        arbitraryRequest(),
        fc.boolean(),
        ([runtimes, others], request, allowSubstitute) => {
          const options = { allowSubstitute, trace: true }
          expect(pickRuntime(prepareRuntimes(others), request, options)).toEqual(
            pickRuntime(prepareRuntimes(runtimes), request, options),
          )
        },
      ),
    )
  })

  it('never substitutes unless that is allowed, nor where something fits', () => {
    fc.assert(
      fc.property(
        arbitraryRuntimes(),
        arbitraryRequest(),
        arbitraryAllowed(),
        (runtimes, request, allowed) => {
          const index = prepareRuntimes(runtimes)
          const strict = pickRuntime(index, request, { allowed })
          const lenient = pickRuntime(index, request, { allowed, allowSubstitute: true })

          expect(strict.substitutions).toEqual([])
          expect(strict.result).not.toBe('substituted')
          if (strict.result !== 'none') expect(lenient).toEqual(strict)
        },
      ),
      runs,
    )
  })

  it('says every field in which a substitute differs, and keeps to the language of the kernel', () => {
    fc.assert(
      fc.property(
        arbitraryRuntimes(),
        arbitraryRequest(),
        arbitraryAllowed(),
        (runtimes, request, allowed) => {
          const answer = pickRuntime(prepareRuntimes(runtimes), request, { allowed, allowSubstitute: true })
          const chosen = runtimes.find(({ id }) => id === answer.id)
          fc.pre(chosen !== undefined)
          const said = new Set(answer.substitutions.map(({ field }) => field))
          const language = (kernel: string): string => kernel.split(' ')[0]!

          for (const field of ['editor', 'kernel', 'edition'] as const) {
            const isOther = request[field] !== undefined && request[field] !== chosen.metadata[field]
            expect(said.has(field)).toBe(isOther)
          }
          expect(answer.result === 'substituted').toBe(said.size > 0)
          if (request.kernel !== undefined) {
            expect(language(chosen.metadata.kernel)).toBe(language(request.kernel))
          }
          expect(chosen.status).not.toBe('DISABLED')
          if (allowed !== undefined) expect(allowed.has(chosen.id)).toBe(true)
        },
      ),
      runs,
    )
  })

  it('gives up the editor last, then the edition, then the kernel', () => {
    fc.assert(
      fc.property(arbitraryRuntimes(), arbitraryRequest(), (runtimes, request) => {
        const answer = pickRuntime(prepareRuntimes(runtimes), request, { allowSubstitute: true })
        fc.pre(answer.result === 'substituted')
        const language = request.kernel?.split(' ')[0]
        let left = runtimes.filter(
          ({ status, metadata }) =>
            status !== 'DISABLED' && (language === undefined || metadata.kernel.split(' ')[0] === language),
        )
        for (const field of ['editor', 'edition', 'kernel'] as const) {
          const same = left.filter(({ metadata }) => metadata[field] === request[field])
          const isSubstituted = answer.substitutions.some((one) => one.field === field)
          if (request[field] !== undefined) expect(isSubstituted).toBe(same.length === 0)
          if (same.length > 0) left = same
          else if (isSubstituted) {
            const { got } = answer.substitutions.find((one) => one.field === field)!
            left = left.filter(({ metadata }) => metadata[field] === got)
          }
        }
      }),
      runs,
    )
  })

  it('tells a trace that comes to the same answer', () => {
    const flags = fc.record({ allowSubstitute: fc.boolean() })
    fc.assert(
      fc.property(
        arbitraryRuntimes(),
        arbitraryRequest(),
        arbitraryAllowed(),
        flags,
        (runtimes, request, allowed, { allowSubstitute }) => {
          const index = prepareRuntimes(runtimes)
          const answer = pickRuntime(index, request, { allowed, allowSubstitute, trace: true })
          const { trace = [], ...rest } = answer
          const kept = trace.filter(({ checks }) => checks.every(({ verdict }) => verdict === 'keep'))

          expect(trace).toHaveLength(runtimes.length)
          expect(rest).toEqual(pickRuntime(index, request, { allowed, allowSubstitute }))
          expect(trace.filter(({ verdict }) => verdict === 'chosen').map(({ id }) => id)).toEqual(
            answer.id === undefined ? [] : [answer.id],
          )
          if (answer.id !== undefined) expect(kept[0]?.id).toBe(answer.id)
          else expect(kept.every(({ code }) => code === 'UNDECIDED')).toBe(true)
        },
      ),
      runs,
    )
  })

  it('names a nearest runtime wherever nothing fits, with what would have to change', () => {
    fc.assert(
      fc.property(
        arbitraryRuntimes(),
        arbitraryRequest(),
        arbitraryAllowed(),
        (runtimes, request, allowed) => {
          const answer = pickRuntime(prepareRuntimes(runtimes), request, { allowed })
          const isNothing = oraclePick(runtimes, request, allowed).result === 'none'

          expect(answer.nearest !== undefined).toBe(isNothing && runtimes.length > 0)
          if (answer.nearest !== undefined) expect(answer.nearest.change).not.toBe('')
        },
      ),
      runs,
    )
  })
})
