import { errors, operations, Problem, type Operation, type OperationName } from '@ingot/contract'
import { openLedger, type Ledger } from '@ingot/ledger'
import { arbitraryOf } from '@ingot/testkit'
import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from './app.ts'
import { installCatalogs } from './install.ts'
import { kinds } from './kinds.ts'

const folder = mkdtempSync(join(tmpdir(), 'ingot-fuzz-'))
let ledger: Ledger
let app: FastifyInstance

/** Words that mean something to some operation, and some that are meant to hurt. */
const words = [
  'local',
  'cyclecloud-default',
  'almalinux8',
  'cycle.image.ubuntu22',
  '1.0',
  '1.x',
  'azure',
  'eastus',
  '*',
  '3',
  '2026-01-01T00:00:00Z',
  'a=b',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '%00',
  '',
  'AdType = "Package"\nName = "a"\nVersion = "1.0"\nPackageType = "image"',
  '[cluster c]\n[[node n]]\nImageName = almalinux8\nMachineType = $m',
  '[[[[',
  'https://127.0.0.1/catalog.json',
  'file:/etc/passwd',
  '{"images": {"cdh-images": [{"uuid": "a", "__proto__": 1}]}, "versions": []}',
  '\u0000\uFFFF',
]

beforeAll(async () => {
  ledger = await openLedger(join(folder, 'ledger.db'), { kinds })
  await installCatalogs(ledger, new Date())
  app = await createApp({ ledger, authenticate: () => ({ name: 'fuzzer', role: 'administrator' }) })
})

afterAll(async () => {
  await app.close()
  await ledger.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Sent {
  params: Record<string, unknown>
  query: Record<string, unknown>
  body: unknown
}

function inputs(operation: Operation): fc.Arbitrary<Sent> {
  const part = (schema: TSchema | undefined) =>
    schema === undefined ? fc.constant({}) : arbitraryOf(schema, words)
  return fc.record({
    params: part(operation.params),
    query: part(operation.query),
    body: fc.oneof({ weight: 9, arbitrary: part(operation.body) }, { weight: 1, arbitrary: fc.jsonValue() }),
  }) as fc.Arbitrary<Sent>
}

function send(operation: Operation, { params, query, body }: Sent) {
  const path = operation.path.replace(/\{(?<name>\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name]).replace(/\p{Surrogate}/gu, '')),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    // A revision that never comes is waited for, and that has a test of its own.
    if (name === 'minRevision') continue
    for (const item of Array.isArray(value) ? value : [value]) search.append(name, String(item))
  }
  return app.inject({
    method: operation.method,
    url: `${path}?${search.toString()}`,
    ...(operation.body === undefined
      ? {}
      : { payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
}

/** The schema with every object closed, so that an answer with more than its schema says is found out. */
function closed(schema: TSchema): TSchema {
  const isPlain = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  const close = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(close)
    if (!isPlain(value)) return value
    const inner = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, close(part)]))
    return inner['type'] === 'object' && isPlain(inner['properties'])
      ? { ...inner, additionalProperties: false }
      : inner
  }
  return close(schema) as TSchema
}

describe('every operation of the table', () => {
  const isProblem = Compile(Problem)
  const names = (Object.keys(operations) as OperationName[]).filter((name) => {
    const operation: Operation = operations[name]
    return operation.response !== 'stream' && operation.requestBody !== 'stream'
  })

  it.each(names)('%s answers by its schema or with a known problem, whatever it is asked', async (name) => {
    const operation: Operation = operations[name]
    const fits = Compile(closed(operation.response as TSchema))
    await fc.assert(
      fc.asyncProperty(inputs(operation), async (input) => {
        const response = await send(operation, input)
        const answer: unknown = response.json()
        if (response.statusCode === 200) {
          expect(fits.Check(answer), JSON.stringify(fits.Errors(answer)).slice(0, 500)).toBe(true)
          return
        }
        expect(response.headers['content-type']).toContain('application/problem+json')
        expect(isProblem.Check(answer)).toBe(true)
        const { code, status } = answer as Problem
        expect(Object.keys(errors)).toContain(code)
        expect(status).toBe(response.statusCode)
        expect(status, response.body).toBeLessThan(500)
      }),
      { numRuns: 60 },
    )
  })
})
