import type { ExportInput, ExportOutput } from './export-entry.ts'
import { jsonText } from './export-entry.ts'
import { imageFacts } from './image-facts.ts'
import { printYaml } from './yaml-text.ts'

/** Where a machine finds what it was started from. */
const factsPath = '/etc/ingot/images.json'

/**
 * Cloud config that writes what is known of the images to a file of the machine (cloud-init, Module reference: Write
 * Files). The content is JSON, which no templates are run in: the header does not say `## template: jinja`.
 */
export function emitCloudInit(input: ExportInput): ExportOutput {
  const config = {
    write_files: [
      { path: factsPath, owner: 'root:root', permissions: '0644', content: jsonText(imageFacts(input)) },
    ],
  }
  return {
    files: [{ name: 'ingot.cloud-config.yml', text: `#cloud-config\n${printYaml(config)}` }],
    faults: [],
  }
}
