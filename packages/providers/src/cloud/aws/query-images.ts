import type { DescribeImagesCommandInput } from '@aws-sdk/client-ec2'
import { CloudError } from '../cloud-error.ts'
import type { Ec2Client } from './ec2-client.ts'
import type { Ec2Image } from './ec2-image.ts'

/** Where a question is asked. */
export interface Ec2Place {
  readonly client: Ec2Client
  readonly region: string
  readonly signal?: AbortSignal | undefined
}

/** The most values that the filters of one question may have (EC2 API Reference, "DescribeImages"). */
const mostValues = 200
/** The most images of one page, as documented there. */
const pageSize = 1000

/** The images that have one of some values, of some owners or of anybody whose images we may see. */
export async function imagesWith(
  place: Ec2Place,
  filter: 'image-id' | 'name',
  values: readonly string[],
  owners?: readonly string[],
): Promise<Ec2Image[]> {
  const unique = [...new Set(values)]
  const batches: string[][] = []
  for (let at = 0; at < unique.length; at += mostValues) batches.push(unique.slice(at, at + mostValues))
  const lists = await Promise.all(
    batches.map((batch) =>
      allOf(
        queryImages(place, {
          Filters: [{ Name: filter, Values: batch.map(literal) }],
          ...(owners === undefined ? {} : { Owners: [...owners] }),
        }),
      ),
    ),
  )
  return lists.flat()
}

/** A value of a filter that means nothing but itself (EC2 User Guide, "List and filter using the CLI and API"). */
function literal(value: string): string {
  return value.replaceAll(/[\\*?]/g, String.raw`\$&`)
}

async function allOf(images: AsyncIterable<Ec2Image>): Promise<Ec2Image[]> {
  const all: Ec2Image[] = []
  for await (const image of images) all.push(image)
  return all
}

/** The images of a query, page by page, with those that are deprecated or disabled; not those that are gone. */
export async function* queryImages(
  place: Ec2Place,
  query: DescribeImagesCommandInput,
): AsyncGenerator<Ec2Image> {
  let token: string | undefined
  for (;;) {
    const { images, next } = await readPage(place, query, token)
    yield* images
    if (next === undefined) return
    if (next === token)
      throw new CloudError('invalid', 'Expected a next page of images, but AWS names the same page again')
    token = next
  }
}

async function readPage(
  { client, region, signal }: Ec2Place,
  query: DescribeImagesCommandInput,
  token: string | undefined,
): Promise<{ images: Ec2Image[]; next: string | undefined }> {
  const input: DescribeImagesCommandInput = {
    ...query,
    IncludeDeprecated: true,
    IncludeDisabled: true,
    MaxResults: pageSize,
    ...(token === undefined ? {} : { NextToken: token }),
  }
  const send = { region, signal }
  const answer = await client.ask({ ...send, send: (ec2, options) => ec2.describeImages(input, options) })
  const { Images: images, NextToken: next } = answer
  if (!Array.isArray(images))
    throw new CloudError('invalid', 'Expected AWS to answer a list of images, but it answers none')
  return {
    images: images.filter((image) => image.State !== 'deregistered').map(withId),
    next: next === '' ? undefined : next,
  }
}

function withId(image: object): Ec2Image {
  const { ImageId: id } = image as { ImageId?: unknown }
  if (typeof id === 'string' && id !== '') return image as Ec2Image
  throw new CloudError('invalid', 'Expected AWS to answer images with ids, but one has none')
}
