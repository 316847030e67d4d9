import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { awsProvider } from './aws-provider.ts'

const page = (content: string) => `<DescribeImagesResponse>${content}</DescribeImagesResponse>`
const samePage = page(
  '<imagesSet><item><imageId>ami-01234567</imageId></item></imagesSet><nextToken>1</nextToken>',
)

describe('what is no answer of EC2', () => {
  let server: Server | undefined
  afterEach(() => server?.close())
  const open = async (body: string, endpoint?: string) => {
    server = createServer((request, response) => request.resume().on('end', () => response.end(body)))
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    return awsProvider.open({
      name: 'prod',
      settings: { provider: 'aws', accessKeyId: 'AKIA1', endpoint: endpoint ?? `http://127.0.0.1:${port}` },
      secret: 'secret-access-key',
      retries: { attempts: 1, firstWait: 1 },
    })
  }
  const listed = async (body: string) => {
    const account = await open(body)
    for await (const _ of account.list('eu-west-1'));
  }

  it.each([
    ['nothing', ''],
    ['JSON', '{"imagesSet":[]}'],
    ['a page of HTML', '<!doctype html><html><body>Log in</body></html>'],
    ['half of an answer', page('<imagesSet><item><imageId>ami-01').slice(0, 60)],
    ['an answer without images', page('')],
    ['an image without an id', page('<imagesSet><item><name>golden</name></item></imagesSet>')],
    ['the same page for ever', samePage],
    ['bytes', '\u0000\u0001\u0002'],
  ])('is told as such: %s', async (_, body) => {
    await expect(listed(body)).rejects.toMatchObject({ name: 'CloudError', kind: 'invalid' })
  })

  it('tells that there are no regions', async () => {
    await expect((await open(page(''))).regions()).rejects.toMatchObject({ kind: 'invalid' })
  })

  it.each(['eu west 1', 'evil.example/#', ''])('asks nobody for the region "%s"', async (region) => {
    const account = await open(samePage)

    await expect(account.find(region, ['golden'])).rejects.toMatchObject({ kind: 'invalid' })
  })

  it('tells that an endpoint is no URL, or that nothing listens there', async () => {
    await expect((await open('', 'nowhere')).identity()).rejects.toMatchObject({ kind: 'invalid' })
    await expect((await open('', 'http://127.0.0.1:1')).identity()).rejects.toMatchObject({
      kind: 'unreachable',
    })
  })
})
