import type { CloudImage, FoundImage } from '../cloud-image.ts'
import { ec2Image, type Ec2Image } from './ec2-image.ts'
import type { OwnAccount } from './own-account.ts'
import { imagesWith, queryImages, type Ec2Place } from './query-images.ts'

/** Ids have eight hexadecimal digits, or seventeen since 2018 (EC2 User Guide, "Resource IDs"). */
const idPattern = /^ami-(?:[0-9a-f]{8}|[0-9a-f]{17})$/

/** Whether a text is the id of an AMI. */
export function isImageId(text: string): boolean {
  return idPattern.test(text)
}

/**
 * What has the form of an id is looked for as one, whoever's it is; anything else as a name, and among the images of the
 * owners alone, for anybody can give a public image any name.
 */
export async function findImages(
  place: Ec2Place,
  account: OwnAccount,
  owners: readonly string[],
  texts: readonly string[],
): Promise<FoundImage[]> {
  const unique = [...new Set(texts)]
  const ids = unique.filter((text) => idPattern.test(text))
  const names = unique.filter((text) => text !== '' && !idPattern.test(text))
  const [byId, byName] = await Promise.all([
    imagesWith(place, 'image-id', ids),
    imagesWith(place, 'name', names, owners),
  ])
  if (owners.every((owner) => owner === 'self')) account.learn(byName)
  const isOwn = await account.isOwn(place, [...byId, ...byName])
  const found = (image: Ec2Image, text: string | undefined, matchedBy: FoundImage['matchedBy']) =>
    text === undefined ? [] : [{ ...ec2Image(image, place.region, isOwn(image)), text, matchedBy }]
  const wanted = new Set(names)
  return [
    ...byId.flatMap((image) => found(image, image.ImageId, 'id')),
    ...byName
      .filter(({ Name: name }) => name !== undefined && wanted.has(name))
      .flatMap((image) => found(image, image.Name, 'name')),
  ]
}

export async function describeImages(
  place: Ec2Place,
  account: OwnAccount,
  references: readonly string[],
): Promise<CloudImage[]> {
  const ids = references.filter((text) => idPattern.test(text))
  const images = await imagesWith(place, 'image-id', ids)
  const isOwn = await account.isOwn(place, images)
  return images.map((image) => ec2Image(image, place.region, isOwn(image)))
}

/** The images of the account, page by page. */
export async function* listImages(place: Ec2Place, account: OwnAccount): AsyncGenerator<CloudImage> {
  for await (const image of queryImages(place, { Owners: ['self'] })) {
    account.learn([image])
    yield ec2Image(image, place.region, true)
  }
}
