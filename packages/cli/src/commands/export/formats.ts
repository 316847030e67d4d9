import type { ExportFormat } from '@ingot/contract'

// A plain list, not the schema: a command line that only reads flags need not load the schema library.
export const exportFormats: readonly ExportFormat[] = [
  'tfvars',
  'terraform-external',
  'packer-vars',
  'cloud-init',
  'ansible-vars',
  'ec2-launch-template',
  'karpenter',
  'gardener',
  'simplestreams',
  'csv',
]
