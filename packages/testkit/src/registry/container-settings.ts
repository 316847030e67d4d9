import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RegistryAccess } from './registry-access.ts'

/** Files of a folder that tell buildah and skopeo all that they would else take from the machine. */
export interface ContainerSettings {
  /** What accepts any image, signed or not. */
  policy: string
  /** The credentials of the registries. */
  authfile: string
  /** Where they keep things, and where they look for settings. */
  environment: Record<string, string>
}

/** Writes the settings of a private place for images, so that runs at the same time do not meet. */
export async function writeContainerSettings(
  folder: string,
  registries: readonly RegistryAccess[],
): Promise<ContainerSettings> {
  const file = (name: string) => join(folder, name)
  const auths = registries.flatMap(({ host, credential }) =>
    credential === undefined ? [] : [[host, { auth: encoded(credential) }] as const],
  )
  await writeFile(file('policy.json'), JSON.stringify({ default: [{ type: 'insecureAcceptAnything' }] }))
  await writeFile(file('auth.json'), JSON.stringify({ auths: Object.fromEntries(auths) }))
  await writeFile(file('registries.conf'), 'unqualified-search-registries = []\n')
  await writeFile(
    file('storage.conf'),
    `[storage]\ndriver = "vfs"\ngraphroot = "${file('images')}"\nrunroot = "${file('run')}"\n`,
  )
  return {
    policy: file('policy.json'),
    authfile: file('auth.json'),
    environment: {
      BUILDAH_ISOLATION: 'chroot',
      STORAGE_DRIVER: 'vfs',
      CONTAINERS_STORAGE_CONF: file('storage.conf'),
      CONTAINERS_REGISTRIES_CONF: file('registries.conf'),
      HOME: folder,
      TMPDIR: folder,
      XDG_RUNTIME_DIR: folder,
    },
  }
}

function encoded({ user, password }: { user: string; password: string }): string {
  return Buffer.from(`${user}:${password}`).toString('base64')
}

/** The flags of TLS for a registry, whose authority is put into a folder of its own. */
export async function tlsFlags(folder: string, registry: RegistryAccess, prefix = ''): Promise<string[]> {
  if (registry.certificates === undefined) return [`--${prefix}tls-verify=false`]
  const certificates = join(folder, `certificates-${registry.host.replace(':', '-')}`)
  await mkdir(certificates, { recursive: true })
  await writeFile(join(certificates, 'authority.crt'), registry.certificates)
  return [`--${prefix}cert-dir`, certificates]
}
