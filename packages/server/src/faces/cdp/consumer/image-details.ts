import type { ImageFacts } from '@ingot/contract'
import { imageFacts, readEntry } from '@ingot/core'
import { imageIn } from '../images.ts'
import type { Call } from '../operation.ts'
import type { ConsumerView } from './find-consumer.ts'

/** What is known of the image that a consumer is on; of an image that is gone, its id only. */
export interface ConsumerImageDetails {
  readonly facts: ImageFacts | undefined
  /** As `7.2.17-1.cdh7.2.17.p400.51297892`. */
  readonly repositoryVersion: string | undefined
  /** The repository of Cloudera Manager for the operating system of the image. */
  readonly managerRepository: string | undefined
}

/** Reads the image of a consumer. */
export async function imageDetails(call: Call, { image }: ConsumerView): Promise<ConsumerImageDetails> {
  const found = await imageIn(call, image)
  if (found === undefined) {
    return { facts: undefined, repositoryVersion: undefined, managerRepository: undefined }
  }
  const { stack, repo, osType } = readEntry(found)
  return {
    facts: imageFacts(found),
    repositoryVersion: stack?.repositoryVersion,
    managerRepository: osType === undefined ? undefined : repo[osType],
  }
}
