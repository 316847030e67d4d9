import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openAccountSite, type AccountSite } from '../../testing/account-site.ts'
import { refusalOf } from '../../testing/refusal-of.ts'

let site: AccountSite

beforeEach(async () => {
  site = await openAccountSite()
})
afterEach(() => site.close())

function put(region: string, name: string, more: object = {}): string {
  return site.cloud.regions.get(region)!.add({ name, os_type: 'linux', ...more })
}

const revision = () => site.ledger.snapshot().revision

describe('addImage', () => {
  it('stores what every account has in every region as one version, in one commit', async () => {
    await site.addAccount('one')
    await site.addAccount('two')
    const first = put('RegionOne', 'golden')
    const second = put('RegionTwo', 'golden')
    const before = revision()

    const report = await site.client.addImage({
      body: { images: ['golden'], name: 'our.base', label: 'Base' },
    })

    expect(revision()).toBe(before + 1)
    expect(report).toMatchObject({
      change: 'added',
      image: { name: 'our.base', version: '1.0', label: 'Base' },
    })
    expect(
      report.image.artifacts.map(({ account, region, reference }) => [account, region, reference]),
    ).toEqual([
      ['one', 'RegionOne', first],
      ['one', 'RegionTwo', second],
      ['two', 'RegionOne', first],
      ['two', 'RegionTwo', second],
    ])
    const resolved = await site.client.resolve({
      body: { label: 'Base', provider: 'openstack', account: 'two', region: 'RegionTwo' },
    })
    expect(resolved).toMatchObject({ status: 'resolved', artifact: { reference: second } })
  })

  it('joins the latest version, replaces what a place had, and stores nothing where nothing changes', async () => {
    await site.addAccount('one', { regions: ['RegionOne'] })
    const first = put('RegionOne', 'golden')
    const add = (images: string[]) => site.client.addImage({ body: { images, name: 'our.base' } })
    await add(['golden'])
    const before = revision()
    expect(await add(['golden'])).toMatchObject({ change: 'unchanged', rows: [{ change: 'unchanged' }] })
    expect(revision()).toBe(before)
    const newer = put('RegionOne', 'golden-2')

    const report = await add([newer])

    expect(report).toMatchObject({
      change: 'changed',
      image: { version: '1.0' },
      rows: [{ change: 'replaced', replaces: first, matchedBy: 'id' }],
    })
    expect(report.image.artifacts).toMatchObject([{ reference: newer }])
  })

  it('says the same on a dry run, and stores nothing', async () => {
    await site.addAccount()
    put('RegionOne', 'golden')
    const before = revision()
    const body = { images: ['golden'], name: 'our.base' }

    const dry = await site.client.addImage({ query: { dryRun: true }, body })
    expect(revision()).toBe(before)
    const real = await site.client.addImage({ body })

    expect(dry.rows).toEqual(real.rows)
    expect(dry).toMatchObject({ dryRun: true, change: 'added' })
  })

  it('keeps the stages of a version that it joins', async () => {
    await site.addAccount()
    put('RegionOne', 'golden')
    await site.client.addImage({ body: { images: ['golden'], name: 'our.base' } })
    await site.client.stageImage({ params: { image: 'our.base' }, body: { state: 'deprecated' } })
    put('RegionTwo', 'golden')

    const { image } = await site.client.addImage({ body: { images: ['golden'], name: 'our.base' } })

    expect(image).toMatchObject({ state: 'deprecated', artifacts: [{}, {}] })
  })

  it('stores nothing where one text is not found, and tells every fault', async () => {
    await site.addAccount()
    put('RegionOne', 'golden')
    put('RegionTwo', 'golden', { os_type: 'windows' })
    const before = revision()

    const refusal = await refusalOf(
      site.client.addImage({ body: { images: ['golden', 'silver'], name: 'b' } }),
    )

    expect(refusal.code).toBe('NOT_MATCHED')
    expect(refusal.faults.map(({ code }) => code)).toEqual(['NO_MATCH', 'OS_DISAGREES'])
    expect(revision()).toBe(before)
  })

  it('tells an account that fails from one that has nothing, and may be told to let it off', async () => {
    await site.addAccount('good', { regions: ['RegionOne'] })
    await site.addAccount('bad', { secret: 'wrong' })
    put('RegionOne', 'golden')
    const body = { images: ['golden'], name: 'our.base' }
    const before = revision()

    const refusal = await refusalOf(site.client.addImage({ body }))
    expect(refusal).toMatchObject({
      code: 'ACCOUNT_FAILED',
      faults: [
        { code: 'ACCOUNT_CREDENTIALS', message: expect.stringContaining('The account "bad" (openstack)') },
      ],
    })
    expect(revision()).toBe(before)
    const report = await site.client.addImage({ body: { ...body, skipAccounts: ['bad'] } })

    expect(report.skipped).toMatchObject([{ account: 'bad', kind: 'credentials' }])
    const nothing = site.client.addImage({ body: { ...body, images: ['nothing'], skipAccounts: ['bad'] } })
    expect((await refusalOf(nothing)).faults).toMatchObject([
      { code: 'NO_MATCH', severity: 'error' },
      { code: 'ACCOUNT_CREDENTIALS', severity: 'warning', message: expect.stringContaining('"bad"') },
    ])
    expect(report.image.artifacts).toHaveLength(1)
    expect((await site.client.addImage({ body: { ...body, accounts: ['good'] } })).skipped).toEqual([])
  })

  it.each([
    ['hang', 'ACCOUNT_TIMEOUT', 1],
    ['forbidden', 'ACCOUNT_FORBIDDEN', 60],
    ['cut', 'ACCOUNT_UNREACHABLE', 60],
  ] as const)(
    'names the region that does "%s", and stores nothing of the others',
    async (fault, code, timeout) => {
      await site.addAccount()
      put('RegionOne', 'golden')
      put('RegionTwo', 'golden')
      site.cloud.fail(fault, 'RegionTwo')
      const before = revision()

      const refusal = await refusalOf(
        site.client.addImage({ body: { images: ['golden'], name: 'our.base', timeout } }),
      )

      expect(refusal.faults).toMatchObject([
        { code, message: expect.stringMatching(/^RegionTwo of the account "cloud"/) },
      ])
      expect(revision()).toBe(before)
      const skipped = await site.client.addImage({
        body: { images: ['golden'], name: 'our.base', regions: ['RegionOne'] },
      })
      expect(skipped.image.artifacts).toMatchObject([{ region: 'RegionOne' }])
      site.cloud.fail(undefined, 'RegionTwo')
      expect(
        (await site.client.addImage({ body: { images: ['golden'], name: 'our.base' } })).rows,
      ).toHaveLength(2)
    },
  )

  it.each([
    ['throttle', 'ACCOUNT_THROTTLED', 'status 429'],
    ['cut', 'ACCOUNT_UNREACHABLE', 'RegionTwo'],
  ] as const)('says why it tried until the time was up: %s', async (fault, code, what) => {
    await site.addAccount()
    site.cloud.fail(fault, 'RegionTwo')

    const refusal = await refusalOf(
      site.client.addImage({ body: { images: ['golden'], name: 'our.base', timeout: 1 } }),
    )

    expect(refusal.faults).toMatchObject([{ code, message: expect.stringContaining(what) }])
    expect(refusal.faults?.[0]?.message).toContain('no better answer came within 1 s')
  })

  it.each([
    ['an account that nobody added', { accounts: ['nobody'] }, 'ACCOUNT_NOT_FOUND'],
    ['a region that no account has', { regions: ['mars-1'] }, 'INVALID_INPUT'],
    ['a catalog that cannot be written', { catalog: 'cyclecloud-default' }, 'CATALOG_READ_ONLY'],
  ])('refuses %s', async (_, more, code) => {
    await site.addAccount()
    put('RegionOne', 'golden')

    expect(await refusalOf(site.client.addImage({ body: { images: ['golden'], ...more } }))).toMatchObject({
      code,
    })
  })

  it('says that there is nowhere to look', async () => {
    expect(await refusalOf(site.client.addImage({ body: { images: ['golden'] } }))).toMatchObject({
      code: 'INVALID_INPUT',
      message: 'There is no account to search; add one with "ingot account add"',
    })
  })

  it('warns of a label that is taken', async () => {
    await site.addAccount()
    put('RegionOne', 'golden')
    await site.client.addImage({ body: { images: ['golden'], name: 'one', label: 'Base' } })

    const report = await site.client.addImage({ body: { images: ['golden'], name: 'two', label: 'base' } })

    expect(report.warnings).toMatchObject([{ code: 'LABEL_TAKEN' }])
  })
})

describe('watchImageAdd', () => {
  const lines = async (bytes: AsyncIterable<Uint8Array>) => {
    const parts: Uint8Array[] = []
    for await (const part of bytes) parts.push(part)
    const text = Buffer.concat(parts).toString('utf8')
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
  }

  it('tells how far each account is, and the report at the end', async () => {
    await site.addAccount()
    put('RegionOne', 'golden')

    const told = await lines(await site.client.watchImageAdd({ body: { images: ['golden'] } }))

    expect(told.at(-1)).toMatchObject({ report: { change: 'added' } })
    expect(told).toContainEqual({
      progress: { account: 'cloud', provider: 'openstack', done: 2, total: 2, found: 1, failed: 0 },
    })
  })

  it('ends with the refusal', async () => {
    await site.addAccount()

    const told = await lines(await site.client.watchImageAdd({ body: { images: ['golden'] } }))

    expect(told.at(-1)).toMatchObject({ problem: { code: 'NOT_MATCHED', faults: [{ code: 'NO_MATCH' }] } })
  })

  it('stops when nobody reads any more, and stores nothing', async () => {
    await site.addAccount()
    put('RegionOne', 'golden')
    site.cloud.fail('hang', 'RegionTwo')
    const before = revision()

    const bytes = await site.client.watchImageAdd({ body: { images: ['golden'] } })
    for await (const _ of bytes) break
    site.cloud.fail(undefined, 'RegionTwo')
    await new Promise((resolve) => setTimeout(resolve, 50))

    expect(revision()).toBe(before)
  })
})
