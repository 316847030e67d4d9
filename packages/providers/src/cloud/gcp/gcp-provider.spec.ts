import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cloudSuite, startFakeGce, type FakeGce } from '@ingot/testkit'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CloudAccount } from '../cloud-account.ts'
import { gcpProvider } from './gcp-provider.ts'

const retries = { attempts: 3, firstWait: 1 }

interface OpenOptions {
  wrongCredentials?: boolean
  regions?: readonly string[]
  imageProjects?: string[]
}

function open(cloud: FakeGce, options: OpenOptions = {}): Promise<CloudAccount> {
  const { regions, imageProjects } = options
  return gcpProvider.open({
    name: 'work',
    settings: {
      provider: 'gcp',
      project: cloud.project,
      endpoint: cloud.url,
      ...(imageProjects === undefined ? {} : { imageProjects }),
    },
    ...(regions === undefined ? {} : { regions }),
    secret: options.wrongCredentials === true ? cloud.wrongSecret : cloud.secret,
    retries,
  })
}

cloudSuite('Google Compute Engine', async () => {
  const cloud = await startFakeGce({ pageSize: 3 })
  cloud.images.generate(6)
  cloud.images.put({ name: 'golden-1' })
  return {
    open: (options) => open(cloud, options),
    region: 'global',
    image: { reference: `projects/${cloud.project}/global/images/golden-1`, name: 'golden-1' },
    count: 7,
    missing: `projects/${cloud.project}/global/images/nobody-has-it`,
    hasCredentials: true,
    fail: (fault) => cloud.fail(fault),
    close: () => cloud.close(),
  }
})

describe('an account of Google Cloud', () => {
  let cloud: FakeGce
  const own = (name: string) => `projects/ingot-test/global/images/${name}`
  beforeEach(async () => {
    cloud = await startFakeGce()
    cloud.images.put({ name: 'golden-1', id: '99', family: 'golden' })
  })
  afterEach(() => {
    vi.unstubAllEnvs()
    return cloud.close()
  })
  const find = async (texts: readonly string[], options?: OpenOptions) =>
    (await open(cloud, options)).find('global', texts)

  it.each([
    ['golden-1', 'name'],
    ['family/golden', 'name'],
    ['golden', 'name'],
    ['projects/ingot-test/global/images/family/golden', 'name'],
    ['99', 'id'],
    ['global/images/golden-1', 'id'],
    ['projects/ingot-test/global/images/golden-1', 'id'],
    ['https://www.googleapis.com/compute/v1/projects/ingot-test/global/images/golden-1', 'id'],
    ['https://compute.googleapis.com/compute/beta/projects/ingot-test/global/images/golden-1', 'id'],
  ])('finds an image by %s', async (text, matchedBy) => {
    expect(await find([text])).toMatchObject([{ reference: own('golden-1'), text, matchedBy }])
    expect(await find([text, 'another', '12'])).toMatchObject([
      { reference: own('golden-1'), text, matchedBy },
    ])
  })

  it.each(['', '*', 'Golden-1', 'golden-1") OR (name = "x', '../zones', '0', 'projects/a/b/global/images/x'])(
    'asks nothing for what can be no image: %j',
    async (text) => {
      expect(await find([text])).toEqual([])
      expect(cloud.requests).toEqual([])
    },
  )

  it('takes of a family the newest that is ready and not deprecated', async () => {
    const family = 'golden'
    const created = (day: number) => `2024-05-0${day}T00:00:00.000-07:00`
    cloud.images.put({ name: 'golden-2', family, creationTimestamp: created(2) })
    cloud.images.put({
      name: 'golden-3',
      family,
      creationTimestamp: created(3),
      deprecated: { state: 'DEPRECATED' },
    })
    cloud.images.put({ name: 'golden-4', family, creationTimestamp: created(4), status: 'PENDING' })

    for (const texts of [['golden'], ['family/golden'], ['family/golden', 'x1', 'x2']]) {
      expect(await find(texts)).toMatchObject([{ reference: own('golden-2'), matchedBy: 'name' }])
    }
  })

  it('takes an image before a family of the same name, whatever project it is of', async () => {
    cloud.projectOf('shared').images.put({ name: 'golden' })

    const found = await find(['golden'], { imageProjects: ['shared'] })

    expect(found).toMatchObject([{ reference: 'projects/shared/global/images/golden', isOwn: false }])
  })

  it('asks once for many names of a project', async () => {
    cloud.images.generate(1000)
    const names = Array.from({ length: 20 }, (_, index) => `generated-${index}`)

    expect(await find(names)).toHaveLength(20)
    expect(cloud.requests.filter((request) => request.includes('/images'))).toHaveLength(1)
  })

  it('finds what it was given of a project that it may not list', async () => {
    const shared = cloud.projectOf('shared')
    shared.isListable = false
    shared.images.put({ name: 'theirs' })
    shared.hidden.add('secret')

    const found = await find(['theirs', 'secret'], { imageProjects: ['shared'] })

    expect(found).toMatchObject([{ name: 'theirs', owner: 'shared', isOwn: false, visibility: 'shared' }])
    await expect(find(['secret'], { imageProjects: ['shared'] })).rejects.toMatchObject({ kind: 'forbidden' })
  })

  it('has nothing of a project that nobody let it into', async () => {
    const account = await open(cloud)
    cloud.projectOf('theirs').hidden.add('secret')
    const reference = 'projects/theirs/global/images/secret'

    expect(await account.find('global', [reference])).toEqual([])
    expect(await account.describe('global', [reference, own('golden-1')])).toHaveLength(1)
  })

  it('has the same images in every region that it is limited to', async () => {
    const account = await open(cloud, { regions: ['europe-west3'] })

    const [image] = await account.describe('europe-west3', [own('golden-1')])

    expect(await account.regions()).toEqual(['europe-west3'])
    expect(image).toBeDefined()
    expect(image).not.toHaveProperty('region')
  })

  it('takes a new token where the old one was taken back', async () => {
    const account = await open(cloud)
    await account.identity()
    cloud.tokens.revoke()

    expect(await account.identity()).toBe(`${cloud.email} in the project ingot-test of Google Cloud`)
    expect(cloud.requests.filter((request) => request === 'POST /token')).toHaveLength(2)
  })

  it('lets others start from an image, and leaves those that may', async () => {
    const { policies } = cloud.projectOf(cloud.project)
    const limited = {
      role: 'roles/compute.imageUser',
      members: ['user:c@x.org'],
      condition: { title: 'now' },
    }
    policies.put('golden-1', [{ role: 'roles/compute.imageUser', members: ['user:a@x.org'] }, limited])
    policies.races = 2
    const account = await open(cloud)

    await account.share?.('global', own('golden-1'), [
      'user:a@x.org',
      'b@x.org',
      'r@p.iam.gserviceaccount.com',
      '12',
    ])

    const members = ['user:a@x.org', 'user:b@x.org', 'serviceAccount:r@p.iam.gserviceaccount.com']
    expect(policies.get('golden-1').bindings).toEqual([
      limited,
      {
        role: 'roles/compute.imageUser',
        members: [...members, 'serviceAccount:12@cloudservices.gserviceaccount.com'],
      },
    ])
  })

  it('shares with nobody whom it cannot name', async () => {
    const account = await open(cloud)

    await expect(account.share?.('global', own('golden-1'), ['some-project'])).rejects.toMatchObject({
      kind: 'unsupported',
      message: expect.stringContaining('"some-project"') as string,
    })
  })

  it.each([
    ['2020-01-01T00:00:00Z', undefined, 'DEPRECATED'],
    ['2099-01-01T00:00:00Z', undefined, 'ACTIVE'],
    ['2020-01-01T00:00:00Z', { state: 'OBSOLETE', replacement: own('golden-2') }, 'OBSOLETE'],
  ])('deprecates from %s what was %j', async (from, deprecated, state) => {
    cloud.images.put({ name: 'golden-1', ...(deprecated === undefined ? {} : { deprecated }) })

    await (await open(cloud)).deprecate?.('global', own('golden-1'), from)

    expect(cloud.images.get('golden-1')?.deprecated).toEqual({ ...deprecated, state, deprecated: from })
  })

  it('tells what an operation failed with', async () => {
    const { operations } = cloud.projectOf(cloud.project)
    operations.error = { code: 'RESOURCE_IN_USE_BY_ANOTHER_RESOURCE', message: 'golden-1 is in use' }
    const account = await open(cloud)

    await expect(account.delete?.('global', own('golden-1'))).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('golden-1 is in use') as string,
    })
  })

  it.each([
    ['a page that is none', { status: 200, body: '[1]' }, 'invalid'],
    ['items that are none', { status: 200, body: { items: 7 } }, 'invalid'],
    ['an image without a name', { status: 200, body: { items: [{}] } }, 'invalid'],
    ['an image that is none', { status: 200, body: { items: [null] } }, 'invalid'],
    ['an answer of nothing', { status: 200, body: '' }, 'invalid'],
    ['a redirect', { status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } }, 'invalid'],
    [
      'an API that is off',
      { status: 403, body: { error: { errors: [{ reason: 'accessNotConfigured' }] } } },
      'forbidden',
    ],
    ['a conflict', { status: 409, body: { error: { message: 'taken' } } }, 'conflict'],
    ['a page of a proxy', { status: 500, body: '<html>oops</html>' }, 'failed'],
  ] as const)('tells %s', async (_, answer, kind) => {
    cloud.answers.push(answer)
    const listed = (await open(cloud)).list('global')[Symbol.asyncIterator]()

    await expect(listed.next()).rejects.toMatchObject({ name: 'CloudError', kind })
  })

  it('does not go round in pages that lead to each other', async () => {
    const page = { status: 200, body: { nextPageToken: 'again' } }
    cloud.answers.push(page, page)
    const listed = (await open(cloud)).list('global')[Symbol.asyncIterator]()

    await expect(listed.next()).rejects.toMatchObject({ kind: 'invalid' })
  })

  it('repeats no token that the cloud repeats', async () => {
    const body = { error: { message: 'not for ya29.fake-1' } }
    cloud.answers.push({ status: 403, body })

    await expect((await open(cloud)).identity()).rejects.toMatchObject({
      message: 'Google Cloud answers 403: not for ***',
    })
  })

  it('tells a token endpoint that nobody listens at', async () => {
    const gone = await startFakeGce()
    await gone.close()
    const { secret } = gone
    const settings = { provider: 'gcp', project: cloud.project, endpoint: cloud.url } as const
    const account = await gcpProvider.open({ name: 'work', settings, secret, retries })

    await expect(account.identity()).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining(`Nothing listens at "${gone.url.replace('http://', '')}"`) as string,
    })
  })

  it('uses the application default credentials where it has no key', async () => {
    vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', '')
    // Tools of Google's that are on the machine write below the home folder.
    const home = await mkdtemp(join(tmpdir(), 'ingot-gcp-'))
    vi.stubEnv('HOME', home)
    vi.stubEnv('GCE_METADATA_HOST', cloud.url.replace('http://', ''))
    vi.stubEnv('METADATA_SERVER_DETECTION', 'assume-present')
    const settings = { provider: 'gcp', project: cloud.project, endpoint: cloud.url } as const
    const account = await gcpProvider.open({ name: 'work', settings, retries })

    expect(await account.identity()).toContain('application default credentials')
    await rm(home, { recursive: true, force: true })
  })

  it('tells that there are no application default credentials', async () => {
    vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', '/nowhere/key.json')
    const settings = { provider: 'gcp', project: cloud.project, endpoint: cloud.url } as const
    const account = await gcpProvider.open({ name: 'work', settings, retries })

    await expect(account.identity()).rejects.toMatchObject({ kind: 'credentials' })
  })
})
