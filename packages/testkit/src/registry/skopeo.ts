import { join } from 'node:path'
import { readFile } from 'node:fs/promises'
import { requireProgram } from '../programs.ts'
import { tlsFlags, writeContainerSettings } from './container-settings.ts'
import type { RegistryAccess } from './registry-access.ts'
import { runProgram } from './run-program.ts'
import { withTemporaryFolder } from './temporary-folder.ts'

/** A repository with a tag or a digest, in a registry: `team/app:1`, `team/app@sha256:…`. */
export interface ImagePlace {
  registry: RegistryAccess
  image: string
}

/** Copies an image with all its platforms by `skopeo`; answers the digest that it has there. */
export function copyWithSkopeo(
  from: ImagePlace,
  to: ImagePlace,
  flags: readonly string[] = [],
): Promise<string> {
  return withTemporaryFolder(async (folder) => {
    const { policy, authfile, environment } = await writeContainerSettings(folder, [
      from.registry,
      to.registry,
    ])
    const tls = [
      ...(await tlsFlags(folder, from.registry, 'src-')),
      ...(await tlsFlags(folder, to.registry, 'dest-')),
    ]
    const digestFile = join(folder, 'digest')
    await runProgram(
      skopeo(),
      // The policy is said before the command, and the rest after it.
      ['--policy', policy, 'copy', '--all', '--quiet', '--authfile', authfile, '--digestfile', digestFile]
        .concat(tls, flags)
        .concat(urlOf(from), urlOf(to)),
      environment,
    )
    return (await readFile(digestFile, 'utf8')).trim()
  })
}

/** What `skopeo inspect` says of an image: its JSON, or with `--raw` or `--config` that of the registry. */
export function inspectWithSkopeo(place: ImagePlace, flags: readonly string[] = []): Promise<string> {
  return withTemporaryFolder(async (folder) => {
    const { policy, authfile, environment } = await writeContainerSettings(folder, [place.registry])
    const tls = await tlsFlags(folder, place.registry)
    const parameters = ['--policy', policy, 'inspect', '--authfile', authfile, ...tls, ...flags, urlOf(place)]
    return runProgram(skopeo(), parameters, environment)
  })
}

function urlOf({ registry, image }: ImagePlace): string {
  return `docker://${registry.host}/${image}`
}

function skopeo(): string {
  const program = requireProgram('skopeo')
  if (program === undefined) throw new Error('Expected the program "skopeo"; install it')
  return program
}
