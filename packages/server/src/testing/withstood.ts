import { IngotError } from '@ingot/contract'
import { expect } from 'vitest'
import type { RuntimeSite } from './runtime-site.ts'

/** What an act came to: an answer, or a refusal. */
export type Outcome<Answer> =
  | { readonly answer: Answer; readonly refusal?: undefined }
  | { readonly answer?: undefined; readonly refusal: IngotError }

/** Codes of what a registry did, which are no failure of ours. */
const ofRegistries = new Set(['REGISTRY_UNREACHABLE', 'REGISTRY_REFUSED'])

/** How long others may have to wait for an answer meanwhile, in ms: the machine may have a lot to do besides. */
const longestWait = 5000

/**
 * Does something that somebody means harm with. It has to end within `bound` ms, with an answer or with a refusal that
 * says why; nothing may be stored; and others have to be answered meanwhile and afterwards.
 */
export async function withstood<Answer>(
  site: RuntimeSite,
  act: () => Promise<Answer>,
  bound = 20_000,
): Promise<Outcome<Answer>> {
  const before = await site.stored()
  const started = performance.now()
  const others = watchOthers(site)
  const outcome = await outcomeOf(act)
  const wait = await others.end()
  expect(performance.now() - started).toBeLessThan(bound)
  expect(wait).toBeLessThan(longestWait)
  expect(await site.stored()).toEqual(before)
  if (outcome.refusal !== undefined) expectRefusal(outcome.refusal)
  return outcome
}

async function outcomeOf<Answer>(act: () => Promise<Answer>): Promise<Outcome<Answer>> {
  try {
    return { answer: await act() }
  } catch (error) {
    if (error instanceof IngotError) return { refusal: error }
    throw error
  }
}

function expectRefusal({ code, status, message, faults }: IngotError): void {
  expect(status < 500 || ofRegistries.has(code), `${code}: ${message}`).toBe(true)
  for (const text of [message, ...faults.map((fault) => fault.message)]) expectSentence(text)
}

/** A sentence says something, and no more than somebody reads. */
export function expectSentence(text: string): void {
  expect(text).toMatch(/^\S+ .*\S$/s)
  expect(text.length).toBeLessThan(3000)
}

/** Asks for what needs no registry, again and again; at the end, how long the longest answer took, in ms. */
function watchOthers({ client }: RuntimeSite): { end: () => Promise<number> } {
  let longest = 0
  const over = new AbortController()
  const ask = async () => {
    const started = performance.now()
    await client.listRuntimeRepos({})
    longest = Math.max(longest, performance.now() - started)
  }
  const asking = (async () => {
    while (!over.signal.aborted) {
      await ask()
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })()
  return {
    end: async () => {
      over.abort()
      await asking
      await ask()
      return longest
    },
  }
}
