import type { RepoEntry } from '@ingot/contract'
import type { OciReference } from '../../oci/parse-image-reference.ts'
import { describeList } from '../../resolve/describe.ts'
import { quoted } from '../rules/quoted.ts'

/** How the vendor names the repositories of its runtimes, whichever registry they were copied to. */
const pattern =
  /^ml-runtime-(?<editor>pbj-workbench|pbj-jupyterlab|workbench|jupyterlab)-(?<language>python|r|scala)(?<version>[0-9.]{1,16})-(?<edition>\w{1,64})$/

const editors: Readonly<Record<string, string>> = {
  'pbj-workbench': 'PBJ Workbench',
  'pbj-jupyterlab': 'JupyterLab',
  workbench: 'Workbench',
  jupyterlab: 'JupyterLab',
}

const languages: Readonly<Record<string, string>> = { python: 'Python', r: 'R', scala: 'Scala' }

const editions: Readonly<Record<string, string>> = {
  standard: 'Standard',
  cuda: 'Nvidia GPU',
  hardened: 'Hardened',
  freshline: 'Freshline',
}

/**
 * In what an entry differs from the name of its image, where that is named as the vendor names its runtimes
 * (`ml-runtime-pbj-workbench-python3.11-standard:2024.02.1-b4`); a sentence, or `undefined` where they agree.
 */
export function nameDifferences(entry: RepoEntry, { repository, tag }: OciReference): string | undefined {
  const name = repository.slice(repository.lastIndexOf('/') + 1)
  const groups = pattern.exec(name)?.groups
  if (groups === undefined) return undefined
  const said = {
    editor: editors[groups['editor']!],
    kernel: `${languages[groups['language']!]} ${groups['version']}`,
    edition: editions[groups['edition']!],
    full_version: tag,
  }
  const differences = (['editor', 'kernel', 'edition', 'full_version'] as const)
    .filter((key) => said[key] !== undefined && entry[key] !== '' && said[key] !== entry[key])
    .map((key) => `${key} ${quoted(said[key]!)}, not ${quoted(entry[key])}`)
  return differences.length === 0
    ? undefined
    : `The image is named for ${describeList(differences, 'and')}, which the entry says; look which is right`
}
