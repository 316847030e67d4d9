import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Image } from '@ingot/contract'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { openAccountSite, type AccountSite } from '../../testing/account-site.ts'
import { refusalOf } from '../../testing/refusal-of.ts'

let site: AccountSite
const bytes = Buffer.from('an image of a disk')

beforeEach(async () => {
  site = await openAccountSite()
  await site.addAccount()
  const id = site.cloud.regions.get('RegionOne')!.add({ name: 'golden', os_type: 'linux' }, bytes)
  await site.client.addImage({ body: { images: [id], name: 'our.base' } })
})
afterEach(() => site.close())

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'ingot-distribute-'))
  onTestFinished(() => rm(made, { recursive: true }))
  return made
}

const revision = () => site.ledger.snapshot().revision
const distribute = (to: string[], dryRun = false, wait = 30) =>
  site.client.distributeImage({
    params: { image: 'our.base' },
    query: { version: '1.0', dryRun },
    body: { to, wait },
  })

describe('distributeImage', () => {
  it('plans what is missing, and changes nothing', async () => {
    const before = revision()

    const { steps } = await distribute(['RegionOne', 'RegionTwo', 'mars-1'], true)

    expect(steps).toMatchObject([
      { region: 'RegionOne', state: 'covered' },
      { account: 'cloud', region: 'RegionTwo', state: 'planned', from: { region: 'RegionOne' } },
      {
        region: 'mars-1',
        state: 'impossible',
        message: expect.stringContaining('None of the accounts has the region'),
      },
    ])
    expect(revision()).toBe(before)
    expect(site.cloud.regions.get('RegionTwo')?.records.size).toBe(0)
  })

  it('copies, registers each copy as it becomes ready, and has nothing to do the second time', async () => {
    const before = revision()

    const { steps, image } = await distribute(['RegionTwo'])

    expect(steps).toMatchObject([{ state: 'ready' }])
    expect(revision()).toBe(before + 1)
    const copy = image.artifacts.find(({ region }) => region === 'RegionTwo')
    expect(copy).toMatchObject({ name: 'openstack/cloud/RegionTwo', reference: steps[0]?.reference })
    expect(site.cloud.regions.get('RegionTwo')?.data.get(copy!.reference)).toEqual(bytes)
    expect((await distribute(['RegionTwo'])).steps).toMatchObject([{ state: 'covered' }])
    expect(site.cloud.regions.get('RegionTwo')?.records.size).toBe(1)
  })

  it('tells what failed with its place, and tries only that again', async () => {
    site.cloud.fail('forbidden', 'RegionTwo')
    const before = revision()

    const failed = await distribute(['RegionTwo'])

    expect(failed.steps).toMatchObject([
      { state: 'failed', attempts: 1, message: expect.stringMatching(/^RegionTwo of the account "cloud"/) },
    ])
    expect(revision()).toBe(before)
    site.cloud.fail(undefined, 'RegionTwo')
    expect((await distribute(['RegionTwo'], true)).steps).toMatchObject([{ state: 'failed', attempts: 1 }])
    expect((await distribute(['RegionTwo'])).steps).toMatchObject([{ state: 'ready', attempts: 1 }])
  })

  it('goes on with what was cut off, and makes no second copy', async () => {
    const bytesRead = await site.client.watchDistribution({
      params: { image: 'our.base' },
      query: { version: '1.0' },
      body: { to: ['RegionTwo'] },
    })
    for await (const _ of bytesRead) break
    await expect
      .poll(() => distribute(['RegionTwo']).catch(() => undefined))
      .toMatchObject({
        steps: [{ state: expect.stringMatching(/^(?:ready|covered)$/) }],
      })

    expect(site.cloud.regions.get('RegionTwo')?.records.size).toBe(1)
  })

  it('copies again what was ready once and is gone, and says so before', async () => {
    await distribute(['RegionTwo'])
    site.cloud.regions.get('RegionTwo')!.records.clear()
    await site.client.scanAccounts({ body: { accept: ['gone'] } })

    expect((await distribute(['RegionTwo'], true)).steps).toMatchObject([{ state: 'planned' }])
    expect((await distribute(['RegionTwo'])).steps).toMatchObject([{ state: 'ready' }])
    expect(site.cloud.regions.get('RegionTwo')?.records.size).toBe(1)
  })

  it('copies an image for each kind of machines that the version is for', async () => {
    const [from, to] = await Promise.all([folder(), folder()])
    for (const [account, dir] of [
      ['lab', from],
      ['other', to],
    ] as const) {
      const settings = { provider: 'local' as const, dir }
      await site.client.addAccount({ params: { account }, body: { settings } })
    }
    const artifacts = []
    for (const architecture of ['x86_64', 'arm64'] as const) {
      await writeFile(join(from, `${architecture}.raw`), architecture.padEnd(512))
      const place = { provider: 'local', account: 'lab', region: 'lab' }
      artifacts.push({ name: architecture, ...place, reference: `${architecture}.raw`, architecture })
    }
    const { image } = await site.client.showImage({ params: { image: 'our.base' }, query: {} })
    const body = { ...site.ledger.snapshot().get<Image>('image', image.id)!.body, artifacts }
    const changes = [{ kind: 'image', id: image.id, body }]
    await site.ledger.commit({ changes, actor: 'ada', action: 'test' })

    const { steps, image: after } = await distribute(['other'])

    expect(steps.map(({ state, architecture }) => `${state} ${architecture}`)).toEqual([
      'ready x86_64',
      'ready arm64',
    ])
    expect(after.artifacts.map(({ region, architecture }) => `${region} ${architecture}`).toSorted()).toEqual(
      ['lab arm64', 'lab x86_64', 'other arm64', 'other x86_64'],
    )
    expect((await distribute(['other'])).steps.map(({ state }) => state)).toEqual(['covered', 'covered'])
  })

  it('takes a region however it is spelled', async () => {
    expect((await distribute(['REGIONTWO'])).steps).toMatchObject([{ region: 'RegionTwo', state: 'ready' }])
  })

  it('takes the place of what is gone however its region is spelled, and once', async () => {
    await distribute(['RegionTwo'])
    const { image } = await site.client.showImage({ params: { image: 'our.base' }, query: {} })
    const { revision: _, ...body } = image
    const artifacts = body.artifacts.map((one) => ({ ...one, region: one.region?.toUpperCase() }))
    const stored = site.ledger.snapshot().get<Image>('image', image.id)!.body
    await site.ledger.commit({
      changes: [{ kind: 'image', id: image.id, body: { ...stored, artifacts } }],
      actor: 'ada',
      action: 'test',
    })
    site.cloud.regions.get('RegionTwo')!.records.clear()
    await site.client.scanAccounts({ body: { accept: ['gone'] } })

    expect((await distribute(['RegionTwo'])).image.artifacts).toHaveLength(2)
    expect((await distribute(['RegionTwo'])).steps).toMatchObject([{ state: 'covered' }])
    expect(site.cloud.regions.get('RegionTwo')!.records.size).toBe(1)
  })

  it('tells of an image that is deleted meanwhile as what failed', async () => {
    site.cloud.fail('hang', 'RegionTwo')
    const running = distribute(['RegionTwo'])
    await site.client.deleteImage({ params: { image: 'our.base' }, query: { version: '1.0' } })
    site.cloud.fail(undefined, 'RegionTwo')

    await expect(running).rejects.toMatchObject({ code: 'IMAGE_NOT_FOUND' })
  })

  it('copies no bytes but those that are registered', async () => {
    const [from, to] = await Promise.all([folder(), folder()])
    for (const [account, dir] of [
      ['lab', from],
      ['other', to],
    ] as const) {
      const settings = { provider: 'local' as const, dir }
      await site.client.addAccount({ params: { account }, body: { settings } })
    }
    await writeFile(join(from, 'disk.raw'), 'a'.repeat(512))
    await site.client.addImage({ body: { images: ['disk'], accounts: ['lab'], name: 'disk', os: 'linux' } })
    await writeFile(join(from, 'disk.raw'), 'b'.repeat(512))
    const before = revision()

    const { steps } = await site.client.distributeImage({
      params: { image: 'disk' },
      query: { version: '1.0' },
      body: { to: ['other'] },
    })

    expect(steps).toMatchObject([
      { state: 'failed', message: expect.stringContaining('no longer the sha256:') },
    ])
    expect([revision(), await readdir(to)]).toEqual([before, []])
  })

  it('lets one at a time do it', async () => {
    site.cloud.fail('hang', 'RegionTwo')
    const first = await site.client.watchDistribution({
      params: { image: 'our.base' },
      query: { version: '1.0' },
      body: { to: ['RegionTwo'] },
    })
    const reader = first[Symbol.asyncIterator]()
    await reader.next()

    expect(await refusalOf(distribute(['RegionTwo']))).toMatchObject({ code: 'IMAGE_BUSY' })
    site.cloud.fail(undefined, 'RegionTwo')
    await reader.return?.()
  })
})

describe('retireImage', () => {
  const retire = (body: object = {}, query: object = {}) =>
    site.client.retireImage({ params: { image: 'our.base' }, query: { version: '1.0', ...query }, body })

  it('plans, then disables the version with what replaces it', async () => {
    const newer = site.cloud.regions.get('RegionTwo')!.add({ name: 'golden-2', os_type: 'linux' })
    await site.client.addImage({ body: { images: [newer], name: 'our.base', bumpVersion: 'minor' } })
    const before = revision()

    const plan = await retire({}, { dryRun: true })
    expect(plan).toMatchObject({
      isInUse: false,
      replacement: { version: '1.1' },
      scaling: [{ what: 'location', location: { region: 'RegionOne' }, outcome: 'fails' }],
    })
    expect(revision()).toBe(before)
    const done = await retire({}, { expect: plan.revision, reason: 'Old' })

    expect(done.image).toMatchObject({
      state: 'disabled',
      stages: [{ state: 'disabled', replacement: 'our.base@1.1', reason: 'Old' }],
    })
    expect(await refusalOf(retire({}, { expect: plan.revision }))).toMatchObject({
      code: 'REVISION_CONFLICT',
    })
  })

  it('says what speaks against a replacement, and takes none that is over', async () => {
    const windows = site.cloud.regions.get('RegionTwo')!.add({ name: 'other', os_type: 'windows' })
    await site.client.addImage({ body: { images: [windows], name: 'other' } })

    const { warnings } = await retire({ replacement: 'other' }, { dryRun: true })

    expect(warnings.map(({ code }) => code)).toEqual(['REPLACEMENT_OS', 'REPLACEMENT_PLACES'])
    await site.client.retireImage({ params: { image: 'other' }, query: { version: '1.0' }, body: {} })
    expect(await refusalOf(retire({ replacement: 'other@1.0' }, { dryRun: true }))).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('other@1.0 is disabled itself'),
    })
  })

  it('changes nothing the second time, unless something else is to replace it', async () => {
    await retire({}, { reason: 'Old' })
    const other = site.cloud.regions.get('RegionTwo')!.add({ name: 'other', os_type: 'linux' })
    await site.client.addImage({ body: { images: [other], name: 'other' } })
    const before = revision()

    expect(await retire({}, { reason: 'Older' })).toMatchObject({ change: 'unchanged' })
    expect(revision()).toBe(before)
    site.now = new Date(site.now.getTime() + 60_000)
    const again = await retire({ replacement: 'other' })
    expect(again).toMatchObject({
      change: 'retired',
      image: { stages: [{}, { replacement: 'other@1.0' }] },
    })
  })

  it('refuses what a lock pins, unless forced with a reason', async () => {
    const { image } = await site.client.showImage({ params: { image: 'our.base' }, query: {} })
    const { id, name, version, catalog } = image
    const entry = {
      node: 'head',
      cluster: 'hpc',
      kind: 'node',
      location: {},
      select: { attribute: 'ImageName', value: name, by: 'name' },
      status: 'resolved',
      image: { id, name, version, catalog },
      artifact: { reference: 'x' },
      revision: 1,
    }
    const lock = {
      lock: 1,
      template: { file: 't.txt', digest: 'x' },
      parameters: {},
      parameterFiles: [],
      locations: [],
      entries: [entry],
      digest: 'x',
    }
    const locks = [{ file: 't.lock', text: JSON.stringify(lock) }]

    const refusal = await refusalOf(retire({ locks }))
    expect(refusal).toMatchObject({ code: 'IMAGE_IN_USE', faults: [{ code: 'PINNED_BY_LOCK' }] })
    expect(await refusalOf(retire({ locks, force: true }))).toMatchObject({ code: 'REASON_REQUIRED' })

    expect(await retire({ locks, force: true }, { reason: 'CVE' })).toMatchObject({
      image: { state: 'disabled' },
      locks: [{ file: 't.lock', entry: 'hpc/head' }],
    })
  })
})
