import Type from 'typebox'
import { flag, maybe, Tags, text, texts, whole, WireArchitecture } from '../fields.ts'

/** The image of FreeIPA that is wanted; `catalog` is a name, or the URL that a default catalog mirrors. */
const FreeIpaImage = Type.Object({
  catalog: maybe(Type.String({ maxLength: 2048 })),
  id: maybe(Type.String({ maxLength: 255 })),
  os: maybe(Type.String({ maxLength: 64 })),
})

const Scheme = Type.Enum(['PUBLIC', 'PRIVATE'])

/** Lower-case letters, digits and hyphens, as CDP describes names of environments. */
const EnvironmentName = Type.String({
  minLength: 1,
  maxLength: 255,
  pattern: '^[a-z0-9][-a-z0-9]*$',
  patternMessage: 'The name of the environment must contain only lowercase letters, numbers and hyphens',
})

/** Members that the creation of an environment has on every platform. */
const common = {
  environmentName: EnvironmentName,
  credentialName: text,
  region: Type.String({ minLength: 1, maxLength: 128 }),
  description: maybe(text),
  enableTunnel: maybe(flag),
  workloadAnalytics: maybe(flag),
  endpointAccessGatewayScheme: maybe(Scheme),
  endpointAccessGatewaySubnetIds: maybe(texts),
  freeIpa: maybe(
    Type.Object({
      instanceCountByGroup: maybe(whole),
      recipes: maybe(texts),
      instanceType: maybe(text),
      multiAz: maybe(flag),
      architecture: maybe(WireArchitecture),
    }),
  ),
  image: maybe(FreeIpaImage),
  tags: maybe(Tags),
  proxyConfigName: maybe(text),
  customDockerRegistry: maybe(Type.Object({ crn: text })),
  environmentType: maybe(Type.Enum(['PUBLIC_CLOUD', 'HYBRID'])),
}

const SecurityAccess = Type.Object({
  cidr: maybe(text),
  securityGroupIdForKnox: maybe(text),
  defaultSecurityGroupId: maybe(text),
  securityGroupIDsForKnox: maybe(texts),
  defaultSecurityGroupIDs: maybe(texts),
})

const storage = { storageLocationBase: text, backupStorageLocationBase: maybe(text) }

export const CreateAwsEnvironment = Type.Object({
  ...common,
  securityAccess: SecurityAccess,
  authentication: Type.Object({ publicKey: maybe(text), publicKeyId: maybe(text) }),
  logStorage: Type.Object({ ...storage, instanceProfile: text }),
  vpcId: maybe(text),
  subnetIds: maybe(texts),
  networkCidr: maybe(text),
  createPrivateSubnets: maybe(flag),
  createServiceEndpoints: maybe(flag),
  encryptionKeyArn: maybe(text),
  enableComputeCluster: maybe(flag),
})

export const CreateAzureEnvironment = Type.Object({
  ...common,
  publicKey: text,
  securityAccess: SecurityAccess,
  usePublicIp: flag,
  logStorage: Type.Object({ ...storage, managedIdentity: text }),
  existingNetworkParams: Type.Object({
    networkId: text,
    resourceGroupName: text,
    subnetIds: texts,
    databasePrivateDnsZoneId: maybe(text),
    aksPrivateDnsZoneId: maybe(text),
  }),
  resourceGroupName: maybe(text),
  encryptionKeyUrl: maybe(text),
  encryptionKeyResourceGroupName: maybe(text),
  encryptionUserManagedIdentity: maybe(text),
  enableOutboundLoadBalancer: maybe(flag),
  availabilityZones: maybe(texts),
  flexibleServerSubnetIds: maybe(texts),
  enableComputeCluster: maybe(flag),
})

export const CreateGcpEnvironment = Type.Object({
  ...common,
  publicKey: text,
  usePublicIp: flag,
  existingNetworkParams: Type.Object({
    networkName: text,
    subnetNames: texts,
    sharedProjectId: maybe(text),
  }),
  securityAccess: maybe(SecurityAccess),
  logStorage: maybe(Type.Object({ ...storage, serviceAccountEmail: text })),
  encryptionKey: maybe(text),
  availabilityZones: maybe(texts),
})
