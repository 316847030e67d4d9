/** Attributes that nodes and node arrays have (CycleCloud docs, Node and nodearray reference, and templates in use). */
const node = `
  Abstract AdditionalClusterInitSpecs AuthorizedKeyPath AwaitInstallation AwaitInstallationTimeout Azure.AllocationMethod
  Azure.Identities Azure.ImageVersion Azure.MaxScaleSetSize Azure.OS Azure.Offer Azure.Overprovision Azure.Publisher
  Azure.ResourceGroup Azure.SinglePlacementGroup Azure.SingleScaleset Azure.Sku BootDiagnosticsUri CloudInit ComputerName
  ComputerNamePrefix Credentials DownloadJetpack EnableAcceleratedNetworking EnableNodeHealthChecks EnableSecureBoot
  EnableTerminateNotification EnableVTPM EncryptionAtHost EphemeralOSDisk Extends Fixed FlexScaleSetId HybridBenefit
  HybridBenefitLicense Image ImageId ImageName ImageOS ImagePlan.Name ImagePlan.Plan ImagePlan.Product
  ImagePlan.Publisher ImageUrl ImageVersion InitialCoreCount InitialCount InstallJetpack InstanceType Interruptible
  IsReturnProxy JetpackPlatform JetpackVersion KeepAlive KeyPair KeyPairLocation Locker MachineType MaxCoreCount MaxCount
  MaxPrice NameFormat NameOffset NetworkSecurityGroupId Password PlacementGroupId PredefinedScaleSetId Priority
  ProximityPlacementGroupId Region ReturnPath.ClusterName ReturnPath.Hostname ReturnPath.NodeName
  ScaleSetUpgradePolicyMode SecurityGroup SecurityGroups SecurityType ShutdownPolicy StartAutomatically SubnetId Tags
  TerminateNotificationTimeout ThrottleCapacity ThrottleCapacityTime UsePublicNetwork Username Zone`

/** Attributes of parameters and of the sections of a form (CycleCloud docs, Parameter reference). */
const form = `
  Autoselect Conditions.Disabled Conditions.Excluded Conditions.Hidden Conditions.Required Conditions.Value
  Config.AllowNone Config.Entries Config.Filter Config.FreeForm Config.Increment Config.IntegerOnly Config.Label
  Config.MaxValue Config.MinValue Config.Multiselect Config.NumLines Config.OS Config.Options Config.ParameterType
  Config.Parameters Config.PlaceholderText Config.Plugin Config.Query Config.SetDefault Config.Template Config.Width
  DefaultValue Description Disabled Hidden HideLabel Label Name Optional Order ParameterType Required Value
  Widget.FalseValue Widget.Label Widget.Plugin Widget.TrueValue`

const byKind: Record<string, string> = {
  cluster: `Abstract Autoscale Category CategoryOrder Description FormLayout IconUrl Label MaxCoreCount MaxCount Name
    ParentName Priority`,
  node,
  nodearray: node,
  parameter: form,
  parameters: form,
  volume: `Azure.Caching Azure.Lun ConfidentialDiskEncryptionSetId Disabled DiskEncryptionSetId DiskIOPSReadWrite
    DiskMBPSReadWrite Iops Mount Persistent SSD SecurityEncryptionType Size SourceResourceId SourceUri
    StorageAccountId StorageAccountType VolumeId VolumeType`,
  'network-interface': `ApplicationSecurityGroups AssociatePublicIpAddress EnableAcceleratedNetworking
    EnableIpForwarding NetworkInterfaceId PrivateIp SecurityGroup SecurityGroups StaticPublicIpAddress SubnetId`,
  'input-endpoint': 'PrivatePort Protocol PublicPort',
  'cluster-init': 'Disabled Locker Name Optional Order Project Spec Url Version',
}

/** Known attributes by kind of section: the name in lower case, and as it is usually written. */
export const knownAttributes: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries(byKind).map(([kind, text]) => [
    kind,
    new Map(
      text
        .trim()
        .split(/\s+/)
        .map((name) => [name.toLowerCase(), name]),
    ),
  ]),
)

/** Types of parameters (CycleCloud docs, Parameter reference, and templates in use), by name in lower case. */
export const knownParameterTypes: ReadonlyMap<string, string> = new Map(
  `AWS.Keypair AWS.SecurityGroupList AWS.Subnet Azure.Environment Azure.LiveStorageAccount Azure.LiveStorageContainer
  Azure.Location Azure.MachineType Azure.ManagedIdentity Azure.ResourceGroup Azure.StorageAccount Azure.Subnet Boolean
  Cloud.ChefRepo Cloud.ClusterInit Cloud.ClusterInitSpecs Cloud.Credentials Cloud.Image Cloud.MachineType
  Cloud.Provider Cloud.Region Float GCP.Subnet Hidden HtmlTemplate Integer Number Password Record String StringList
  Text`
    .split(/\s+/)
    .map((name) => [name.toLowerCase(), name]),
)
