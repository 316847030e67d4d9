import { ec2Answer, ec2Error, type AwsAnswer } from './ec2-answer.ts'
import { filtersOf, listed, type AwsCall } from './ec2-call.ts'
import { Ec2FilterError } from './ec2-filter.ts'
import { shownRecord, type Ec2Record } from './ec2-record.ts'
import type { Ec2Region } from './ec2-region.ts'

/** What the EC2 of a test has, and how it behaves. */
export interface Ec2Place {
  readonly account: string
  readonly regions: ReadonlyMap<string, Ec2Region>
  /** The most images of one page. */
  readonly pageSize: number
  /** How often a new copy is shown as pending. */
  readonly copyPolls: number
}

type Action = (place: Ec2Place, region: Ec2Region, call: AwsCall) => AwsAnswer

const actions: Readonly<Record<string, Action>> = {
  DescribeRegions: ({ regions }) => {
    const regionInfo = [...regions.keys()].map((regionName) => ({
      regionName,
      regionEndpoint: `ec2.${regionName}.amazonaws.com`,
      optInStatus: 'opt-in-not-required',
    }))
    return ec2Answer('DescribeRegions', { regionInfo })
  },
  DescribeImages: describeImages,
  CopyImage: copyImage,
  EnableImageDeprecation: (place, region, { action, parameters }) => {
    const at = new Date(parameters.get('DeprecateAt') ?? Number.NaN)
    if (!(at.getTime() >= Date.now()))
      return ec2Error(400, 'InvalidParameterValue', 'DeprecateAt must be a date in the future')
    return changed(place, region, { action, parameters }, { deprecationTime: at.toISOString() })
  },
  ModifyImageAttribute: (place, region, { action, parameters }) => {
    const record = region.get(parameters.get('ImageId') ?? '')
    const added: string[] = []
    for (let at = 1; parameters.has(`LaunchPermission.Add.${at}.UserId`); at += 1)
      added.push(parameters.get(`LaunchPermission.Add.${at}.UserId`) ?? '')
    const launchers = [...new Set([...(record?.launchers ?? []), ...added])]
    return changed(place, region, { action, parameters }, { launchers })
  },
  DescribeImageAttribute: ({ account }, region, { parameters }) => {
    const id = parameters.get('ImageId') ?? ''
    const record = region.get(id)
    if (record === undefined) return notFound(id)
    if (record.imageOwnerId !== account) return notOurs(id)
    const launchPermission = [
      ...record.launchers.map((userId) => ({ userId })),
      ...(record.isPublic ? [{ group: 'all' }] : []),
    ]
    return ec2Answer('DescribeImageAttribute', { imageId: id, launchPermission })
  },
  DeregisterImage: ({ account }, region, { parameters }) => {
    const id = parameters.get('ImageId') ?? ''
    const record = region.get(id)
    if (record === undefined) return notFound(id)
    if (record.imageOwnerId !== account) return notOurs(id)
    region.delete(id)
    return ec2Answer('DeregisterImage', { return: true })
  },
}

/** Answers a call to EC2 that has been let in. */
export function answerEc2(place: Ec2Place, call: AwsCall): AwsAnswer {
  const region = place.regions.get(call.region)
  if (region === undefined)
    return ec2Error(401, 'AuthFailure', 'AWS was not able to validate the provided access credentials')
  const action = actions[call.action]
  if (action === undefined)
    return ec2Error(400, 'InvalidAction', `The action ${call.action} is not valid for this web service.`)
  return action(place, region, call)
}

function describeImages({ pageSize }: Ec2Place, region: Ec2Region, { parameters }: AwsCall): AwsAnswer {
  try {
    const found = region.find({
      owners: listed(parameters, 'Owner'),
      filters: filtersOf(parameters),
      withDeprecated: parameters.get('IncludeDeprecated') === 'true',
      withDisabled: parameters.get('IncludeDisabled') === 'true',
    })
    const from = Number(parameters.get('NextToken') ?? 0)
    const to = from + Math.min(Number(parameters.get('MaxResults') ?? Infinity), pageSize)
    const nextToken = to < found.length ? String(to) : undefined
    return ec2Answer('DescribeImages', { imagesSet: found.slice(from, to).map(shownRecord), nextToken })
  } catch (error) {
    if (error instanceof Ec2FilterError) return ec2Error(400, error.code, error.message)
    throw error
  }
}

function copyImage({ regions, copyPolls }: Ec2Place, region: Ec2Region, { parameters }: AwsCall): AwsAnswer {
  const source = parameters.get('SourceImageId') ?? ''
  const record = regions.get(parameters.get('SourceRegion') ?? '')?.get(source)
  if (record === undefined) return notFound(source)
  const [name, token] = [parameters.get('Name') ?? '', parameters.get('ClientToken') ?? '']
  const imageId = region.copy(record, name, token, copyPolls)
  if (imageId !== undefined) return ec2Answer('CopyImage', { imageId })
  return ec2Error(400, 'IdempotentParameterMismatch', 'The request uses the same client token as another one')
}

function changed(
  { account }: Ec2Place,
  region: Ec2Region,
  { action, parameters }: Pick<AwsCall, 'action' | 'parameters'>,
  change: Partial<Ec2Record>,
): AwsAnswer {
  const id = parameters.get('ImageId') ?? ''
  const record = region.get(id)
  if (record === undefined) return notFound(id)
  if (record.imageOwnerId !== account) return notOurs(id)
  region.change(id, change)
  return ec2Answer(action, { return: true })
}

function notFound(id: string): AwsAnswer {
  return ec2Error(400, 'InvalidAMIID.NotFound', `The image id '[${id}]' does not exist`)
}

function notOurs(id: string): AwsAnswer {
  return ec2Error(400, 'AuthFailure', `Not authorized for image:${id}`)
}
