type Details = Readonly<Record<string, unknown>>

/** The network of an environment by platform, from what its creation said (CDP API, environments2, `Network`). */
export function networkOf(provider: string, details: Details) {
  const existing = (details['existingNetworkParams'] ?? {}) as Details
  const { usePublicIp, endpointAccessGatewayScheme, endpointAccessGatewaySubnetIds } = details
  const gateway = { endpointAccessGatewayScheme, endpointAccessGatewaySubnetIds }
  if (provider === 'azure') {
    const { networkId = '', subnetIds = [] } = existing
    const { enableOutboundLoadBalancer, flexibleServerSubnetIds } = details
    const azure = { ...existing, usePublicIp, enableOutboundLoadBalancer, flexibleServerSubnetIds }
    return { networkName: networkId, subnetIds, ...gateway, azure: { ...azure, subnetIds: undefined } }
  }
  if (provider === 'gcp') {
    const { networkName = '', subnetNames = [], sharedProjectId } = existing
    return {
      networkName,
      subnetIds: subnetNames,
      ...gateway,
      gcp: { networkName, usePublicIp, sharedProjectId },
    }
  }
  const { vpcId = '', subnetIds = [], networkCidr } = details
  return { networkName: vpcId, subnetIds, ...gateway, networkCidr, aws: { vpcId } }
}

/** Where logs and backups go, under the member that each platform has for it. */
export function storageOf(provider: string, details: Details) {
  const { backupStorageLocationBase, ...logs } = (details['logStorage'] ?? {}) as Details
  const member = provider === 'azure' ? 'azureDetails' : provider === 'gcp' ? 'gcpDetails' : 'awsDetails'
  const isLogged = details['logStorage'] !== undefined
  const { storageLocationBase: _, ...identity } = logs
  const backups = { ...identity, storageLocationBase: backupStorageLocationBase }
  return {
    logStorage: { enabled: isLogged, ...(isLogged ? { [member]: logs } : {}) },
    ...(backupStorageLocationBase === undefined
      ? {}
      : { backupStorage: { enabled: true, [member]: backups } }),
  }
}
