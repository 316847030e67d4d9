import type { ExportFormat } from '@ingot/contract'
import { emitCloudInit } from './cloud-init.ts'
import { emitCsv } from './csv.ts'
import { emitLaunchTemplates } from './ec2-launch-template.ts'
import type { ExportInput, ExportOutput } from './export-entry.ts'
import { emitGardener } from './gardener.ts'
import { emitKarpenter } from './karpenter.ts'
import { emitSimplestreams } from './simplestreams.ts'
import { emitTerraformExternal } from './terraform-external.ts'
import { emitAnsibleVars, emitPackerVars, emitTfvars } from './variables.ts'

/** A format that images are exported in. */
export interface ExportFormatEntry {
  readonly mediaType: string
  readonly emit: (input: ExportInput) => ExportOutput
  /** Whether it is a map of places, whose key can be chosen. */
  readonly isKeyed?: true
}

const json = 'application/json'
const yaml = 'application/yaml'

/** The one table of formats. */
export const exportFormats: Readonly<Record<ExportFormat, ExportFormatEntry>> = {
  tfvars: { mediaType: json, emit: emitTfvars, isKeyed: true },
  'terraform-external': { mediaType: json, emit: emitTerraformExternal },
  'packer-vars': { mediaType: json, emit: emitPackerVars, isKeyed: true },
  'cloud-init': { mediaType: 'text/cloud-config', emit: emitCloudInit },
  'ansible-vars': { mediaType: yaml, emit: emitAnsibleVars, isKeyed: true },
  'ec2-launch-template': { mediaType: json, emit: emitLaunchTemplates },
  karpenter: { mediaType: yaml, emit: emitKarpenter },
  gardener: { mediaType: yaml, emit: emitGardener },
  simplestreams: { mediaType: json, emit: emitSimplestreams },
  csv: { mediaType: 'text/csv', emit: emitCsv },
}
