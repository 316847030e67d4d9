import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Client, TextFile } from '@ingot/contract'

/** Where the nodes of the shipped template are resolved. */
const place = { provider: 'azure', region: 'eastus' }

type Resolved = Awaited<ReturnType<Client['resolveTemplate']>>

/** Loads the images of the shipped example and resolves its template. */
export async function playExample(client: Client): Promise<Resolved> {
  const images = await shipped('images.txt')
  await client.importRecords({ query: { reason: 'The shipped example' }, body: { files: [images] } })
  return await client.resolveTemplate({ body: { template: await shipped('slurm.txt'), ...place } })
}

async function shipped(name: string): Promise<TextFile> {
  return { file: `examples/${name}`, text: await readFile(join(exampleFolder(), name), 'utf8') }
}

/** The nearest folder `examples` above this file: sources and bundle lie at different depths. */
function exampleFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (dirname(folder) !== folder) {
    const examples = join(folder, 'examples')
    if (existsSync(join(examples, 'slurm.txt'))) return examples
    folder = dirname(folder)
  }
  throw new Error('Cannot find the shipped example: this installation is not complete')
}
