import type { Architecture, ConsumerType } from '@ingot/contract'
import { normalizeProvider } from '../../image/provider.ts'
import { textOrNone } from './text-or-none.ts'

/** What a consumer starts from images for. Blank texts count as absent. */
export interface ConsumerImageRequest {
  readonly type: ConsumerType
  readonly provider: string
  readonly region: string
  /** Absent: that of the image that is named, else x86_64. */
  readonly architecture?: Architecture | undefined
  /** Absent: that of the image that is named, else any. FreeIPA has none. */
  readonly runtime?: string | undefined
  readonly os?: string | undefined
  /** The id of an image; of an environment also the reference of one in its region. */
  readonly image?: string | undefined
  readonly at: Date
}

/** A request without the moment, read. */
export interface ConsumerQuestion extends Omit<ConsumerImageRequest, 'at'> {
  /** By its one name. */
  readonly provider: string
}

/** Reads a request. */
export function readQuestion(request: ConsumerImageRequest): ConsumerQuestion {
  const { type, provider, region, architecture, runtime, os, image } = request
  return {
    type,
    provider: normalizeProvider(provider),
    region: region.trim(),
    architecture,
    runtime: type === 'environment' ? undefined : textOrNone(runtime),
    os: textOrNone(os),
    image: textOrNone(image),
  }
}

/** Consumers in a sentence. */
export const consumerNouns: Record<ConsumerType, string> = {
  environment: 'the FreeIPA of an environment',
  datalake: 'a Data Lake',
  datahub: 'a Data Hub',
  database: 'an Operational Database',
  project: 'a project',
}

/** For whom and where, for a sentence. */
export function describeQuestion(question: ConsumerQuestion): string {
  const { type, provider, region, architecture, runtime, os } = question
  const sides = [
    runtime === undefined ? undefined : `of runtime ${runtime}`,
    os === undefined ? undefined : `of ${os}`,
    architecture === undefined ? undefined : `on ${architecture}`,
  ].filter((side) => side !== undefined)
  return [`for ${consumerNouns[type]}`, ...sides, `in ${provider}/${region}`].join(' ')
}
