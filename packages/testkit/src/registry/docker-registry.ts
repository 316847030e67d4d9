import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '../postgres-server.ts'
import { requireProgram } from '../programs.ts'
import type { BuiltManifest } from './built-image.ts'
import { makeCertificate, type ServerCertificate } from './certificate.ts'
import { pushImage } from './push-image.ts'
import type { RegistryAccess } from './registry-access.ts'
import { runProgram } from './run-program.ts'
import { removeFolder, temporaryFolder } from './temporary-folder.ts'
import { wireRequest } from './wire-request.ts'

export interface DockerRegistryOptions {
  /** Who is let in; everybody if left open. */
  htpasswd?: { user: string; password: string }
  tls?: boolean
}

/** Debian's `docker-registry` on 127.0.0.1, with its images in a temporary folder. */
export interface DockerRegistry extends RegistryAccess {
  /** Pushes as the user that is let in; answers the digest. */
  push: (repository: string, tag: string | undefined, image: BuiltManifest) => Promise<string>
  /** Ends it; what it holds is gone. */
  stop: () => Promise<void>
}

/** Starts a real registry; needs the programs `docker-registry`, `htpasswd` for a password and `openssl` for TLS. */
export async function startDockerRegistry(options: DockerRegistryOptions = {}): Promise<DockerRegistry> {
  const program = requireProgram('docker-registry')
  if (program === undefined) throw new Error('Expected the program "docker-registry"; install it')
  const folder = await temporaryFolder()
  const certificate = options.tls === true ? await makeCertificate() : undefined
  await writeSecrets(folder, options, certificate)
  try {
    const { child, access } = await launch(program, folder, options, certificate)
    const stop = async () => {
      await end(child)
      await removeFolder(folder)
    }
    return { ...access, push: (repository, tag, image) => pushImage(access, repository, tag, image), stop }
  } catch (error) {
    await removeFolder(folder)
    throw error
  }
}

async function writeSecrets(
  folder: string,
  { htpasswd }: DockerRegistryOptions,
  certificate: ServerCertificate | undefined,
): Promise<void> {
  if (certificate !== undefined) {
    await writeFile(join(folder, 'certificate.pem'), certificate.certificate)
    await writeFile(join(folder, 'key.pem'), certificate.key)
  }
  if (htpasswd === undefined) return
  const program = requireProgram('htpasswd', 'apache2-utils')
  if (program === undefined) throw new Error('Expected the program "htpasswd"; install apache2-utils')
  // The registry knows bcrypt alone.
  await writeFile(
    join(folder, 'htpasswd'),
    await runProgram(program, ['-Bbn', htpasswd.user, htpasswd.password]),
  )
}

interface Launched {
  child: ChildProcess
  access: RegistryAccess
}

/** Somebody else may take the free port before the registry does; then it is tried again. */
async function launch(
  program: string,
  folder: string,
  options: DockerRegistryOptions,
  certificate: ServerCertificate | undefined,
  attempts = 3,
): Promise<Launched> {
  const host = `127.0.0.1:${await freePort()}`
  const file = join(folder, 'config.json')
  await writeFile(file, JSON.stringify(configuration(folder, host, options)))
  const child = spawn(program, ['serve', file], { stdio: 'ignore' })
  // It shall not outlive a run that ends without stopping it.
  const orphaned = () => child.kill('SIGKILL')
  process.once('exit', orphaned)
  child.once('exit', () => process.off('exit', orphaned))
  const access = {
    host,
    ...(options.htpasswd === undefined ? {} : { credential: options.htpasswd }),
    ...(certificate === undefined ? {} : { certificates: certificate.authority }),
  }
  if (await answers(child, access)) return { child, access }
  await end(child)
  if (attempts <= 1) throw new Error(`Expected "${program}" to answer at ${host}; it did not`)
  return launch(program, folder, options, certificate, attempts - 1)
}

/** Its configuration is YAML, which JSON is too. */
function configuration(folder: string, host: string, { htpasswd, tls }: DockerRegistryOptions): object {
  const certificate = { certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') }
  const realm = { realm: 'registry of a test', path: join(folder, 'htpasswd') }
  return {
    version: '0.1',
    log: { accesslog: { disabled: true }, level: 'error' },
    // The cache is that of Debian's own configuration.
    storage: {
      filesystem: { rootdirectory: join(folder, 'data') },
      cache: { blobdescriptor: 'inmemory' },
      delete: { enabled: true },
    },
    http: { addr: host, secret: 'of a test', ...(tls === true ? { tls: certificate } : {}) },
    ...(htpasswd === undefined ? {} : { auth: { htpasswd: realm } }),
  }
}

async function answers(child: ChildProcess, access: RegistryAccess): Promise<boolean> {
  for (let tries = 0; tries < 200 && child.exitCode === null; tries += 1) {
    const status = await wireRequest(access, '/v2/').then(
      (answer) => answer.status,
      () => 0,
    )
    if (status === 200) return true
    await setTimeout(50)
  }
  return false
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}
