import type { Ec2Image } from './ec2-image.ts'
import { imagesWith, type Ec2Place } from './query-images.ts'

/** Which account we are: EC2 does not tell that, but the owner of an image of ours is it. */
export interface OwnAccount {
  /** Its number, once it is known. */
  readonly known: () => string | undefined
  /** Takes the number from images that are certainly ours. */
  readonly learn: (own: readonly Ec2Image[]) => void
  /** Which of the images are ours; asks, where that is not known yet. */
  readonly isOwn: (place: Ec2Place, images: readonly Ec2Image[]) => Promise<(image: Ec2Image) => boolean>
}

/** Begins with what is known: the account of the role that is assumed, which is in its ARN. */
export function ownAccount(role: string | undefined): OwnAccount {
  let number = /^arn:[\w-]+:iam::(?<account>\d{12}):/.exec(role ?? '')?.groups?.['account']
  const learn = (own: readonly Ec2Image[]) => {
    number ??= own.find(({ OwnerId: owner }) => owner !== undefined)?.OwnerId
  }
  return {
    known: () => number,
    learn,
    isOwn: async (place, images) => {
      if (number !== undefined || images.length === 0) return ({ OwnerId: owner }) => owner === number
      const ids = images.map(({ ImageId: id }) => id)
      const own = await imagesWith(place, 'image-id', ids, ['self'])
      learn(own)
      const ours = new Set(own.map(({ ImageId: id }) => id))
      return ({ ImageId: id }) => ours.has(id)
    },
  }
}
