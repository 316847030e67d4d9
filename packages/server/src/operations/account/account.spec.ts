import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openAccountSite, type AccountSite } from '../../testing/account-site.ts'
import { refusalOf } from '../../testing/refusal-of.ts'

let site: AccountSite

beforeEach(async () => {
  site = await openAccountSite()
})
afterEach(() => site.close())

const params = { account: 'cloud' }

describe('addAccount', () => {
  it('seals the secret, and shows only that there is one', async () => {
    await site.addAccount()

    const { accounts } = await site.client.listAccounts({})
    const shown = await site.client.showAccount({ params })

    expect(accounts).toMatchObject([
      { name: 'cloud', settings: site.settings, hasSecret: true, owner: 'admin' },
    ])
    expect(shown).toMatchObject({ account: { name: 'cloud' }, artifacts: 0 })
    const all = JSON.stringify([accounts, shown, [...site.ledger.snapshot().all('account')]])
    expect(all).not.toContain(site.secret)
  })

  it('forgets what is not given again, and destroys the secret that was', async () => {
    await site.addAccount()
    const [, keys] = await site.stored()
    await site.addAccount('cloud', { secret: 'another' })
    expect((await site.stored())[1]).toBe(keys)

    await site.client.addAccount({
      params,
      body: { settings: { provider: 'openstack', imageEndpoint: 'http://127.0.0.1:9292' } },
    })

    expect((await site.client.showAccount({ params })).account).toMatchObject({ hasSecret: false })
    expect((await site.stored())[1]).toBe(0)
  })

  it('stores nothing on a dry run, nor where nothing changes', async () => {
    const body = { settings: { provider: 'local' as const, dir: '/srv/images' } }
    const [before] = await site.stored()
    await site.client.addAccount({ params, query: { dryRun: true }, body })
    expect((await site.stored())[0]).toBe(before)

    await site.client.addAccount({ params, body })
    await site.client.addAccount({ params, body })

    expect((await site.stored())[0]).toBe(before + 1)
  })

  it.each([
    ['r.example:5000', 'r.example:5000'],
    ['HTTPS://R.example:5000/', 'r.example:5000'],
    ['https://index.docker.io/v1/', 'docker.io'],
  ])('takes the registry "%s" as references write it', async (server, expected) => {
    const { account } = await site.client.addAccount({
      params,
      body: { settings: { provider: 'registry', server } },
    })

    expect(account.settings).toMatchObject({ server: expected })
  })

  it.each([
    ['a bad name', 'a b', { provider: 'local', dir: '/x' }, undefined, '/params/account'],
    ['a relative folder', 'a', { provider: 'local', dir: 'x' }, undefined, '/body/settings/dir'],
    [
      'an access key without its secret',
      'a',
      { provider: 'aws', accessKeyId: 'AKIA' },
      undefined,
      '/body/secret',
    ],
    ['a secret of no access key', 'a', { provider: 'aws' }, 's', '/body/settings/accessKeyId'],
    [
      'a client without a tenant',
      'a',
      { provider: 'azure', subscription: '1', clientId: 'c' },
      's',
      '/body/settings/tenant',
    ],
    ['neither Keystone nor Glance', 'a', { provider: 'openstack' }, undefined, '/body/settings'],
    [
      'Keystone without a user',
      'a',
      { provider: 'openstack', authUrl: 'http://k' },
      undefined,
      '/body/settings',
    ],
    [
      'Keystone without a password',
      'a',
      { provider: 'openstack', authUrl: 'http://k', username: 'u' },
      undefined,
      '/body/secret',
    ],
    [
      'an endpoint with a password',
      'a',
      { provider: 'aws', endpoint: 'http://u:p@x' },
      undefined,
      '/body/settings/endpoint',
    ],
    [
      'a setting of another kind',
      'a',
      { provider: 'aws', subscription: '1' },
      undefined,
      '/body/settings/subscription',
    ],
    [
      'a registry with a path',
      'a',
      { provider: 'registry', server: 'r.example/team' },
      undefined,
      '/body/settings/server',
    ],
    [
      'a registry with a user',
      'a',
      { provider: 'registry', server: 'https://u:p@r.example' },
      undefined,
      '/body/settings/server',
    ],
    [
      'an odd repository',
      'a',
      { provider: 'registry', server: 'r.example', repositories: ['ok', 'Team/App'] },
      undefined,
      '/body/settings/repositories/1',
    ],
    ['a registry with a secret', 'a', { provider: 'registry', server: 'r.example' }, 's', '/body/secret'],
  ])('refuses %s', async (_, account, settings, secret, path) => {
    const body = { settings: settings as never, secret }

    const refusal = await refusalOf(site.client.addAccount({ params: { account }, body }))

    expect(refusal).toMatchObject({ code: 'INVALID_REQUEST', faults: [{ path }] })
  })

  it('is for administrators, and so is what it leads to', async () => {
    const editor = site.as('eve', 'editor')
    await site.addAccount()

    expect((await editor.listAccounts({})).accounts).toHaveLength(1)
    for (const act of [
      () => editor.addAccount({ params, body: { settings: site.settings } }),
      () => editor.testAccount({ params }),
      () => editor.deleteAccount({ params }),
    ]) {
      expect(await refusalOf(act())).toMatchObject({ code: 'FORBIDDEN' })
    }
  })
})

describe('testAccount', () => {
  it('says who we are, which regions there are and what can be done, and remembers it', async () => {
    await site.addAccount()

    const { check, regions, can } = await site.client.testAccount({ params })

    expect(check.ok).toBe(true)
    expect(regions).toEqual(['RegionOne', 'RegionTwo'])
    expect(can).toMatchObject({ copy: true, delete: true })
    expect((await site.client.showAccount({ params })).account.lastCheck).toEqual(check)
  })

  it('is not told as of a moment before it', async () => {
    await site.addAccount()
    const at = String(site.ledger.snapshot().revision)
    site.now.setMinutes(site.now.getMinutes() + 1)
    await site.client.testAccount({ params })

    expect((await site.client.listAccounts({ query: { at } })).accounts[0]?.lastCheck).toBeUndefined()
    expect((await site.client.listAccounts({})).accounts[0]?.lastCheck).toBeDefined()
  })

  it('says in which region we may not look', async () => {
    await site.addAccount()
    site.cloud.fail('forbidden', 'RegionTwo')

    const { check, regions, failures } = await site.client.testAccount({ params })

    expect(check).toMatchObject({ ok: false, message: expect.stringContaining('RegionTwo of the account') })
    expect(regions).toEqual(['RegionOne', 'RegionTwo'])
    expect(failures).toMatchObject([{ region: 'RegionTwo', kind: 'forbidden' }])
  })

  it('says which of its regions there are not', async () => {
    await site.addAccount('cloud', { regions: ['REGIONONE', 'Nowhere'] })

    const { regions, failures } = await site.client.testAccount({ params })

    expect(regions).toEqual(['RegionOne', 'Nowhere'])
    expect(failures).toMatchObject([
      { region: 'Nowhere', message: expect.stringContaining('there are RegionOne, RegionTwo') },
    ])
  })

  it('says what is wrong and what to do', async () => {
    await site.addAccount('cloud', { secret: 'wrong' })

    const { check } = await site.client.testAccount({ params })

    expect(check).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^The account "cloud" \(openstack\): .*ingot account add/s),
    })
    expect(check.message).not.toContain('wrong')
  })
})

describe('deleteAccount', () => {
  it('destroys the secret with the account', async () => {
    await site.addAccount()

    await site.client.deleteAccount({ params })

    expect((await site.stored())[1]).toBe(0)
    expect(await refusalOf(site.client.showAccount({ params }))).toMatchObject({
      code: 'ACCOUNT_NOT_FOUND',
      message: 'No account has the name "cloud"; there is none',
    })
  })

  it('of one with artifacts needs force and a reason', async () => {
    await site.addAccount()
    site.cloud.regions.get('RegionOne')?.add({ name: 'golden', os_type: 'linux' })
    await site.client.addImage({ body: { images: ['golden'] } })

    expect(await refusalOf(site.client.deleteAccount({ params }))).toMatchObject({ code: 'ACCOUNT_IN_USE' })
    expect(await refusalOf(site.client.deleteAccount({ params, query: { force: true } }))).toMatchObject({
      code: 'REASON_REQUIRED',
    })
    await site.client.deleteAccount({ params, query: { force: true, reason: 'Closed' } })

    expect((await site.client.listAccounts({})).accounts).toEqual([])
  })
})
