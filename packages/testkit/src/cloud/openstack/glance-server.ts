import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '../../postgres-server.ts'
import { requireProgram } from '../../programs.ts'
import { runProgram } from '../../registry/run-program.ts'
import { removeFolder, temporaryFolder } from '../../registry/temporary-folder.ts'
import { clearGlance, uploadImage, uploadImages, type GlanceUpload } from './glance-upload.ts'

export interface GlanceOptions {
  /** The most images of one page; 1000 if left open. */
  readonly pageSize?: number
}

/** Debian's `glance-api` without Keystone on 127.0.0.1: SQLite and a file store in a temporary folder. */
export interface GlanceServer {
  /** `http://127.0.0.1:PORT`, what an account has as its image endpoint. */
  readonly url: string
  /** Makes an image with its bytes; answers its id. */
  readonly upload: (image: GlanceUpload) => Promise<string>
  /** Makes many, several at the same time; answers their ids in order. */
  readonly uploadAll: (images: readonly GlanceUpload[]) => Promise<string[]>
  /** Deletes every image. */
  readonly clear: () => Promise<void>
  /** Ends it; what it holds is gone. */
  readonly stop: () => Promise<void>
}

/** Starts a real Glance; needs the programs `glance-api` and `glance-manage`. */
export async function startGlance(options: GlanceOptions = {}): Promise<GlanceServer> {
  const program = requireProgram('glance-api')
  const manage = requireProgram('glance-manage', 'glance-api')
  if (program === undefined || manage === undefined)
    throw new Error('Expected the programs "glance-api" and "glance-manage"; install glance-api')
  const folder = await temporaryFolder()
  try {
    await prepare(folder, manage)
    const { child, url } = await launch(program, folder, options)
    const stop = async () => {
      await end(child)
      await removeFolder(folder)
    }
    return {
      url,
      upload: (image) => uploadImage(url, image),
      uploadAll: (images) => uploadImages(url, images),
      clear: () => clearGlance(url),
      stop,
    }
  } catch (error) {
    await removeFolder(folder)
    throw error
  }
}

/** Makes the folders, and the tables of the database. */
async function prepare(folder: string, manage: string): Promise<void> {
  for (const name of ['images', 'os_glance_staging_store', 'os_glance_tasks_store'])
    await mkdir(join(folder, name))
  // Policies of its own, so that those of the machine do not matter. Who asks without Keystone has no roles, which
  // Glance wants for nothing but this.
  await writeFile(join(folder, 'policy.yaml'), '"publicize_image": ""\n"communitize_image": ""\n')
  await writeFile(configurationFile(folder), configuration(folder, 0, {}))
  await runProgram(manage, ['--config-file', configurationFile(folder), 'db_sync'])
}

function configurationFile(folder: string): string {
  return join(folder, 'glance-api.conf')
}

/** An empty flavor means no Keystone: whoever asks is an administrator (glance-api-paste.ini). */
function configuration(folder: string, port: number, { pageSize = 1000 }: GlanceOptions): string {
  return `[DEFAULT]
bind_host = 127.0.0.1
bind_port = ${port}
workers = 0
api_limit_max = ${pageSize}
limit_param_default = ${Math.min(25, pageSize)}
log_file = ${folder}/log
node_staging_uri = file://${folder}/os_glance_staging_store
enabled_import_methods = [glance-direct]
[database]
connection = sqlite:///${folder}/glance.sqlite
[glance_store]
stores = file
default_store = file
filesystem_store_datadir = ${folder}/images
[oslo_policy]
policy_file = ${folder}/policy.yaml
[paste_deploy]
flavor =
`
}

/** Somebody else may take the free port before Glance does; then it is tried again. */
async function launch(
  program: string,
  folder: string,
  options: GlanceOptions,
  attempts = 3,
): Promise<{ child: ChildProcess; url: string }> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  await writeFile(configurationFile(folder), configuration(folder, port, options))
  const child = spawn(program, ['--config-file', configurationFile(folder)], { stdio: 'ignore' })
  // It shall not outlive a run that ends without stopping it.
  const orphaned = () => child.kill('SIGKILL')
  process.once('exit', orphaned)
  child.once('exit', () => process.off('exit', orphaned))
  if (await answers(child, url)) return { child, url }
  await end(child)
  if (attempts <= 1) throw new Error(`Expected "${program}" to answer at ${url}; it did not`)
  return launch(program, folder, options, attempts - 1)
}

async function answers(child: ChildProcess, url: string): Promise<boolean> {
  for (let tries = 0; tries < 600 && child.exitCode === null; tries += 1) {
    const status = await fetch(`${url}/v2/images?limit=1`).then(
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
