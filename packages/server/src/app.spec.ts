import { createClient, IngotError, type Client, type Problem, type RoleName } from '@ingot/contract'
import { openLedger, type Ledger } from '@ingot/ledger'
import type { FastifyInstance } from 'fastify'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from './app.ts'
import { authenticateByKey, makeKey } from './auth/api-key.ts'
import { installCatalogs } from './install.ts'
import { kinds } from './kinds.ts'

const records = `
AdType = "Package"
Name = "site.hpc"
Version = "1.9"
PackageType = "image"
Label = "HPC"

AdType = "Artifact"
Package = "site.hpc"
Version = "1.9"
Name = "az/west"
Provider = "az"
Region = "westus"
ImageId = "/subscriptions/s/images/hpc-1.9-west"

AdType = "Package"
Name = "site.hpc"
Version = "1.10"
PackageType = "image"
Label = "HPC"
Size = 30

AdType = "Artifact"
Package = "site.hpc"
Version = "1.10"
Name = "az/east"
Provider = "az"
Region = "eastus"
ImageId = "/subscriptions/s/images/hpc-1.10-east"
`

let folder: string
let ledger: Ledger
let app: FastifyInstance
let clock: Date

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ingot-app-'))
  clock = new Date('2026-03-01T12:00:00Z')
  ledger = await openLedger(join(folder, 'ledger.db'), { kinds, clock: () => clock })
  await installCatalogs(ledger, clock)
  app = await createApp({ ledger, authenticate: authenticateByKey(ledger), clock: () => clock })
})

afterEach(async () => {
  await app.close()
  await ledger.close()
  rmSync(folder, { recursive: true, force: true })
})

async function keyOf(role: RoleName): Promise<string> {
  const { key, stored } = makeKey(role, role, clock)
  await ledger.keys.insert(stored)
  return key
}

async function clientOf(role: RoleName = 'administrator'): Promise<Client> {
  const key = await keyOf(role)
  return createClient(async ({ method, path, headers, body }) => {
    const response = await app.inject({
      method: method as 'GET',
      url: path,
      headers: { ...headers, authorization: `Bearer ${key}` },
      payload: body as string,
      payloadAsStream: true,
    })
    return { status: response.statusCode, body: response.stream() }
  })
}

async function codeOf(act: Promise<unknown>): Promise<string> {
  const error = await act.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof IngotError)) throw new Error(`Expected a refusal, got ${String(error)}`)
  return error.code
}

async function withRecords(): Promise<Client> {
  const client = await clientOf()
  await client.importRecords({ body: { files: [{ file: 'images.txt', text: records }] } })
  return client
}

const location = { provider: 'azure', region: 'eastus' }

describe('the way in', () => {
  it.each([
    ['no key', undefined],
    ['another scheme', 'Basic YTpi'],
    ['a key that is none', 'Bearer ingot_nonsense'],
    ['an endless key', `Bearer ingot_${'x'.repeat(10_000)}`],
  ])('refuses %s with 401 and a problem document', async (_, authorization) => {
    const response = await app.inject({
      url: '/v1/images',
      headers: authorization === undefined ? {} : { authorization },
    })

    expect(response.statusCode).toBe(401)
    expect(response.headers['www-authenticate']).toBe('Bearer')
    expect(response.headers['content-type']).toContain('application/problem+json')
    expect(response.json<Problem>()).toMatchObject({
      code: 'UNAUTHENTICATED',
      status: 401,
      instance: expect.any(String),
    })
  })

  it('refuses what the role may not', async () => {
    const client = await clientOf('reader')

    await expect(codeOf(client.createCatalog({ body: { name: 'site' } }))).resolves.toBe('FORBIDDEN')
  })

  it('refuses a key once it is revoked or expired', async () => {
    let now = clock.getTime()
    const authenticate = authenticateByKey(ledger, () => now)
    const { key, stored } = makeKey('a', 'reader', clock, new Date(now + 60_000).toISOString())
    await ledger.keys.insert(stored)
    expect(await authenticate(`Bearer ${key}`)).toEqual({ name: 'a', role: 'reader' })
    now += 60_000
    expect(await authenticate(`Bearer ${key}`)).toBeUndefined()

    const other = makeKey('b', 'reader', clock)
    await ledger.keys.insert(other.stored)
    expect(await authenticate(`bearer ${other.key}`)).toMatchObject({ name: 'b' })
    await ledger.keys.remove(other.stored.id)
    now += 1000
    expect(await authenticate(`bearer ${other.key}`)).toBeUndefined()
  })

  it('notes when a key was last used', async () => {
    const client = await clientOf()

    const { keys } = await client.listKeys({})

    expect(keys[0]).toMatchObject({ role: 'administrator', lastUsed: expect.any(String) })
    expect(JSON.stringify(keys)).not.toContain('hash')
  })

  it.each([
    ['GET', '/v1/nothing', undefined, 404, 'NO_SUCH_OPERATION'],
    ['POST', '/v1/resolve', '{"name":', 400, 'INVALID_REQUEST'],
    ['POST', '/v1/resolve', '{"nmae":"x"}', 400, 'INVALID_REQUEST'],
    ['POST', '/v1/resolve', `{"name":"${'x'.repeat(2 ** 21)}"}`, 413, 'PAYLOAD_TOO_LARGE'],
    ['GET', '/v1/log/0', undefined, 400, 'INVALID_REQUEST'],
    ['GET', '/v1/log/99', undefined, 404, 'REVISION_NOT_FOUND'],
    ['GET', '/v1/images?at=yesterday', undefined, 400, 'INVALID_MOMENT'],
    ['GET', '/v1/images/%zz', undefined, 400, 'INVALID_REQUEST'],
    ['GET', `/v1/images/${'x'.repeat(3000)}`, undefined, 400, 'INVALID_REQUEST'],
  ])('answers %s %s with its problem', async (method, url, payload, status, code) => {
    const headers = { authorization: `Bearer ${await keyOf('administrator')}` }
    const response = await app.inject({
      method: method as 'GET',
      url,
      headers: payload === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      ...(payload === undefined ? {} : { payload }),
    })

    expect(response.statusCode).toBe(status)
    expect(response.json<Problem>()).toMatchObject({ code, status })
  })
})

describe('records and resolution', () => {
  it('resolves the newest version by number, and says what it skipped', async () => {
    const client = await withRecords()

    const east = await client.resolve({ body: { name: 'site.hpc', ...location } })
    const west = await client.resolve({ body: { name: 'SITE.HPC', provider: 'az', region: 'westus' } })

    expect(east).toMatchObject({ status: 'resolved', revision: 2, image: { version: '1.10' }, warnings: [] })
    expect(west).toMatchObject({
      status: 'resolved',
      image: { version: '1.9' },
      warnings: [{ code: 'SKIPPED_NEWER' }],
    })
    expect(west.trace?.candidates).toHaveLength(2)
  })

  it('gives the answer of any moment', async () => {
    const client = await withRecords()
    const then = clock.toISOString()
    clock = new Date('2026-03-02T12:00:00Z')
    await client.stageImage({
      params: { image: 'site.hpc' },
      query: { version: '1.10' },
      body: { state: 'revoked' },
    })

    const ask = (at?: string) => client.resolve({ query: { at }, body: { name: 'site.hpc', ...location } })

    expect(await ask()).toMatchObject({ status: 'unresolved', revision: 3 })
    expect(await ask('2')).toMatchObject({ status: 'resolved', revision: 2, at: then })
    expect(await ask(then)).toMatchObject({ status: 'resolved', revision: 2 })
    expect(await ask('1')).toMatchObject({ status: 'unresolved', revision: 1 })
  })

  it('moves only the clock for a time to come', async () => {
    const client = await withRecords()
    await client.stageImage({
      params: { image: 'site.hpc' },
      query: { version: '1.10', reason: 'end of support' },
      body: { state: 'disabled', from: '2027-01-01T00:00:00Z' },
    })

    const ask = (at: string) => client.resolve({ query: { at }, body: { name: 'site.hpc', ...location } })

    expect(await ask('2026-12-31T23:59:59Z')).toMatchObject({ status: 'resolved' })
    expect(await ask('2027-01-01T00:00:00Z')).toMatchObject({ status: 'unresolved' })
  })

  it('stores nothing when one record is at fault, and reports every fault with its place', async () => {
    const client = await clientOf()
    const text = records.replace('Provider = "az"', '').replace('Version = "1.10"', 'Version = "1..10"')
    const act = client.importRecords({ body: { files: [{ file: 'images.txt', text }] } })

    const error = (await act.catch((thrown: unknown) => thrown)) as IngotError

    expect(error.code).toBe('INVALID_INPUT')
    expect(error.faults.length).toBeGreaterThan(1)
    for (const fault of error.faults)
      expect(fault).toMatchObject({ file: 'images.txt', line: expect.any(Number) })
    expect(ledger.snapshot().revision).toBe(1)
  })

  it('plans on a dry run and commits nothing; the same import twice commits once', async () => {
    const client = await clientOf()
    const body = { files: [{ file: 'images.txt', text: records }] }

    const planned = await client.importRecords({ query: { dryRun: true }, body })
    expect(planned).toMatchObject({ dryRun: true, revision: 1 })
    const done = await client.importRecords({ body, query: { reason: 'first' } })
    expect(done.images.map((image) => image.change)).toEqual(['added', 'added'])
    const again = await client.importRecords({ body })
    expect(again.images.map((image) => image.change)).toEqual(['unchanged', 'unchanged'])
    expect(again.revision).toBe(2)
  })

  it('gives records back as they came', async () => {
    const client = await withRecords()

    const exported = await client.exportRecords({})
    const again = await client.importRecords({
      body: { files: [{ file: 'again.txt', text: exported.text }] },
    })

    expect(exported.text).toContain('Size = 30')
    expect(exported.text).toContain('Provider = "az"')
    expect(again.images.every((image) => image.change === 'unchanged')).toBe(true)
  })

  it('keeps default catalogs as they are', async () => {
    const client = await withRecords()
    const body = { catalog: 'cyclecloud-default', files: [{ file: 'images.txt', text: records }] }

    await expect(codeOf(client.importRecords({ body }))).resolves.toBe('CATALOG_READ_ONLY')
    const stage = { params: { image: 'almalinux9' }, body: { state: 'disabled' as const } }
    await expect(codeOf(client.stageImage(stage))).resolves.toBe('CATALOG_READ_ONLY')
    await expect(codeOf(client.deleteCatalog({ params: { catalog: 'cyclecloud-default' } }))).resolves.toBe(
      'CATALOG_READ_ONLY',
    )
  })
})

describe('images', () => {
  it('lists them a page at a time, by filters', async () => {
    const client = await withRecords()
    const all = await client.listImages({})
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await client.listImages({ query: { limit: 7, after } })
      seen.push(...page.images.map((image) => image.id))
      after = page.next
    } while (after !== undefined)

    expect(seen).toEqual(all.images.map((image) => image.id))
    expect(all.total).toBe(seen.length)
    const versions = async (query: object) =>
      (await client.listImages({ query: { catalog: 'local', ...query } })).images.map(
        (image) => image.version,
      )
    expect(await versions({})).toEqual(['1.10', '1.9'])
    expect(await versions({ newest: true })).toEqual(['1.10'])
    expect(await versions({ region: 'westus', provider: 'AZ' })).toEqual(['1.9'])
    expect(await versions({ name: 'site.*' })).toEqual(['1.10', '1.9'])
    expect(await versions({ name: '*s*e.h*c' })).toEqual(['1.10', '1.9'])
    expect(await versions({ name: 'site' })).toEqual([])
    expect(await versions({ version: '1.9' })).toEqual(['1.9'])
    expect(await versions({ label: 'hpc' })).toEqual(['1.10', '1.9'])
    expect(await versions({ state: 'revoked' })).toEqual([])
    expect(await versions({ where: ['a=b'] })).toEqual([])
  })

  it('asks which one is meant before it changes anything', async () => {
    const client = await withRecords()
    const body = { state: 'deprecated' as const }

    await expect(codeOf(client.stageImage({ params: { image: 'site.hpc' }, body }))).resolves.toBe(
      'AMBIGUOUS_IMAGE',
    )
    await expect(codeOf(client.stageImage({ params: { image: 'none' }, body }))).resolves.toBe(
      'IMAGE_NOT_FOUND',
    )
    const staged = await client.stageImage({
      params: { image: 'site.hpc' },
      query: { version: '1.9', reason: 'old' },
      body: { ...body, replacement: 'site.hpc@1.10' },
    })
    expect(staged.image).toMatchObject({
      state: 'deprecated',
      stages: [{ reason: 'old', replacement: 'site.hpc@1.10' }],
    })
    const shown = await client.showImage({ params: { image: 'site.hpc' } })
    expect(shown.versions.map(({ version, state }) => [version, state])).toEqual([
      ['1.10', 'active'],
      ['1.9', 'deprecated'],
    ])
  })

  it('tells the history of an image', async () => {
    const client = await withRecords()
    await client.stageImage({
      params: { image: 'site.hpc' },
      query: { version: '1.9', reason: 'old' },
      body: { excludeFromLatest: true },
    })

    const { entries } = await client.imageHistory({
      params: { image: 'site.hpc' },
      query: { version: '1.9' },
    })

    expect(
      entries.map(({ revision, actor, reason, change }) => [revision, actor, reason, change.change]),
    ).toEqual([
      [3, 'administrator', 'old', 'changed'],
      [2, 'administrator', undefined, 'created'],
    ])
    expect(entries[0]?.change.differences).toEqual([{ path: '/excludeFromLatest', after: 'true' }])
  })

  it('shows which versions are where', async () => {
    const client = await withRecords()

    const coverage = await client.imageCoverage({ query: { name: 'site.hpc' } })

    expect(coverage.rows.map(({ row, cells }) => [row, ...cells.map((cell) => cell.covered)])).toHaveLength(2)
    expect(coverage.gaps).toBe(2)
    const asked = await client.imageCoverage({
      query: { name: 'site.hpc', version: undefined, regions: ['eastus'] } as object,
    })
    expect(asked.gaps).toBe(1)
  })
})

describe('catalogs', () => {
  it('are created first in the order, searched in it, and told by the trace', async () => {
    const client = await clientOf()
    await client.createCatalog({ body: { name: 'site', description: 'ours' } })
    const text = records.replaceAll('site.hpc', 'almalinux9')
    await client.importRecords({ body: { catalog: 'site', files: [{ file: 'f.txt', text }] } })

    const { catalogs } = await client.listCatalogs({})
    const answer = await client.resolve({ body: { name: 'almalinux9', ...location } })

    expect(catalogs.map((catalog) => catalog.name)).toEqual(['site', 'local', 'cyclecloud-default'])
    expect(catalogs[0]).toMatchObject({
      position: 1,
      images: 2,
      artifacts: 2,
      owner: 'administrator',
      type: 'custom',
    })
    expect(answer).toMatchObject({ image: { catalog: 'site', version: '1.10' } })
    const reordered = await client.orderCatalogs({ body: { order: ['cyclecloud-default'] } })
    expect(reordered.catalogs.map((catalog) => catalog.name)).toEqual(['cyclecloud-default', 'site', 'local'])
    await expect(codeOf(client.orderCatalogs({ body: { order: ['no'] } }))).resolves.toBe('CATALOG_NOT_FOUND')
  })

  it('are deleted with their images only by force and with a reason', async () => {
    const client = await withRecords()
    const params = { catalog: 'local' }

    await expect(codeOf(client.deleteCatalog({ params }))).resolves.toBe('CATALOG_NOT_EMPTY')
    await expect(codeOf(client.deleteCatalog({ params, query: { force: true } }))).resolves.toBe(
      'REASON_REQUIRED',
    )
    const gone = await client.deleteCatalog({ params, query: { force: true, reason: 'moved' } })
    expect(gone).toMatchObject({ images: 2, revision: 3 })
    await expect(codeOf(client.showImage({ params: { image: 'site.hpc' } }))).resolves.toBe('IMAGE_NOT_FOUND')
    const before = await client.showImage({ params: { image: 'site.hpc' }, query: { at: '2' } })
    expect(before.image.version).toBe('1.10')
  })

  it('refuses a plan that was made on another revision', async () => {
    const client = await withRecords()

    await expect(
      codeOf(client.createCatalog({ query: { expect: 1 }, body: { name: 'late' } })),
    ).resolves.toBe('REVISION_CONFLICT')
    await expect(
      client.createCatalog({ query: { expect: 2 }, body: { name: 'late' } }),
    ).resolves.toMatchObject({
      revision: 3,
    })
  })
})

describe('the log', () => {
  it('tells who did what, and what it changed', async () => {
    const client = await withRecords()

    const { entries } = await client.listLog({})
    const detail = await client.showCommit({ params: { revision: 2 } })

    expect(entries.map(({ revision, actor, action }) => [revision, actor, action])).toEqual([
      [2, 'administrator', 'record.import'],
      [1, 'ingot', 'catalog.install'],
    ])
    expect(detail.changes.map(({ title, change }) => [title, change])).toEqual(
      expect.arrayContaining([
        ['site.hpc@1.9', 'created'],
        ['site.hpc@1.10', 'created'],
      ]),
    )
    expect(await client.verifyLog({})).toMatchObject({ intact: true, revisions: 2 })
  })

  it('is backed up while in use and restored into an empty ledger only', async () => {
    const client = await withRecords()
    const backup: Uint8Array[] = []
    for await (const chunk of await client.backupLedger({})) backup.push(chunk)

    async function* stream() {
      yield* backup
    }
    await expect(codeOf(client.restoreLedger({ stream: stream() }))).resolves.toBe('LEDGER_NOT_EMPTY')
    const other = await openLedger(join(folder, 'other.db'), { kinds })
    expect(await other.restore(stream())).toMatchObject({ intact: true, revisions: 2 })
    expect(other.snapshot().revision).toBe(2)
    await other.close()
  })
})
