import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFakeEc2, type FakeEc2 } from '@ingot/testkit'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { endpointIn, homeRegion } from './aws-credentials.ts'
import { openFake, openKeyless, region } from './testing/aws-site.ts'

describe('credentials of AWS', () => {
  let fake: FakeEc2
  let folder: string
  beforeEach(async () => {
    fake = await startFakeEc2()
    folder = await mkdtemp(join(tmpdir(), 'ingot-aws-'))
    const { user, role } = fake
    const keys = (id: string) => `aws_access_key_id = ${id}\naws_secret_access_key = ${user.secret}\n`
    await writeFile(
      join(folder, 'credentials'),
      `[builder]\n${keys(user.accessKeyId)}[wrong]\n${keys('AKIAWRONGKEYEXAMPLE')}`,
    )
    await writeFile(
      join(folder, 'config'),
      `[profile golden]\nrole_arn = ${role.arn}\nexternal_id = ${role.externalId}\nsource_profile = builder\n`,
    )
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE'])
      vi.stubEnv(name, undefined)
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'))
    vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'))
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
  })
  afterEach(async () => {
    vi.unstubAllEnvs()
    await fake.close()
    await rm(folder, { recursive: true, force: true })
  })
  const keysOf = (service: string) =>
    fake.requests.filter((call) => call.service === service).map(({ accessKeyId }) => accessKeyId)

  it('says which key it is let in with', async () => {
    expect(await (await openFake(fake)).identity()).toBe(
      `Access key "${fake.user.accessKeyId}", with 2 regions`,
    )
  })

  it('is not let in with a wrong secret, but with a clock that is off, which the SDK makes up for', async () => {
    const wrong = await openFake(fake, {}, { secret: 'wrong' })
    await expect(wrong.identity()).rejects.toMatchObject({ kind: 'credentials' })
    const { arn, externalId } = fake.role
    const other = await openFake(fake, { role: arn, externalId }, { secret: 'wrong' })
    await expect(other.identity()).rejects.toMatchObject({ kind: 'credentials' })

    const real = Date.now
    const slow = vi.spyOn(Date, 'now').mockImplementation(() => real() - 3_600_000)
    onTestFinished(() => slow.mockRestore())
    const late = await openFake(fake)
    expect(await late.identity()).toContain('Access key')
  })

  it.each([
    [{}, undefined, 'us-east-1'],
    [{ homeRegion: 'eu-west-1' }, ['us-east-1'], 'eu-west-1'],
    [{}, ['CN-North-1'], 'cn-north-1'],
    [{ role: 'arn:aws-us-gov:iam::111122223333:role/x' }, undefined, 'us-gov-west-1'],
    [{ role: 'arn:aws:iam::111122223333:role/x' }, undefined, 'us-east-1'],
  ])('with %j and the regions %j begins in %s', (settings, regions, expected) => {
    const config = { settings: { provider: 'aws' as const, ...settings } }

    expect(homeRegion(regions === undefined ? config : { ...config, regions })).toBe(expected)
  })

  it('asks STS where it is, and each region at its own endpoint', async () => {
    const { arn, externalId } = fake.role
    const endpoint = fake.url.replace('127.0.0.1', '{region}.localhost')
    const account = await openFake(fake, { role: arn, externalId, endpoint, stsEndpoint: fake.url })

    await account.find(region, ['golden']).catch(() => undefined)

    expect(keysOf('sts')).toEqual([fake.user.accessKeyId])
    expect(endpointIn('eu-west-1', endpoint)).toContain('//eu-west-1.localhost:')
  })

  it('assumes a role, once for all regions', async () => {
    const { arn, externalId, accessKeyId } = fake.role
    const account = await openFake(fake, { role: arn, externalId })

    await Promise.all([region, 'eu-west-1'].map((each) => account.find(each, ['golden'])))

    expect(keysOf('sts')).toEqual([fake.user.accessKeyId])
    expect(keysOf('ec2')).toEqual([accessKeyId, accessKeyId])
    expect(await account.identity()).toContain(`with role "${arn}"`)
  })

  it('knows its account by the role that it assumes', async () => {
    const { arn, externalId } = fake.role
    const account = await openFake(fake, { role: arn, externalId })
    const own = fake.regions.get(region)!.add({ name: 'golden' })

    expect(await account.find(region, [own])).toMatchObject([{ isOwn: true }])
    expect(keysOf('ec2')).toHaveLength(1)
  })

  it('tells that it may not assume a role, and tries again later', async () => {
    const account = await openFake(fake, { role: fake.role.arn, externalId: 'another' })

    for (const _ of [1, 2]) await expect(account.identity()).rejects.toMatchObject({ kind: 'forbidden' })
    expect(keysOf('sts')).toHaveLength(2)
  })

  it('takes a profile, with the role that it names', async () => {
    await (await openKeyless(fake, { profile: 'builder' })).identity()
    await (await openKeyless(fake, { profile: 'golden' })).identity()

    expect(keysOf('ec2')).toEqual([fake.user.accessKeyId, fake.role.accessKeyId])
  })

  it('assumes a role from a profile', async () => {
    const { arn, externalId, accessKeyId } = fake.role
    await (await openKeyless(fake, { profile: 'builder', role: arn, externalId })).identity()

    expect(keysOf('ec2')).toEqual([accessKeyId])
  })

  it('takes the environment where nothing else is told', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', fake.user.accessKeyId)
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', fake.user.secret)

    expect(await (await openKeyless(fake)).identity()).toMatch(/^The default credentials/)
  })

  it.each([[undefined], ['nobody'], ['wrong']])('tells that profile %s lets nobody in', async (profile) => {
    const account = await openKeyless(fake, profile === undefined ? {} : { profile })

    await expect(account.identity()).rejects.toMatchObject({ name: 'CloudError', kind: 'credentials' })
  })

  it('expects a secret with a key', async () => {
    await expect(openKeyless(fake, { accessKeyId: fake.user.accessKeyId })).rejects.toMatchObject({
      kind: 'credentials',
    })
  })
})
