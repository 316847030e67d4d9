/** What the creation of an environment needs on each platform. */
export const awsEnvironment = {
  credentialName: 'credential',
  region: 'us-west-1',
  securityAccess: { cidr: '10.0.0.0/8' },
  authentication: { publicKeyId: 'key' },
  logStorage: {
    storageLocationBase: 's3a://logs',
    instanceProfile: 'profile',
    backupStorageLocationBase: 's3a://backup',
  },
  vpcId: 'vpc-1',
  subnetIds: ['subnet-1', 'subnet-2'],
}

export const azureEnvironment = {
  credentialName: 'credential',
  region: 'West US 2',
  publicKey: 'ssh-rsa AAAA',
  securityAccess: { cidr: '10.0.0.0/8' },
  usePublicIp: false,
  logStorage: { storageLocationBase: 'abfs://logs@a.dfs.core.windows.net', managedIdentity: 'identity' },
  existingNetworkParams: { networkId: 'vnet', resourceGroupName: 'group', subnetIds: ['one'] },
}

export const gcpEnvironment = {
  credentialName: 'credential',
  region: 'us-west1',
  publicKey: 'ssh-rsa AAAA',
  usePublicIp: true,
  existingNetworkParams: { networkName: 'net', subnetNames: ['one'], sharedProjectId: 'project' },
}

/** Where a Data Lake stores, and as whom, on each platform. */
export const awsStorage = { instanceProfile: 'profile', storageBucketLocation: 's3a://data' }
export const azureStorage = {
  managedIdentity: 'identity',
  storageLocation: 'abfs://data@a.dfs.core.windows.net',
}
export const gcpStorage = { serviceAccountEmail: 'a@b.iam.gserviceaccount.com', storageLocation: 'gs://data' }
