import type { OciReference } from '../../../oci/parse-image-reference.ts'
import type { FieldName } from '../../metadata/metadata-field.ts'

const hosts: ReadonlySet<string> = new Set([
  'docker.repository.cloudera.com',
  'container.repository.cloudera.com',
])
const runtimePattern = /^(?:cloudera\/)?cdsw\/ml-runtime-./
const enginePattern = /^(?:cloudera\/)?cdsw\/engine$/
const namePattern =
  /^(?:cloudera\/)?cdsw\/ml-runtime-(?<editor>pbj-workbench|pbj-jupyterlab|workbench|jupyterlab)-(?<language>python|r|scala)(?<version>\d[\d.]*)-(?<edition>\w+)$/
const tagPattern = /^(?<full>(?<short>\d{4}\.\d{2})\.(?<maintenance>\d+)-b\d+)$/

/** Whether a reference names a runtime of the vendor. A name is a hint, and proves nothing. */
export function isVendorRuntime({ registry, repository }: OciReference): boolean {
  return hosts.has(registry) && runtimePattern.test(repository)
}

/** Whether a reference names an engine: what there was before runtimes. */
export function isVendorEngine({ registry, repository }: OciReference): boolean {
  return hosts.has(registry) && enginePattern.test(repository)
}

const editors: Record<string, string> = {
  workbench: 'Workbench',
  jupyterlab: 'JupyterLab',
  'pbj-workbench': 'PBJ Workbench',
  'pbj-jupyterlab': 'JupyterLab',
}
const languages: Record<string, string> = { python: 'Python', r: 'R', scala: 'Scala' }
const editions: Record<string, string> = { standard: 'Standard', cuda: 'Nvidia GPU' }

/**
 * What the name of a runtime of the vendor says of its metadata, as far as it goes. Other editions than these two do
 * not say which metadata version they have.
 */
export function metadataByName(reference: OciReference): ReadonlyMap<FieldName, string> {
  const values = new Map<FieldName, string>()
  const name = hosts.has(reference.registry) ? namePattern.exec(reference.repository)?.groups : undefined
  if (name === undefined) return values
  const { editor = '', language = '', version = '', edition = '' } = name
  const tag = tagPattern.exec(reference.tag ?? '')?.groups
  const said: [FieldName, string | undefined][] = [
    ['runtime-metadata-version', edition in editions ? (editor.startsWith('pbj-') ? '2' : '1') : undefined],
    ['editor', editors[editor]],
    ['kernel', `${languages[language]} ${version}`],
    ['edition', editions[edition]],
    ['short-version', tag?.['short']],
    ['maintenance-version', tag?.['maintenance']],
    ['full-version', tag?.['full']],
  ]
  for (const [field, value] of said) if (value !== undefined) values.set(field, value)
  return values
}
