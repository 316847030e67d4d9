import { describe, it } from 'vitest'
import { requireProgram } from './programs.ts'
import { noteSkipped } from './skipped.ts'

/** Programs that tests need, and Debian's packages that have them. */
const debianPackages = {
  ansible: 'ansible-core',
  buildah: 'buildah',
  'cloud-init': 'cloud-init',
  'docker-registry': 'docker-registry',
  'glance-api': 'glance-api',
  htpasswd: 'apache2-utils',
  openssl: 'openssl',
  packer: 'packer',
  'qemu-img': 'qemu-utils',
  skopeo: 'skopeo',
  tar: 'tar',
  umoci: 'umoci',
  zstd: 'zstd',
}

/** Describes tests that need programs; they are skipped where one is missing, and the run says so at its end. */
export function describeWithPrograms(
  name: string,
  programs: readonly (keyof typeof debianPackages)[],
  body: () => void,
): void {
  if (!programs.every(isUsable)) describe.skip(name, () => it('needs programs', () => undefined))
  else describe(name, body)
}

function isUsable(program: keyof typeof debianPackages): boolean {
  if (program !== 'buildah' || process.getuid?.() === 0)
    return requireProgram(program, debianPackages[program]) !== undefined
  noteSkipped('"buildah" runs as root alone here; tests that need it did not run')
  return false
}
