import { createClient, type Client, type IngotError, type Lock } from '@ingot/contract'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLocal, type Local } from '../../local.ts'

const records = `
AdType = "Package"
Name = "base"
Version = "1.0"
PackageType = "image"

AdType = "Artifact"
Package = "base"
Version = "1.0"
Name = "east"
Provider = "azure"
Region = "eastus"
ImageId = "base-1.0-east"

AdType = "Artifact"
Package = "base"
Version = "1.0"
Name = "west"
Provider = "azure"
Region = "westus"
ImageId = "base-1.0-west"
`

const template = {
  file: 'cluster.txt',
  text: `[cluster c]
[[node defaults]]
Abstract = true
ImageName = base
[[node anywhere]]
[[node west]]
Region = westus
`,
}

const eastus = { provider: 'azure', region: 'eastus' }
const westus = { provider: 'azure', region: 'westus' }

let folder: string
let local: Local
let client: Client

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ingot-template-'))
  local = await openLocal({
    place: join(folder, 'ledger.db'),
    operations: [
      'importRecords',
      'resolve',
      'lockTemplate',
      'stageImage',
      'verifyLock',
      'showTemplate',
      'templateCoverage',
    ],
    actor: 'tester',
  })
  client = createClient(local.send)
  await client.importRecords({ body: { files: [{ file: 'images.txt', text: records }] } })
})

afterEach(async () => {
  await local.close()
  rmSync(folder, { recursive: true, force: true })
})

async function lockBoth(more: { lock?: Lock; update?: boolean | string } = {}) {
  return await client.lockTemplate({ body: { template, locations: [eastus, westus], ...more } })
}

async function refusalOf(act: () => Promise<unknown>): Promise<IngotError> {
  return await act().then(
    () => expect.unreachable('it was not refused'),
    (error: unknown) => error as IngotError,
  )
}

describe('lockTemplate', () => {
  it('pins a node that names its own region once, and moves nothing when nothing moved', async () => {
    const { lock } = await lockBoth()
    const again = await lockBoth({ lock })

    expect(lock.entries.map(({ node, location }) => [node, location.region])).toEqual([
      ['anywhere', 'eastus'],
      ['anywhere', 'westus'],
      ['west', 'westus'],
    ])
    expect(again.moved).toEqual([])
    expect(again.lock).toEqual(lock)
  })

  it('does not take over entries that were edited by hand, unless all are pinned anew', async () => {
    const { lock } = await lockBoth()
    const edited = structuredClone(lock)
    edited.entries[0]!.artifact.reference = 'mine'

    expect(await refusalOf(() => lockBoth({ lock: edited }))).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('edited by hand') as string,
    })
    expect((await lockBoth({ lock: edited, update: true })).lock).toEqual(lock)
  })

  it('warns of a pin that it keeps although its image is on its way out', async () => {
    const { lock } = await lockBoth()
    const [pinned] = lock.entries
    await client.stageImage({
      params: { image: pinned!.image!.name },
      query: { version: pinned!.image!.version },
      body: { state: 'deprecated' },
    })

    const again = await lockBoth({ lock })

    expect(again.diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toContain(
      'warning PINNED_DEPRECATED',
    )
    expect(again.lock).toEqual(lock)
  })

  it('refuses to move what is not pinned, and says what is', async () => {
    const { lock } = await lockBoth()

    expect(await refusalOf(() => lockBoth({ lock, update: 'nothing' }))).toMatchObject({
      code: 'INVALID_INPUT',
      message:
        'The lock pins no node or image named "nothing"; it pins the nodes "anywhere" and "west" and the image "base"',
    })
    expect((await lockBoth({ lock, update: 'BASE' })).moved).toEqual([])
  })
})

describe('templateCoverage', () => {
  it('says where a node starts that names its own region', async () => {
    const { rows, gaps } = await client.templateCoverage({
      body: { template, provider: 'azure', regions: ['eastus', 'northeurope'] },
    })

    expect(rows.map(({ cells }) => cells.map(({ covered, location }) => [covered, location]))).toEqual([
      [
        [true, undefined],
        [false, undefined],
      ],
      [
        [true, westus],
        [true, westus],
      ],
    ])
    expect(gaps).toBe(1)
  })
})

describe('what would take too much', () => {
  it('is refused: nodes that inherit more than can be shown', async () => {
    const inherited = Array.from({ length: 1000 }, (_, index) => `A${index} = 1`).join('\n')
    const nodes = Array.from({ length: 100 }, (_, index) => `[[node n${index}]]`).join('\n')
    const text = `[cluster c]\n[[node defaults]]\n${inherited}\n${nodes}\n`
    const show = () => client.showTemplate({ body: { template: { file: 'wide.txt', text } } })

    expect(await refusalOf(show)).toMatchObject({
      code: 'PAYLOAD_TOO_LARGE',
      message: 'The nodes have more than 100000 attributes, with those that they inherit',
    })
  })

  it('is refused: a template longer than any that somebody wrote', async () => {
    const text = '#'.repeat(8 * 1024 * 1024 + 1)
    const show = () => client.showTemplate({ body: { template: { file: 'long.txt', text } } })

    expect((await refusalOf(show)).message).toBe(
      'The template "long.txt" has 8388609 characters; at most 8388608 are read',
    )
  })
})

describe('a name that no image has', () => {
  it('is refused with the names that are near', async () => {
    const { refusal } = await client.resolve({ body: { name: 'almalinux-9' } })

    expect(refusal?.message).toBe(
      'No image is named "almalinux-9" in catalogs "local" or "cyclecloud-default"; ' +
        'did you mean "almalinux-8", "almalinux9" or "almalinux8"?',
    )
  })
})
