import type { RepoEntry } from '@ingot/contract'

const hash = '0123456789abcdef0123456789abcdef01234567'
const pythons = ['3.8', '3.9', '3.10', '3.11']

/** An entry of a repo file, as an example: a PBJ Workbench with Python 3.11. */
export function sampleEntry(changes: Partial<RepoEntry> = {}): RepoEntry {
  return {
    image_identifier: 'registry.example.com/runtimes/pbj-workbench-python3.11-standard:2024.02.1-b4',
    runtime_metadata_version: 2,
    editor: 'PBJ Workbench',
    kernel: 'Python 3.11',
    edition: 'Standard',
    description: 'Standard edition',
    full_version: '2024.02.1-b4',
    short_version: '2024.02',
    maintenance_version: 1,
    git_hash: hash,
    gbn: 50_300_524,
    ...changes,
  }
}

/**
 * The entries of one release of a vendor, as its repo file lists them: 31 of three editors, with one hash and one
 * build number, all in maintenance version 1.
 */
export function sampleRelease(): RepoEntry[] {
  return [
    releaseEntry('Workbench', 'Python 3.7', 'Standard'),
    ...pythons.slice(0, 3).flatMap((version) => bothEditions('Workbench', version)),
    releaseEntry('Workbench', 'R 4.3', 'Standard'),
    releaseEntry('Workbench', 'Scala 2.11', 'Standard'),
    releaseEntry('JupyterLab', 'Conda', 'Tech Preview'),
    releaseEntry('JupyterLab', 'Python 3.7', 'Standard'),
    ...pythons.flatMap((version) => bothEditions('JupyterLab', version)),
    releaseEntry('JupyterLab', 'R 4.3', 'Standard'),
    ...['3.7', ...pythons].flatMap((version) => bothEditions('PBJ Workbench', version)),
    releaseEntry('PBJ Workbench', 'R 4.3', 'Standard'),
  ]
}

/** An entry of a release: editor, kernel and edition make its image name. */
function releaseEntry(editor: string, kernel: string, edition: string): RepoEntry {
  const slug = (text: string): string => text.toLowerCase().replaceAll(' ', '-')
  const name = `${slug(editor)}-${slug(kernel).replace('-', '')}-${slug(edition)}`
  return sampleEntry({
    image_identifier: `registry.example.com/runtimes/${name}:2024.02.1-b4`,
    runtime_metadata_version: editor === 'PBJ Workbench' ? 2 : 1,
    editor,
    kernel,
    edition,
    description: `${editor} with ${kernel}, ${edition} edition`,
  })
}

function bothEditions(editor: string, version: string): RepoEntry[] {
  return [
    releaseEntry(editor, `Python ${version}`, 'Standard'),
    releaseEntry(editor, `Python ${version}`, 'Nvidia GPU'),
  ]
}
