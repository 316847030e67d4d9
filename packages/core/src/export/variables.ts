import type { ExportInput, ExportOutput } from './export-entry.ts'
import { jsonText } from './export-entry.ts'
import { imageTree, unicodeFaults } from './image-tree.ts'
import { printYaml } from './yaml-text.ts'

/** The variable that Terraform, Packer and Ansible get. */
const variable = 'ingot_images'

/**
 * Variables of Terraform (Terraform, Input Variables: files named `*.auto.tfvars.json` are loaded by themselves). The
 * variable is a `map(map(object({ reference = string, version = string, … })))`.
 */
export function emitTfvars(input: ExportInput): ExportOutput {
  return variablesFile('ingot.auto.tfvars.json', input)
}

/** Variables of Packer (Packer, Input Variables and local variables: `-var-file`, or by themselves where named `*.auto.pkrvars.json`). */
export function emitPackerVars(input: ExportInput): ExportOutput {
  return variablesFile('ingot.auto.pkrvars.json', input)
}

/**
 * Variables of Ansible. It would run templates in texts, so those that look like one are marked `!unsafe` (Ansible,
 * Advanced playbook syntax: Unsafe or raw strings).
 */
export function emitAnsibleVars(input: ExportInput): ExportOutput {
  const { tree, faults } = imageTree(input)
  const text = `---\n${printYaml({ [variable]: tree }, (value) => (/\{[{%#]/.test(value) ? '!unsafe' : undefined))}`
  return { files: [{ name: 'ingot.yml', text }], faults: [...faults, ...unicodeFaults(input.entries)] }
}

function variablesFile(name: string, input: ExportInput): ExportOutput {
  const { tree, faults } = imageTree(input)
  const files = [{ name, text: jsonText({ [variable]: tree }) }]
  return { files, faults: [...faults, ...unicodeFaults(input.entries)] }
}
