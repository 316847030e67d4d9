import { namedProgram, testData } from '@ingot/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSession, type ClientSession } from './testing/cdp-client.ts'
import { freeipaCatalog, freeipaImages, runtimeCatalog, runtimeImages } from './testing/sample-catalogs.ts'

const client = namedProgram('INGOT_CDP_CLIENT', 'official client of CDP (the "cdp" command)')

/** How long a few commands of the client may take, in ms: each starts an interpreter of its own. */
const patience = 120_000

/** Describes tests with the client; without one they are skipped. */
function describeWithClient(name: string, body: (client: string) => void): void {
  if (client === undefined) describe.skip(name, () => it('needs the client', () => undefined))
  else describe(name, { timeout: patience }, () => body(client))
}

const own = '--vm-images region=us-west-1,imageReference=ami-0123456789abcdef0'
const logs = '--log-storage storageLocationBase=s3a://logs,instanceProfile=profile'
const access = '--security-access cidr=10.0.0.0/8 --authentication publicKeyId=key'
const storage = '--cloud-provider-configuration instanceProfile=profile,storageBucketLocation=s3a://data'

describeWithClient('the official client, unmodified', (program) => {
  let session: ClientSession

  beforeAll(async () => {
    session = await startSession(program, [
      { name: 'cdp-default', type: 'runtime', content: runtimeCatalog },
      { name: 'freeipa-default', type: 'freeipa', content: freeipaCatalog },
    ])
  }, patience)

  afterAll(() => session.close())

  /** What a command prints. */
  async function cdp(command: string, ...values: string[]): Promise<Record<string, unknown>> {
    const { status, output, errors } = await session.run(command, ...values)
    expect({ status, errors }).toEqual({ status: 0, errors: '' })
    return (output ?? {}) as Record<string, unknown>
  }

  /** What a command says that the server refuses. */
  async function refused(command: string, ...values: string[]): Promise<string> {
    const { status, errors } = await session.run(command, ...values)
    expect(status).toBe(255)
    return errors.trim()
  }

  it('creates, lists and describes a catalog', async () => {
    const created = await cdp(
      'imagecatalog create-custom-catalog --catalog-name mine --description',
      'Our own',
    )

    expect(created).toEqual({})
    expect(await cdp('imagecatalog list-custom-catalogs')).toEqual({
      imageCatalogs: [
        { name: 'local', description: "The site's own images" },
        { name: 'mine', description: 'Our own' },
      ],
    })
    expect(await cdp('imagecatalog describe-custom-catalog --catalog-name mine')).toEqual({
      catalogName: 'mine',
      description: 'Our own',
      images: [],
    })
  })

  it('finds and describes default images', async () => {
    const find = 'imagecatalog find-default-image'
    const found = await cdp(`${find} --provider AWS --image-type RUNTIME --runtime-version 7.2.17`)
    const described = await cdp(`imagecatalog describe-default-image --image-id ${runtimeImages.aws17Later}`)

    expect(found).toEqual({ imageId: runtimeImages.aws17Later, vmImages: expect.any(Array) })
    expect(found['vmImages']).toHaveLength(3)
    expect(described).toEqual(found)
    expect(await cdp(`${find} --provider AZURE --image-type FREEIPA`)).toMatchObject({
      imageId: freeipaImages.azure,
    })
  })

  it('sets, describes and deletes images', async () => {
    const from = `--catalog-name mine --source-image-id`
    const base = '--base-parcel-url https://mirror.example.com/p/'
    const set = await cdp(`imagecatalog set-runtime-image ${from} ${runtimeImages.aws17} ${own} ${base}`)
    const again = await cdp(`imagecatalog set-runtime-image ${from} ${runtimeImages.aws17} ${own}`)
    const freeipa = await cdp(`imagecatalog set-freeipa-image ${from} ${freeipaImages.aws} --vm-images []`)
    const image = (id: unknown) => `--catalog-name mine --image-id ${String(id)}`

    expect(again).toEqual(set)
    expect(await cdp(`imagecatalog describe-custom-image ${image(set['imageId'])}`)).toEqual({
      imageId: set['imageId'],
      imageDate: expect.any(Number),
      imageType: 'RUNTIME',
      sourceImageId: runtimeImages.aws17,
      sourceImageDate: Date.UTC(2024, 0, 1),
      versions: {
        'cm-version': '7.11.1',
        'cm-gbn': '40000001',
        'cdh-version': '7.2.17',
        'cdh-gbn': '50000001',
      },
      provider: 'AWS',
      baseParcelUrl: 'https://mirror.example.com/p/',
      vmImages: [{ region: 'us-west-1', imageReference: 'ami-0123456789abcdef0' }],
    })
    const described = await cdp('imagecatalog describe-custom-catalog --catalog-name mine')
    expect(described['images']).toHaveLength(2)
    expect(await cdp(`imagecatalog delete-runtime-image ${image(set['imageId'])}`)).toEqual(set)
    expect(await cdp(`imagecatalog delete-freeipa-image ${image(freeipa['imageId'])}`)).toEqual(freeipa)
    expect(await cdp('imagecatalog delete-custom-catalog --catalog-name mine')).toEqual({})
  })

  it('takes what a skeleton of the client leaves empty for absent', async () => {
    await cdp('imagecatalog create-custom-catalog --catalog-name skeleton')
    const request = JSON.stringify({
      catalogName: 'skeleton',
      sourceImageId: runtimeImages.aws17,
      vmImages: [],
      imageId: '',
      baseParcelUrl: '',
    })

    expect(await cdp('imagecatalog set-runtime-image --cli-input-json', request)).toEqual({
      imageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })

  it('shows refusals with their code and the id of the request', async () => {
    const missing = await refused('imagecatalog delete-custom-catalog --catalog-name nothing')
    const invalid = await refused('imagecatalog create-custom-catalog --catalog-name', 'Not valid')

    expect(missing).toMatch(
      /^An error occurred: Image catalog 'nothing' not found\. \(Status Code: 404; Error Code: NOT_FOUND; Service: imagecatalog; Operation: deleteCustomCatalog; Request ID: [0-9a-f-]{36};\)$/,
    )
    expect(invalid).toContain('Status Code: 400; Error Code: INVALID_ARGUMENT;')
  })

  it('is not let in with another key', async () => {
    const other = Buffer.alloc(32, 7).toString('base64')
    const { status, errors } = await session.runWith(other, 'imagecatalog list-custom-catalogs')

    expect(status).toBe(255)
    expect(errors).toContain('Status Code: 401; Error Code: UNAUTHENTICATED;')
  })

  it('creates, describes and lists an environment, a Data Lake and a Data Hub', async () => {
    const environment = 'environments create-aws-environment --environment-name env-1 --region us-west-1'
    const freeipa = `--image catalog=freeipa-default,id=${freeipaImages.aws}`
    const image = `--image catalogName=cdp-default,id=${runtimeImages.aws17}`
    const lake = `datalake create-aws-datalake --datalake-name lake-1 --environment-name env-1 ${storage}`
    const created = [
      await cdp(`${environment} --credential-name credential ${access} ${logs} ${freeipa}`),
      await cdp(`${lake} ${image}`),
      await cdp(`datahub create-aws-cluster --cluster-name hub-1 --environment env-1 ${image}`),
    ]

    expect(created).toMatchObject([
      { environment: { environmentName: 'env-1', cloudPlatform: 'AWS', status: 'AVAILABLE' } },
      { datalake: { datalakeName: 'lake-1', status: 'RUNNING' } },
      { cluster: { clusterName: 'hub-1', imageDetails: { id: runtimeImages.aws17 } } },
    ])
    expect(await cdp('environments describe-environment --environment-name env-1')).toMatchObject({
      environment: {
        freeipa: { imageDetails: { imageId: freeipaImages.aws, imageCatalogName: 'freeipa-default' } },
      },
    })
    expect(await cdp('environments list-environments')).toMatchObject({
      environments: [{ environmentName: 'env-1' }],
    })
    expect(await cdp('datalake list-datalakes')).toMatchObject({ datalakes: [{ datalakeName: 'lake-1' }] })
    expect(await cdp('datahub list-clusters')).toMatchObject({ clusters: [{ clusterName: 'hub-1' }] })
  })

  it('switches all three to a custom catalog', async () => {
    const from = '--catalog-name switched --source-image-id'
    await cdp('imagecatalog create-custom-catalog --catalog-name switched')
    await cdp(`imagecatalog set-runtime-image ${from} ${runtimeImages.aws17} ${own}`)
    await cdp(`imagecatalog set-runtime-image ${from} ${runtimeImages.aws18} ${own}`)
    await cdp(`imagecatalog set-freeipa-image ${from} ${freeipaImages.aws} ${own}`)
    await cdp(`imagecatalog set-freeipa-image ${from} ${freeipaImages.awsLater} ${own}`)

    expect(await cdp('environments set-catalog --environment env-1 --catalog switched')).toEqual({})
    expect(await cdp('datalake set-catalog --datalake lake-1 --catalog-name switched')).toEqual({})
    expect(await cdp('datahub set-catalog --cluster hub-1 --catalog-name switched')).toEqual({})
    expect(await cdp('environments describe-environment --environment-name env-1')).toMatchObject({
      environment: { freeipa: { imageDetails: { imageCatalogName: 'switched' } } },
    })
    expect(await cdp('datalake describe-datalake --datalake-name lake-1')).toMatchObject({
      datalake: { imageDetails: { imageCatalogName: 'switched', componentVersions: { cdp: '7.2.17' } } },
    })
    expect(await cdp('datahub describe-cluster --cluster-name hub-1')).toMatchObject({
      cluster: { imageDetails: { catalogName: 'switched' } },
    })
  })

  it('lists upgrades within that catalog', async () => {
    const options = await cdp('environments get-freeipa-upgrade-options --environment env-1')
    const lake = await cdp('datalake upgrade-datalake --datalake-name lake-1 --show-available-images')
    const hub = await cdp('datahub upgrade-cluster --cluster-name hub-1 --show-available-images')
    const runtimes = (answer: Record<string, unknown>) =>
      (answer['upgradeCandidates'] as { imageCatalogName: string; componentVersions: { cdp: string } }[]).map(
        ({ imageCatalogName, componentVersions }) => `${imageCatalogName} ${componentVersions.cdp}`,
      )

    expect(options).toMatchObject({ images: [{ catalogName: 'switched', date: '2024-01-20' }] })
    // The image of the same source is one too: its machines would start from another reference.
    expect(runtimes(lake)).toEqual(['switched 7.2.18', 'switched 7.2.17'])
    expect(runtimes(hub)).toEqual(['switched 7.2.18', 'switched 7.2.17'])
  })

  it('upgrades, and asks what became of it', async () => {
    const { operationId } = await cdp('datalake upgrade-datalake --datalake-name lake-1')
    const operation = `datalake get-operation --datalake-name lake-1 --operation-id ${String(operationId)}`

    expect(await cdp(operation)).toMatchObject({ operationName: 'UPGRADE', operationStatus: 'FINISHED' })
    expect(await refused('imagecatalog delete-custom-catalog --catalog-name switched')).toContain(
      'Status Code: 409; Error Code: CONFLICT;',
    )
  })

  it('is told of a catalog whose content it sends for its URL', async () => {
    const options = 'environments get-freeipa-upgrade-options --environment env-1'

    expect(await refused(`${options} --catalog ${session.url}/openapi.json`)).toContain(
      '--no-parameter-expansion',
    )
  })
})

const runtimeFile = client && testData('cdp', 'upgrade-test-image-catalog.6c1ec90172a.json')
const freeipaFile = client && testData('cdp', 'freeipa-image-catalog-v3.json')

describeWithClient('the official client on a production catalog', (program) => {
  if (runtimeFile === undefined || freeipaFile === undefined) {
    it.skip('needs real inputs', () => undefined)
    return
  }
  let session: ClientSession

  beforeAll(async () => {
    session = await startSession(program, [
      { name: 'cdp-default', type: 'runtime', content: { file: runtimeFile } },
      { name: 'freeipa-default', type: 'freeipa', content: { file: freeipaFile } },
    ])
  }, patience)

  afterAll(() => session.close())

  it.each([
    ['AWS', '7.2.17', '4b6a691a-bdb3-4ef2-9be8-5d64a4636e31'],
    ['AZURE', '7.2.18', 'ce08d8a2-ff77-433a-b96a-eddc8acb0775'],
    ['GCP', '7.2.7', 'a1bb833c-f679-4623-8ae6-b7bf1cb93349'],
  ])('finds the default image of %s %s', async (provider, runtime, imageId) => {
    const find = `imagecatalog find-default-image --provider ${provider} --image-type RUNTIME`

    expect((await session.run(`${find} --runtime-version ${runtime}`)).output).toMatchObject({ imageId })
  })

  it('lists the upgrades of a Data Lake, which a custom catalog restricts', async () => {
    const source = '16c21dea-03f8-4178-8afd-2e1c89bea2da'
    const environment = 'environments create-aws-environment --environment-name env-1 --region us-west-2'
    const lake = `datalake create-aws-datalake --datalake-name lake-1 --environment-name env-1 ${storage}`
    const list = 'datalake upgrade-datalake --datalake-name lake-1 --show-available-images'
    const set = `imagecatalog set-runtime-image --catalog-name mine --source-image-id ${source} --vm-images []`
    await session.run(`${environment} --credential-name c ${access} ${logs} --image os=centos7`)
    const created = await session.run(`${lake} --image id=${source}`)
    const before = await session.run(list)
    await session.run('imagecatalog create-custom-catalog --catalog-name mine')
    await session.run(set)
    const switched = await session.run('datalake set-catalog --datalake lake-1 --catalog-name mine')
    const after = await session.run(list)

    expect(created).toMatchObject({ status: 0, errors: '' })
    expect(before.output).toMatchObject({ current: { imageId: source } })
    expect((before.output as { upgradeCandidates: unknown[] }).upgradeCandidates.length).toBeGreaterThan(0)
    expect(switched).toMatchObject({ status: 0, output: undefined, errors: '' })
    expect(after.output).toMatchObject({ upgradeCandidates: [], reason: expect.stringMatching(/\S/) })
  })
})
