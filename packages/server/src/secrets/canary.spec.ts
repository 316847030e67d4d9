import { operations, type Credential, type Operation, type OperationName } from '@ingot/contract'
import {
  arbitraryOf,
  describeWithPrograms,
  startDockerRegistry,
  startFakeRegistry,
  tinyBase,
  type DockerRegistry,
} from '@ingot/testkit'
import fc from 'fast-check'
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import { pino } from 'pino'
import type { TSchema } from 'typebox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startCredentialTests } from '../jobs/credential-scheduler.ts'
import { openCredential } from '../registries/credential-secret.ts'
import { findCredential } from '../registries/stored-credentials.ts'
import { refusalOf } from '../testing/refusal-of.ts'
import { openRegistrySite, type RegistrySite } from '../testing/registry-site.ts'
import { secretForms } from '../testing/secret-forms.ts'

const unique = () => randomBytes(9).toString('base64url')
const user = `canary-${unique()}`
const password = `tweet"\\ü/+${unique()}`
const [newUser, newPassword] = [`finch-${unique()}`, `chirp%${unique()}`]
const secrets = [user, password, newUser, newPassword]

let site: RegistrySite
let said: { where: string; bytes: Buffer }[]

beforeEach(async () => {
  said = []
  const stream = new Writable({
    write: (chunk: Buffer, _, done) => {
      said.push({ where: 'the log', bytes: Buffer.from(chunk) })
      done()
    },
  })
  site = await openRegistrySite({
    logger: pino({ level: 'trace' }, stream),
    operations: Object.keys(operations) as OperationName[],
  })
})

afterEach(() => site.close())

/** Where a secret can be found in any form: in what was said so far, and in the files of the ledger. */
function leaks(): string[] {
  const files = readdirSync(site.folder).map((name) => {
    return { where: name, bytes: readFileSync(join(site.folder, name)) }
  })
  return secrets.flatMap((secret, index) =>
    secretForms(secret).flatMap((form, kind) =>
      [...said, ...files]
        .filter(({ bytes }) => bytes.includes(form))
        .map(({ where }) => `secret ${index} in form ${kind} in ${where}`),
    ),
  )
}

interface Sent {
  method: string
  url: string
  payload?: string
}

/** Sends a request and keeps all of the answer, of a backup also what is in it. */
async function send({ method, url, payload }: Sent): Promise<number> {
  const response = await site.app.inject({
    method: method as 'GET',
    url,
    headers: { authorization: 'administrator/admin', 'content-type': 'application/json' },
    ...(payload === undefined ? {} : { payload }),
  })
  const where = `the answer to ${method} ${url.split('?')[0]}`
  const bytes = response.rawPayload
  said.push({ where, bytes: Buffer.from(JSON.stringify(response.headers)) }, { where, bytes })
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) said.push({ where, bytes: gunzipSync(bytes) })
  return response.statusCode
}

/** Asks every operation of the table something that it may know an answer to; what could change something, on trial. */
async function askEverything(words: string[]): Promise<number> {
  let answered = 0
  for (const operation of Object.values<Operation>(operations)) {
    if (operation.requestBody === 'stream') continue
    const part = (schema: TSchema | undefined) =>
      schema === undefined ? fc.constant({}) : arbitraryOf(schema, words)
    const inputs = fc.record({
      params: part(operation.params),
      query: part(operation.query),
      body: part(operation.body),
    })
    for (const input of fc.sample(inputs, { numRuns: 6, seed: 1 })) {
      const status = await send(requestOf(operation, input as Input))
      if (status === 200) answered += 1
    }
  }
  return answered
}

interface Input {
  params: Record<string, string>
  query: Record<string, unknown>
  body: unknown
}

function requestOf(operation: Operation, { params, query, body }: Input): Sent {
  const path = operation.path.replace(/\{(?<name>\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name]).replace(/\p{Surrogate}/gu, '')),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (['minRevision', 'expect', 'at', 'dryRun'].includes(name)) continue
    for (const item of Array.isArray(value) ? value : [value]) search.append(name, String(item))
  }
  if (operation.query?.properties['dryRun'] !== undefined) search.set('dryRun', 'true')
  const payload = operation.body === undefined ? {} : { payload: JSON.stringify(body) }
  return { method: operation.method, url: `${path}?${search.toString()}`, ...payload }
}

/** What a person asks when all is well, and all that tells of the past. */
async function askPlainly(name: string): Promise<void> {
  const revision = site.ledger.snapshot().revision
  const urls = [
    '/metrics',
    '/v1/credentials',
    '/v1/credentials?at=1',
    '/v1/registries',
    '/v1/log',
    ...Array.from({ length: revision }, (_, index) => `/v1/log/${index + 1}`),
    '/v1/ledger/backup',
    `/v1/credentials/${name}`,
  ]
  for (const url of urls) await send({ method: 'GET', url })
}

/** Requests that are wrong in some way and carry the secret. */
async function askWrongly(): Promise<void> {
  const right = { name: 'wrong', server: 'registry.example.com', username: user, password }
  const bodies = [
    { ...right, server: 'a b', path: 'UPPER', expires: 'never' },
    { ...right, name: '' },
    { ...right, name: 7 },
    { ...right, more: 1 },
    { ...right, server: 'registry.example.com', isDefault: 'yes' },
    { ...right, username: [user], password: { password } },
    [right],
  ].map((body) => JSON.stringify(body))
  for (const payload of [...bodies, bodies[0]?.slice(0, -1) ?? '', `{"password": ${password}`]) {
    expect(await send({ method: 'POST', url: '/v1/credentials', payload })).toBeGreaterThanOrEqual(400)
    await send({ method: 'PUT', url: '/v1/credentials/ci/secret', payload })
  }
}

const stored = () => findCredential(site.ledger.snapshot(), 'ci')

describeWithPrograms('a secret that is used', ['docker-registry', 'htpasswd'], () => {
  let registry: DockerRegistry

  beforeEach(async () => {
    registry = await startDockerRegistry({ htpasswd: { user, password } })
    await registry.push('team/app', '1', tinyBase())
    const body = { server: registry.host, plainHttp: true }
    await site.client.addRegistry({ params: { registry: 'lab' }, body })
  })

  afterEach(() => registry.stop())

  it('is found nowhere but where it belongs, from its first day to its last', async () => {
    const { host } = registry
    const reference = `${host}/team/app:1`
    const words = ['ci', 'lab', host, reference, `${host}/team/none:2`, '1', 'runtimes', 'local', '{}', 'a=b']
    const params = { credential: 'ci' }

    await site.client.addCredential({ body: { name: 'ci', server: host, username: user, password } })
    const first = stored()
    const tested = await site.client.testCredential({ params, body: { reference } })
    expect(tested.check).toMatchObject({ ok: true })
    await askPlainly('ci')
    expect(await askEverything([...words, first.id])).toBeGreaterThan(50)
    await askWrongly()
    const scheduler = startCredentialTests({ ...site, logger: site.app.log })
    await site.client.rotateCredential({ params, body: { username: newUser, password: newPassword } })
    const refused = await site.client.testCredential({ params, body: { reference } })
    expect(refused.check).toMatchObject({ ok: false })
    await scheduler.close()
    await askPlainly('ci')
    await site.client.deleteCredential({ params })
    await askPlainly('ci')

    expect(leaks()).toEqual([])
  })
})

describe('a secret that a registry repeats', () => {
  it('is not repeated by us', async () => {
    const registry = await startFakeRegistry({ auth: { kind: 'basic', user, password } })
    const basic = Buffer.from(`${user}:${password}`).toString('base64')
    const message = `denied to ${user} with ${password}, ${basic}, ${encodeURIComponent(password)}`
    const body = JSON.stringify({ errors: [{ code: 'DENIED', message }] })
    await site.client.addRegistry({
      params: { registry: 'lab' },
      body: { server: registry.host, plainHttp: true },
    })
    await site.client.addCredential({ body: { name: 'ci', server: registry.host, username: user, password } })
    registry.faults.add({ kind: 'refuse', status: 403, body, headers: { 'x-echo': 'x' } })

    for (const reference of [undefined, `${registry.host}/team/app:1`]) {
      const payload = JSON.stringify({ reference })
      expect(await send({ method: 'POST', url: '/v1/credentials/ci/test', payload })).toBe(200)
    }
    await askPlainly('ci')

    expect(said.some(({ bytes }) => bytes.includes('"ok":false'))).toBe(true)
    expect(leaks()).toEqual([])
    await registry.close()
  })
})

describe('a secret that is deleted', () => {
  it('can be opened by nobody, from no revision, no file and no later backup', async () => {
    await site.client.addCredential({ body: { name: 'ci', server: 'docker.io', username: user, password } })
    const { body } = stored()
    const wrapped = (await site.ledger.secretKeys.get(body.sealed.key))?.wrapped ?? ''
    expect(await openCredential(site.secrets, { body })).toEqual({ username: user, password })

    await site.client.deleteCredential({ params: { credential: 'ci' } })

    const past = await site.ledger.asOf({ revision: 1 })
    const [kept] = [...past.all<Credential>('credential')]
    expect(kept?.body.sealed).toEqual(body.sealed)
    expect(await refusalOf(openCredential(site.secrets, { body }))).toMatchObject({ code: 'LEDGER_DAMAGED' })
    await send({ method: 'GET', url: '/v1/ledger/backup' })
    expect(said.some(({ bytes }) => bytes.includes(body.sealed.ciphertext))).toBe(true)
    expect(said.filter(({ bytes }) => bytes.includes(wrapped))).toEqual([])
    for (const name of readdirSync(site.folder)) {
      expect(readFileSync(join(site.folder, name)).includes(wrapped)).toBe(false)
    }
    expect(await site.ledger.verify()).toMatchObject({ intact: true })
  })
})
