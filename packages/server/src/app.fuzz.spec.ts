import { errors, operations, Problem, type Operation, type OperationName } from '@ingot/contract'
import { arbitraryOf, startFakeRegistry, type FakeRegistry } from '@ingot/testkit'
import fc from 'fast-check'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freeipaImages, runtimeImages } from './faces/cdp/testing/sample-catalogs.ts'
import { openLocal, type Local } from './local.ts'
import { openCatalogSite, type CatalogSite } from './testing/catalog-site.ts'
import { cloudbreakText, uuidOf } from './testing/cloudbreak-text.ts'
import { seedRuntimes } from './testing/runtime-seeds.ts'
import { repoEntry, repoText } from './testing/sample-repo-file.ts'

let site: CatalogSite
let registry: FakeRegistry

const derivedId = '11111111-2222-4333-8444-555555555555'

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
  'cdp-default',
  'site',
  'gone',
  runtimeImages.aws17,
  runtimeImages.aws17Later,
  freeipaImages.awsLater,
  derivedId,
  'runtime-redhat8-aws',
  'ami-0aaaaaaaaaaaaaaa1',
  'aws',
  'us-west-1',
  '7.2.17',
  '7.2.18',
  'environment',
  'env',
  'datahub/hub',
  'crn:cdp:environments:us-west-1:tenant:imageCatalog:site',
  'https://10.1.2.3/cdp/',
  'https://127.0.0.1/catalog.json',
  'file:/catalog.json',
  cloudbreakText([{ uuid: uuidOf(1) }]),
  'runtime=7.2.17',
  repoText(repoEntry('Alpha'), repoEntry('Beta'), 7),
  'runtimes: [{ editor: PBJ Workbench, kernel: Python 3.10, edition: Team }, 7]',
  'FROM ubuntu:22.04\nARG A\nENV ML_RUNTIME_EDITION=$A\nLABEL a=$B \\',
  'PBJ Workbench',
  'linux/amd64',
  'Spark 3.5.1',
  'a.example.com=b.example.com/c',
]

beforeAll(async () => {
  registry = await startFakeRegistry()
})

afterAll(() => registry.close())

/** Every operation gets a site of its own: what one of them deletes is there for the next. */
beforeEach(async () => {
  site = await openCatalogSite()
  const { client } = site
  for (const name of ['gone', 'site']) await client.createCatalog({ body: { name } })
  await client.deleteCatalog({ params: { catalog: 'gone' } })
  const vmImages = [{ region: 'us-west-1', reference: 'ami-0aaaaaaaaaaaaaaa1' }]
  await site.derive('site', runtimeImages.aws17, { id: derivedId, vmImages })
  await site.derive('site', runtimeImages.aws17Later)
  const place = { provider: 'aws', region: 'us-west-1' }
  await client.createConsumer({ body: { type: 'environment', name: 'env', ...place } })
  const hub = { type: 'datahub', name: 'hub', environment: 'env', catalog: 'site', image: derivedId } as const
  await client.createConsumer({ body: hub })
  await client.createConsumer({
    body: { ...hub, type: 'datalake', catalog: 'cdp-default', image: runtimeImages.aws17 },
  })
  await client.grantRole({ body: { catalog: 'site', user: 'environment', role: 'Owner' } })
  const seeds = await seedRuntimes(client, registry)
  Object.assign(likely, {
    runtime: [...seeds.runtimes, ...likely['runtime']!],
    runtimes: seeds.runtimes,
    add: seeds.runtimes,
    remove: seeds.runtimes,
    replacement: seeds.runtimes,
    base: seeds.bases,
    bases: seeds.bases,
    reference: seeds.references,
    of: [...images, ...catalogs, ...seeds.runtimes],
  })
})

afterEach(() => site.close())

const catalogs = ['site', 'cdp-default', 'local', 'gone', 'cyclecloud-default']
const images = [
  derivedId,
  runtimeImages.aws17,
  runtimeImages.aws17Later,
  runtimeImages.aws18,
  'runtime-redhat8-aws',
]
const consumers = ['env', 'datahub/hub', 'datalake/hub', 'hub']

/** What members of these names mostly mean; a word from anywhere would end most requests at their first look-up. */
const likely: Record<string, readonly string[]> = {
  catalog: catalogs,
  sourceCatalog: catalogs,
  catalogA: catalogs,
  catalogB: catalogs,
  order: catalogs,
  image: images,
  a: images,
  b: images,
  from: images,
  of: [...images, ...catalogs],
  consumer: consumers,
  consumers,
  environment: ['env'],
  datalake: ['hub'],
  version: ['7.2.17.x', 'latest'],
  runtime: ['7.2.17', '7.2.18'],
  os: ['redhat8'],
  where: ['runtime=7.2.17'],
  provider: ['aws'],
  region: ['us-west-1', 'eu-central-1'],
  user: ['environment', 'a'],
  project: ['project', 'project/project'],
  repo: ['repo', '1'],
  addons: ['spark-1', '1', 'Spark 3.5.1'],
  credential: ['robot'],
  registry: ['fake'],
  editor: ['PBJ Workbench'],
  kernel: ['Python 3.10'],
  edition: ['Team', 'Alpha'],
  content: [repoText(repoEntry('Alpha'), repoEntry('Beta'), 7)],
}

/** Members that are always as they would be meant: anything else might be looked for outside this machine. */
const confined = new Set(['reference'])

/** Members that end nearly every request where they are there: kept in few. */
const fatal = new Set(['at', 'expect', 'after', 'plan'])

/** The same input with most members as they would be meant, taken by the next of `picks` in turn. */
function steered(value: unknown, picks: Iterator<number>, name = ''): unknown {
  const pick = () => picks.next().value as number
  if (Array.isArray(value)) return value.map((item) => steered(item, picks, name))
  if (typeof value === 'object' && value !== null) {
    const kept = Object.entries(value).filter(([member]) => !fatal.has(member) || pick() % 8 === 0)
    return Object.fromEntries(kept.map(([member, part]) => [member, steered(part, picks, member)]))
  }
  const meant = Object.hasOwn(likely, name) && typeof value === 'string' ? likely[name] : undefined
  const number = pick()
  const isFree = number % 8 === 0 && !confined.has(name)
  return meant === undefined || isFree ? value : meant[number % meant.length]
}

interface Sent {
  params: Record<string, unknown>
  query: Record<string, unknown>
  body: unknown
}

function inputs(operation: Operation): fc.Arbitrary<Sent> {
  const part = (schema: TSchema | undefined) =>
    schema === undefined ? fc.constant({}) : arbitraryOf(schema, words)
  const input = fc.record({
    params: part(operation.params),
    query: part(operation.query),
    body: fc.oneof({ weight: 9, arbitrary: part(operation.body) }, { weight: 1, arbitrary: fc.jsonValue() }),
  })
  const picks = fc.infiniteStream(fc.nat(1000))
  return fc.tuple(input, picks).map(([given, stream]) => steered(given, stream) as Sent)
}

function requestOf(operation: Operation, { params, query, body }: Sent) {
  const path = operation.path.replace(/\{(?<name>\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name]).replace(/\p{Surrogate}/gu, '')),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    // A revision that never comes is waited for, and that has a test of its own.
    if (name === 'minRevision') continue
    for (const item of Array.isArray(value) ? value : [value]) search.append(name, String(item))
  }
  const payload = operation.body === undefined ? {} : { payload: JSON.stringify(body) }
  return { method: operation.method, url: `${path}?${search.toString()}`, ...payload }
}

/** Over HTTP, where all is loaded that the ledger holds. */
async function sendToServer(operation: Operation, input: Sent): Promise<[number, unknown]> {
  const response = await site.app.inject({
    ...requestOf(operation, input),
    headers: { authorization: 'administrator/fuzzer', 'content-type': 'application/json' },
  })
  expect(response.headers['content-type']).toContain(
    response.statusCode === 200 ? 'application/json' : 'application/problem+json',
  )
  return [response.statusCode, response.json()]
}

/** In process, where nothing is loaded but what the operation says that it reads. */
async function sendLocally(local: Local, name: OperationName, input: Sent): Promise<[number, unknown]> {
  const { method, url, payload } = requestOf(operations[name], input)
  const headers = { 'content-type': 'application/json' }
  const body = payload === undefined ? {} : { body: payload }
  const response = await local.send({ operation: name, method, path: url, headers, ...body })
  const chunks: Uint8Array[] = []
  for await (const chunk of response.body) chunks.push(chunk)
  return [response.status, JSON.parse(Buffer.concat(chunks).toString())]
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
  const fitting = (name: OperationName) => Compile(closed(operations[name].response as TSchema))
  const names = (Object.keys(operations) as OperationName[]).filter((name) => {
    const operation: Operation = operations[name]
    return operation.response !== 'stream' && operation.requestBody !== 'stream'
  })

  function expectFitting(name: OperationName, [status, answer]: [number, unknown]): void {
    if (status === 200) {
      const fits = fitting(name)
      expect(fits.Check(answer), JSON.stringify(fits.Errors(answer)).slice(0, 500)).toBe(true)
      return
    }
    expect(isProblem.Check(answer)).toBe(true)
    const problem = answer as Problem
    expect(Object.keys(errors)).toContain(problem.code)
    expect(problem.status).toBe(status)
    // That somebody else's registry does not answer is no defect of this one.
    if (problem.code !== 'REGISTRY_UNREACHABLE') expect(status, JSON.stringify(answer)).toBeLessThan(500)
  }

  it.each(names)('%s answers by its schema or with a known problem, whatever it is asked', async (name) => {
    const operation: Operation = operations[name]
    await fc.assert(
      fc.asyncProperty(inputs(operation), async (input) =>
        expectFitting(name, await sendToServer(operation, input)),
      ),
      { numRuns: 60 },
    )
  })

  it.each(names)('%s answers so in process too, where only what it reads is loaded', async (name) => {
    const local = await openLocal({ place: site.place, operations: [name], actor: 'fuzzer' })
    const sent = fc.asyncProperty(inputs(operations[name]), async (input) =>
      expectFitting(name, await sendLocally(local, name, input)),
    )
    try {
      await fc.assert(sent, { numRuns: 30 })
    } finally {
      await local.close()
    }
  })
})
