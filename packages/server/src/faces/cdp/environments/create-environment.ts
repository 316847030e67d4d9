import type { Static } from 'typebox'
import { createConsumer } from '../consumer/create-consumer.ts'
import { wireOperation, type WireOperation } from '../operation.ts'
import { architectureOf } from '../words.ts'
import { CreateAwsEnvironment, CreateAzureEnvironment, CreateGcpEnvironment } from './create-request.ts'
import { describeOne } from './environment.ts'

type CreationRequest =
  | typeof CreateAwsEnvironment
  | typeof CreateAzureEnvironment
  | typeof CreateGcpEnvironment

/** Government regions are a partition of their own: catalogs list their images apart. */
export const createAwsEnvironment = creation('createAWSEnvironment', 'aws', CreateAwsEnvironment)
export const createGovEnvironment = creation('createAWSGovCloudEnvironment', 'aws_gov', CreateAwsEnvironment)
export const createAzureEnvironment = creation('createAzureEnvironment', 'azure', CreateAzureEnvironment)
export const createGcpEnvironment = creation('createGCPEnvironment', 'gcp', CreateGcpEnvironment)

/** Creates an environment with its FreeIPA: the image is that of FreeIPA. */
function creation(name: string, provider: string, request: CreationRequest): WireOperation {
  return wireOperation({
    service: 'environments2',
    name,
    permission: 'consumer:write',
    request,
    async answer({ environmentName, region, image = {}, ...details }: Static<CreationRequest>, call) {
      const architecture = details.freeIpa?.architecture
      const { consumer } = await createConsumer(call, {
        type: 'environment',
        name: environmentName,
        provider,
        region,
        architecture: architecture && architectureOf(architecture),
        image,
        details,
      })
      return { environment: await describeOne(call, consumer) }
    },
  })
}
