import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AcknowledgedImages, ScanReport, ScanRequest } from '@ingot/contract'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { startScans } from '../../jobs/scan-scheduler.ts'
import { openAccountSite, type AccountSite } from '../../testing/account-site.ts'

let site: AccountSite

beforeEach(async () => {
  site = await openAccountSite()
  await site.addAccount()
})
afterEach(() => site.close())

const region = (name = 'RegionOne') => site.cloud.regions.get(name)!
const put = (name: string, where = 'RegionOne', more: object = {}) =>
  region(where).add({ name, os_type: 'linux', created_at: '2026-01-01T00:00:00Z', ...more })
const revision = () => site.ledger.snapshot().revision
const brief = ({ findings }: ScanReport) => findings.map(({ kind, name }) => `${kind} ${name}`)
const scan = (accept?: ScanRequest['accept'], dryRun = false) =>
  site.client.scanAccounts({ query: { dryRun }, body: { accept } })

async function added(name = 'golden', where = 'RegionOne'): Promise<string> {
  const id = put(name, where)
  await site.client.addImage({ body: { images: [id], name } })
  return id
}

describe('scanAccounts', () => {
  it('finds nothing where all is as it was, and commits nothing', async () => {
    await added()
    const before = revision()

    expect(await scan(['gone', 'renamed'])).toMatchObject({
      findings: [],
      checked: 1,
      unchecked: 0,
      accepted: 0,
    })
    expect(revision()).toBe(before)
  })

  it('tells what is gone, renamed, replaced, new and unnamed; and changes nothing unasked', async () => {
    const gone = await added('gone')
    const renamed = await added('renamed')
    await added('replaced')
    await added('spread')
    region().records.delete(gone)
    region().records.get(renamed)!.name = 'another name'
    put('replaced', 'RegionOne', { created_at: '2026-02-01T00:00:00Z' })
    put('spread', 'RegionTwo')
    put('forgotten', 'RegionTwo', { size: 42 })
    const before = revision()

    const report = await scan()

    expect(brief(report).toSorted()).toEqual([
      'gone gone',
      'new-region spread',
      'renamed another name',
      'replaced replaced',
      'unnamed forgotten',
    ])
    expect(report.findings.find(({ kind }) => kind === 'unnamed')).toMatchObject({ bytes: 42, ageDays: 59 })
    expect(revision()).toBe(before)
  })

  it('writes what is accepted in one commit, is not told it again, and takes drift away when it is over', async () => {
    const id = await added()
    const record = region().records.get(id)!
    region().records.delete(id)
    const before = revision()

    expect(await scan(['gone'], true)).toMatchObject({ dryRun: true, accepted: 1 })
    expect(revision()).toBe(before)
    expect(await scan(['gone'])).toMatchObject({ accepted: 1 })
    expect(revision()).toBe(before + 1)
    const place = { provider: 'openstack', account: 'cloud', region: 'RegionOne' }
    const request = { name: 'golden', ...place }
    expect((await site.client.resolve({ body: request })).status).toBe('unresolved')
    expect((await scan()).findings).toEqual([])
    region().records.set(id, record)
    expect(await scan(['gone'])).toMatchObject({ returned: [{ reference: id }], cleared: 1 })

    expect((await site.client.resolve({ body: request })).artifact?.reference).toBe(id)
  })

  it('follows a file that is called otherwise, by its bytes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ingot-scan-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    for (const name of ['one', 'two']) await writeFile(join(folder, `${name}.raw`), name.padEnd(512))
    const settings = { provider: 'local' as const, dir: folder }
    await site.client.addAccount({ params: { account: 'lab' }, body: { settings } })
    await site.client.addImage({ body: { images: ['one'], accounts: ['lab'], os: 'linux' } })
    await rename(join(folder, 'one.raw'), join(folder, 'other.raw'))

    const report = await scan(['renamed'])

    expect(brief(report).toSorted()).toEqual(['renamed other', 'unnamed two'])
    expect(report.findings[0]).toMatchObject({ reference: 'one.raw', replacement: 'other.raw' })
    expect(brief(await scan())).toEqual(['unnamed two'])
    const place = { provider: 'local', account: 'lab', region: 'lab' }
    const answer = await site.client.resolve({ body: { name: 'one', ...place } })
    expect(answer.artifact?.reference).toBe('other.raw')
  })

  it('tells no more of images that need no name, until it is to tell again or they are named', async () => {
    put('scratch')
    const other = put('other', 'RegionTwo')

    expect(await scan(['unnamed'])).toMatchObject({ findings: [{}, {}], accepted: 2, acknowledged: 0 })
    expect(await scan()).toMatchObject({ findings: [], acknowledged: 2 })
    put('newer')
    expect(await scan()).toMatchObject({ findings: [{ name: 'newer' }], acknowledged: 2 })
    await site.client.addImage({ body: { images: [other], name: 'other' } })
    expect(await scan()).toMatchObject({ findings: [{ name: 'newer' }], acknowledged: 1 })

    const before = revision()
    const again = (dryRun: boolean) =>
      site.client.scanAccounts({ query: { dryRun }, body: { tellAgain: true } })
    expect((await again(true)).findings).toHaveLength(2)
    expect(revision()).toBe(before)
    expect(await again(false)).toMatchObject({ acknowledged: 0, accepted: 0 })
    expect((await scan()).findings).toHaveLength(2)
  })

  it('forgets what needs no name when it is gone, or with its account; not where it could not look', async () => {
    const scratch = put('scratch')
    put('other', 'RegionTwo')
    await scan(['unnamed'])
    const acknowledged = () =>
      site.ledger.snapshot().get<AcknowledgedImages>('acknowledgement', 'cloud')?.body.images

    region().records.delete(scratch)
    site.cloud.fail('forbidden', 'RegionTwo')
    await scan(['unnamed'])
    expect(acknowledged()).toMatchObject([{ region: 'RegionTwo' }])

    await site.client.deleteAccount({ params: { account: 'cloud' } })
    expect(acknowledged()).toBeUndefined()
  })

  it('knows nothing of an account that is another one now', async () => {
    put('scratch')
    await scan(['unnamed'])
    const other = { ...site.settings, project: 'other' }

    const { account } = await site.client.addAccount({
      params: { account: 'cloud' },
      body: { settings: other, secret: site.secret },
    })

    expect(account.lastScan).toBeUndefined()
    expect(site.ledger.snapshot().get('acknowledgement', 'cloud')).toBeUndefined()
  })

  it('writes only into catalogs that who accepts may edit, and counts no other', async () => {
    await site.client.createCatalog({ body: { name: 'theirs' } })
    await site.client.grantRole({ body: { user: 'eve', catalog: 'theirs', role: 'SharedResourceUser' } })
    const id = put('golden')
    await site.client.addImage({ body: { images: [id], name: 'golden', catalog: 'theirs' } })
    region().records.delete(id)
    const before = revision()

    const report = await site.as('eve', 'editor').scanAccounts({ body: { accept: ['gone'] } })

    expect(report).toMatchObject({ findings: [{ kind: 'gone' }], accepted: 0 })
    expect(revision()).toBe(before)
    expect(await scan(['gone'])).toMatchObject({ accepted: 1 })
  })

  it('accepts only the kinds that are named', async () => {
    region().records.delete(await added('one'))
    region().records.get(await added('two'))!.name = 'three'

    const report = await scan(['renamed'])

    expect(report).toMatchObject({ accepted: 1, findings: [{}, {}] })
    expect(brief(await scan())).toEqual(['gone one'])
  })

  it('tells what could not be asked, and takes nothing there for gone', async () => {
    await added()
    await added('other', 'RegionTwo')
    region('RegionTwo').records.clear()
    site.cloud.fail('forbidden', 'RegionTwo')

    expect(await scan()).toMatchObject({
      findings: [],
      failures: [{ account: 'cloud', region: 'RegionTwo', kind: 'forbidden' }],
      checked: 1,
      unchecked: 1,
    })
  })

  it('looks only at images that are its own business', async () => {
    await added()

    const { checked, unchecked } = await scan()

    expect([checked, unchecked]).toEqual([1, 0])
  })

  it('goes on a schedule where an account says so, and counts what it found', async () => {
    region().records.delete(await added())
    await site.client.addAccount({
      params: { account: 'cloud' },
      body: { settings: site.settings, secret: site.secret, scanEvery: 3600 },
    })
    const before = revision()

    const scans = startScans({ ledger: site.ledger, secrets: site.secrets })
    const shown = async () =>
      (await site.client.showAccount({ params: { account: 'cloud' } })).account.lastScan
    await expect.poll(shown).toMatchObject({ findings: 1 })
    await scans.close()

    expect(revision()).toBe(before)
  })

  it('on a schedule keeps what failed for whoever looks', async () => {
    site.cloud.fail('forbidden', 'RegionTwo')
    await site.client.addAccount({
      params: { account: 'cloud' },
      body: { settings: site.settings, secret: site.secret, scanEvery: 3600 },
    })

    const scans = startScans({ ledger: site.ledger, secrets: site.secrets })
    const shown = async () =>
      (await site.client.showAccount({ params: { account: 'cloud' } })).account.lastScan
    await expect
      .poll(shown)
      .toMatchObject({ findings: 0, failure: expect.stringContaining('RegionTwo of the account "cloud"') })
    await scans.close()
  })
})

describe('setDriftPolicy', () => {
  it('changes what is given, and what is resolved', async () => {
    const id = await added()
    region().records.delete(id)
    await scan(['gone'])
    const request = { name: 'golden', provider: 'openstack', account: 'cloud', region: 'RegionOne' }
    expect((await site.client.resolve({ body: request })).status).toBe('unresolved')

    const { policy } = await site.client.setDriftPolicy({ body: { gone: 'warn' } })

    expect(policy).toEqual({ gone: 'warn', private: 'warn', deprecated: 'warn', replaced: 'warn' })
    expect(await site.client.resolve({ body: request })).toMatchObject({
      status: 'resolved',
      warnings: [{ code: 'ARTIFACT_DRIFT' }],
    })
    expect((await site.client.showDriftPolicy({})).policy).toEqual(policy)
  })
})
