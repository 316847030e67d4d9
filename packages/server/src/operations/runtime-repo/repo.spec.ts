import { operations } from '@ingot/contract'
import { Value } from 'typebox/value'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refusalOf } from '../../testing/refusal-of.ts'
import { openRegistrySite, type RegistrySite } from '../../testing/registry-site.ts'
import { repoEntry, repoText } from '../../testing/sample-repo-file.ts'

let site: RegistrySite

beforeEach(async () => {
  site = await openRegistrySite({
    operations: [
      'addRuntimeRepo',
      'listRuntimeRepos',
      'updateRuntimeRepo',
      'deleteRuntimeRepo',
      'syncRuntimeRepo',
      'listRuntimes',
    ],
  })
})

afterEach(() => site.close())

type Added = Parameters<RegistrySite['client']['addRuntimeRepo']>[0]['body']
type Updated = Parameters<RegistrySite['client']['updateRuntimeRepo']>[0]['body']

const add = (body: Partial<Added> = {}, query = {}) =>
  site.client.addRuntimeRepo({
    query,
    body: { name: 'vendor', url: 'https://repo.example.com/a.json', ...body },
  })
const update = (repo: string, body: Updated, query = {}) =>
  site.client.updateRuntimeRepo({ params: { repo }, query, body })
const remove = (repo: string, query = {}) => site.client.deleteRuntimeRepo({ params: { repo }, query })
const list = async () => (await site.client.listRuntimeRepos({})).repos
const sync = (repo: string, content: string) =>
  site.client.syncRuntimeRepo({ params: { repo }, body: { content } })

describe('addRuntimeRepo', () => {
  it('registers a file, and reads it not', async () => {
    const answer = await add({ every: 3600, enable: true })

    expect(answer).toEqual({
      revision: 1,
      at: site.now.toISOString(),
      dryRun: false,
      repo: {
        id: 1,
        name: 'vendor',
        url: 'https://repo.example.com/a.json',
        every: 3600,
        enable: true,
        owner: 'admin',
        created: site.now.toISOString(),
        runtimes: 0,
        revision: 1,
      },
    })
    expect(Value.Check(operations.addRuntimeRepo.response, answer)).toBe(true)
    expect(await list()).toEqual([answer.repo])
  })

  it.each<[string, Partial<Added>]>([
    ['name', { url: 'https://repo.example.com/b.json' }],
    ['URL', { name: 'other' }],
  ])('refuses a %s that another has', async (_, body) => {
    await add()

    expect(await refusalOf(add(body))).toMatchObject({ code: 'RUNTIME_REPO_EXISTS' })
  })

  it.each<[string, Partial<Added>, string]>([
    ['a URL without a host', { url: 'https://' }, 'SOURCE_REFUSED'],
    ['plain http to a host that nobody allowed', { url: 'http://repo.example.com/a.json' }, 'SOURCE_REFUSED'],
    ['a URL with a password', { url: 'https://u:p@repo.example.com/a.json' }, 'SOURCE_REFUSED'],
    ['another scheme', { url: 'ftp://repo.example.com/a.json' }, 'SOURCE_REFUSED'],
    ['a file with a schedule', { url: 'file:/repo.json', every: 3600 }, 'INVALID_REQUEST'],
    ['a file with a host', { url: 'file:/repo.json', allowHost: 'a.example.com' }, 'INVALID_REQUEST'],
    ['a schedule of seconds', { every: 1 }, 'INVALID_REQUEST'],
    ['no name', { name: '' }, 'INVALID_REQUEST'],
  ])('refuses %s', async (_, body, code) => {
    expect(await refusalOf(add(body))).toMatchObject({ code })
    expect(await list()).toEqual([])
  })

  it('plans on a dry run', async () => {
    expect(await add({}, { dryRun: true })).toMatchObject({ dryRun: true, revision: 0, repo: { id: 1 } })
    expect(await list()).toEqual([])
  })
})

describe('updateRuntimeRepo', () => {
  it('changes what is given, by id or by name', async () => {
    await add()

    expect((await update('1', { name: 'renamed' })).repo).toMatchObject({
      id: 1,
      name: 'renamed',
      revision: 2,
    })
    expect((await update('renamed', { every: 60 })).repo).toMatchObject({ every: 60, revision: 3 })
    expect(await update('renamed', { every: 60 })).toMatchObject({ revision: 3, repo: { revision: 3 } })
  })

  it('refuses what an addition would be refused for', async () => {
    await add()
    await add({ name: 'other', url: 'https://repo.example.com/b.json' })

    expect(await refusalOf(update('other', { name: 'vendor' }))).toMatchObject({
      code: 'RUNTIME_REPO_EXISTS',
    })
    expect(await refusalOf(update('other', { url: 'ftp://x.example.com' }))).toMatchObject({
      code: 'SOURCE_REFUSED',
    })
    expect(await refusalOf(update('none', {}))).toMatchObject({
      code: 'RUNTIME_REPO_NOT_FOUND',
      message: expect.stringContaining('there are "vendor", "other"') as string,
    })
    expect((await list()).map(({ revision }) => revision)).toEqual([1, 2])
  })

  it('plans on a dry run', async () => {
    await add()

    expect(await update('1', { name: 'x' }, { dryRun: true })).toMatchObject({
      dryRun: true,
      repo: { name: 'x' },
    })
    expect((await list())[0]?.name).toBe('vendor')
  })

  it('shows the last sync no more once another file is to be read', async () => {
    await add({ url: 'file:/a.json' })
    await sync('vendor', repoText(repoEntry('Alpha')))

    expect((await list())[0]).toMatchObject({ runtimes: 1, sync: { outcome: 'changed', added: 1 } })
    expect((await update('vendor', { url: 'file:/b.json' })).repo.sync).toBeUndefined()
  })
})

describe('deleteRuntimeRepo', () => {
  it('forgets it, and keeps the runtimes that it brought', async () => {
    await add({ url: 'file:/a.json' })
    await sync('vendor', repoText(repoEntry('Alpha')))

    expect((await remove('vendor', { dryRun: true })).repo.runtimes).toBe(1)
    expect(await remove('vendor')).toMatchObject({ dryRun: false, repo: { name: 'vendor', runtimes: 1 } })

    expect(await list()).toEqual([])
    expect((await site.client.listRuntimes({})).runtimes).toMatchObject([
      { origin: { kind: 'repo', repo: '1' } },
    ])
    expect(await refusalOf(remove('vendor'))).toMatchObject({ code: 'RUNTIME_REPO_NOT_FOUND' })
  })

  it('leaves its runtimes to no other that comes after it', async () => {
    await add({ url: 'file:/a.json' })
    await sync('vendor', repoText(repoEntry('Alpha')))
    await remove('vendor')
    const { repo } = await add({ name: 'next', url: 'file:/b.json' })

    const synced = await sync('next', repoText(repoEntry('Beta')))

    expect(repo.runtimes).toBe(0)
    expect(synced.entries.map(({ change }) => change)).toEqual(['added'])
    expect(synced.repo.runtimes).toBe(1)
  })

  it('leaves nothing of what was remembered to one of the same URL', async () => {
    await add({ url: 'file:/a.json' })
    await sync('vendor', repoText())
    await remove('vendor')

    expect((await add({ url: 'file:/a.json' })).repo.sync).toBeUndefined()
  })
})
