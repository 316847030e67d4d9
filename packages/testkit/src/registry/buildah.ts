import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { requireProgram } from '../programs.ts'
import { tlsFlags, writeContainerSettings, type ContainerSettings } from './container-settings.ts'
import type { RegistryAccess } from './registry-access.ts'
import { runProgram } from './run-program.ts'
import { withTemporaryFolder } from './temporary-folder.ts'

export interface BuildahOptions {
  /** Where the image is pushed to, and where its base comes from. */
  registry: RegistryAccess
  repository: string
  tag: string
  /** `scratch` if left open, else a repository of the registry with a tag or digest: `team/base:1`. */
  base?: string
  /** The lines of the Dockerfile after `FROM`. Without network and shell: COPY, ENV, LABEL, USER, WORKDIR. */
  steps?: readonly string[]
  /** Files to COPY, by their path in the context. */
  files?: Record<string, string | Uint8Array>
  /** Changes the root file system, for one more layer at the top: deletes, links, owners, modes. */
  change?: (root: string) => Promise<void>
  /** `oci` if left open. */
  format?: 'oci' | 'docker'
  /** Of the layers that are pushed, also of those of the base; gzip if left open. */
  compression?: 'gzip' | 'zstd'
  /** More flags of `buildah build`: `--layers`, `--squash`. */
  flags?: readonly string[]
}

/** Builds an image by `buildah` in a place of its own and pushes it. Answers its digest in the registry. */
export function buildWithBuildah(options: BuildahOptions): Promise<string> {
  const program = requireProgram('buildah')
  if (program === undefined) throw new Error('Expected the program "buildah"; install it')
  return withTemporaryFolder(async (folder) => {
    const settings = await writeContainerSettings(folder, [options.registry])
    const tls = await tlsFlags(folder, options.registry)
    const run = (parameters: readonly string[]) => runProgram(program, parameters, settings.environment)
    await run([...(await buildParameters(folder, settings, options)), ...tls, join(folder, 'context')])
    if (options.change !== undefined) await changeBuilt(run, settings, options, options.change)
    await run([...pushParameters(folder, settings, options), ...tls, built, target(options)])
    return (await readFile(join(folder, 'digest'), 'utf8')).trim()
  })
}

const built = 'localhost/built'

type Run = (parameters: readonly string[]) => Promise<string>

async function buildParameters(
  folder: string,
  { policy, authfile }: ContainerSettings,
  { registry, base = 'scratch', steps = [], files = {}, format = 'oci', flags = [] }: BuildahOptions,
): Promise<string[]> {
  await mkdir(join(folder, 'context'))
  for (const [path, content] of Object.entries(files))
    await writeContext(join(folder, 'context', path), content)
  const from = base === 'scratch' ? base : `${registry.host}/${base}`
  await writeFile(join(folder, 'Dockerfile'), `${[`FROM ${from}`, ...steps].join('\n')}\n`)
  return ['build', '--quiet', '--signature-policy', policy, '--authfile', authfile, '--format', format]
    .concat(flags)
    .concat('--file', join(folder, 'Dockerfile'), '--tag', built)
}

async function writeContext(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, content)
}

/** With the driver `vfs` a container is a folder that anybody can change. */
async function changeBuilt(
  run: Run,
  { policy }: ContainerSettings,
  { format = 'oci' }: BuildahOptions,
  change: (root: string) => Promise<void>,
): Promise<void> {
  const container = (await run(['from', '--signature-policy', policy, built])).trim()
  await change((await run(['mount', container])).trim())
  const commit = ['commit', '--quiet', '--signature-policy', policy, '--format', format]
  await run([...commit, '--rm', container, built])
}

function pushParameters(
  folder: string,
  { policy, authfile }: ContainerSettings,
  { compression }: BuildahOptions,
): string[] {
  const files = ['--authfile', authfile, '--digestfile', join(folder, 'digest')]
  const how = compression === undefined ? [] : ['--compression-format', compression]
  return ['push', '--quiet', '--signature-policy', policy, ...files, ...how]
}

function target({ registry, repository, tag }: BuildahOptions): string {
  return `docker://${registry.host}/${repository}:${tag}`
}
