import type { RuntimeReport } from '@ingot/contract'
import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openRuntimeSite, type RuntimeSite } from '../../testing/runtime-site.ts'
import { buildRuntime } from '../../testing/sample-runtime.ts'

interface Line {
  progress?: { done: number; total: number }
  report?: RuntimeReport & { revision: number }
  problem?: { code: string; detail: string }
}

let site: RuntimeSite
let url: string

beforeAll(async () => {
  site = await openRuntimeSite()
  url = await site.app.listen({ host: '127.0.0.1', port: 0 })
})

afterEach(() => site.registry.faults.clear())

afterAll(() => site.close())

/** Sends a request over a real connection; keeps the lines as they come, and answers the status when it ends. */
function watch(body: object, role = 'administrator') {
  const lines: Line[] = []
  const sent = request(`${url}/v1/runtimes/validate/watch`, {
    method: 'POST',
    headers: { authorization: `${role}/ada`, 'content-type': 'application/json' },
  })
  const ended = new Promise<number>((resolve) => {
    let rest = ''
    sent.on('error', () => resolve(0))
    sent.on('response', (response) => {
      response.setEncoding('utf8')
      response.on('data', (text: string) => {
        const parts = (rest + text).split('\n')
        rest = parts.pop() ?? ''
        lines.push(...parts.map((line) => JSON.parse(line) as Line))
      })
      response.on('error', () => resolve(0))
      response.on('end', () => resolve(response.statusCode ?? 0))
    })
  })
  sent.end(JSON.stringify(body))
  return { lines, ended, leave: () => sent.destroy() }
}

/** Progress is told by the MiB; this has five of them. */
const layers = [[{ path: 'opt/large', content: randomBytes(5 * 1024 * 1024) }]]

describe('watchValidation', () => {
  it('tells how far it is, and at last the report', async () => {
    const reference = site.push('slow', buildRuntime({ edition: 'Slow' }, { layers }))
    site.registry.faults.add({ kind: 'slow', delay: 15 }, { path: '/blobs/' })

    const { lines, ended } = watch({ reference, deep: true })

    expect(await ended).toBe(200)
    const progress = lines.flatMap((line) => line.progress ?? [])
    expect(progress.length).toBeGreaterThan(1)
    expect(progress.every(({ done, total }) => done >= 0 && done <= total)).toBe(true)
    expect(progress.map(({ done }) => done)).toEqual(
      progress.map(({ done }) => done).toSorted((a, b) => a - b),
    )
    expect(lines.at(-1)?.report).toMatchObject({ reference, deep: true, revision: site.revision() })
    expect(lines.filter(({ report }) => report !== undefined)).toHaveLength(1)
  })

  it('says the same as a validation that nobody watches', async () => {
    const reference = site.push('same', buildRuntime({ edition: 'Same' }))

    const { lines, ended } = watch({ reference })
    await ended

    const { at: _, ...report } = await site.validate(reference)
    expect(lines).toMatchObject([{ report }])
  })

  it.each([
    ['no reference', { reference: 'a b' }, 'INVALID_REQUEST'],
    ['a credential that is not there', { reference: 'a/b', credential: 'none' }, 'CREDENTIAL_NOT_FOUND'],
  ])('ends with the problem: %s', async (_, body, code) => {
    const { lines, ended } = watch(body)

    expect(await ended).toBe(200)
    expect(lines).toMatchObject([{ problem: { code } }])
  })

  it('refuses those who may not validate before anything is said', async () => {
    const { lines, ended } = watch({ reference: 'a/b' }, 'reader')

    expect(await ended).toBe(403)
    expect(lines).toEqual([])
  })

  it('stops reading layers when whoever watches it goes away', async () => {
    const large = () => [{ path: 'opt/large', content: randomBytes(2 * 1024 * 1024) }]
    const image = buildRuntime({ edition: 'Left' }, { layers: [large(), large()] })
    const reference = site.push('left', image)
    site.registry.faults.add({ kind: 'slow', delay: 20 }, { path: '/blobs/' })
    const isAsked = (layer: number) =>
      site.registry.requests.some(({ path }) => path.endsWith(image.layers[layer]?.digest ?? ''))
    const { lines, leave } = watch({ reference, deep: true })
    await vi.waitFor(() => expect(lines.length).toBeGreaterThan(0), { timeout: 20_000 })
    expect([isAsked(2), isAsked(3)]).toEqual([true, false])

    leave()

    // Twice as long as the rest of the layer would take.
    await new Promise((resolve) => setTimeout(resolve, 2500))
    expect(isAsked(3)).toBe(false)
  })
})
