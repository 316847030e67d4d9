import { startFakeEc2, type FakeEc2 } from '@ingot/testkit'
import { setTimeout } from 'node:timers/promises'
import { expect, vi } from 'vitest'
import { bundledProgram, type BundledProgram, type Running } from './bundled-program.ts'
import { awsLine } from './cloud-lines.ts'

/** The program on one ledger, with a cloud of its own for each test, so that tests go on at the same time. */
export interface CopySite {
  readonly program: BundledProgram
  /** A cloud with an account `NAME`, which has the golden image in one of its two regions. */
  cloudNamed(name: string): Promise<FakeEc2>
  /** Starts a line, and goes on when it has asked the other region, and what is told of that could arrive. */
  startUntil(cloud: FakeEc2, action: string, args: readonly string[]): Promise<Running>
  /** What the registry has of an image: its references by region. */
  stored(name: string): Promise<Record<string, string>>
  /** Expects the same line to register the only copy there is, and to have nothing to do once more. */
  expectDone(name: string, cloud: FakeEc2): Promise<void>
  close(): Promise<void>
}

/** Far more often than any test looks: a copy is pending until `finishCopies`. */
const forever = 1e6

/** An account that the image is shared with. */
const partner = '444455556666'

/** Where the image is, and where it is copied to. */
const from = 'us-east-1'
export const to = 'eu-west-1'

/** The line that adds the golden image of an account as the image of the same name. */
export const addLine = (name: string) => ['image', 'add', '--account', name, '--name', name, 'golden']

/** The line that copies it to the other region. */
export const distributeLine = (name: string) =>
  `image distribute ${name} 1.0 --account ${name} --to ${to} --apply`.split(' ')

/** Bundles the program under a name that no other test uses, and makes its ledger. */
export async function copySite(bundle: string): Promise<CopySite> {
  const program = await bundledProgram(bundle)
  const clouds: FakeEc2[] = []
  // Before several at once want to make the ledger.
  await program.revision()
  const stored = async (name: string) => {
    const { image } = await program.json<Shown>(['image', 'show', name])
    return Object.fromEntries(image.artifacts.map(({ region, reference }) => [region, reference]))
  }
  return {
    program,
    stored,
    cloudNamed: async (name) => {
      const cloud = await startFakeEc2({ copyPolls: forever })
      clouds.push(cloud)
      cloud.regions.get(from)!.add({ name: 'golden', launchers: [partner] })
      const { args, secret } = awsLine(name, cloud)
      expect(await program.ingot(args, secret)).toMatchObject({ status: 0, stderr: '' })
      return cloud
    },
    startUntil: async (cloud, action, args) => {
      cloud.requests.length = 0
      const running = program.start(args)
      await vi.waitFor(() => expect(asked(cloud, action)).toBeGreaterThan(0), { timeout: 30_000 })
      await setTimeout(600)
      return running
    },
    expectDone: async (name, cloud) => {
      expect(await program.ingot(distributeLine(name))).toMatchObject({ status: 0, stderr: '' })
      const [copy, ...others] = copies(cloud)
      expect(others).toEqual([])
      expect(await stored(name)).toMatchObject({ [to]: copy?.imageId })
      expect(copy?.launchers).toEqual([partner])
      const before = asked(cloud, 'CopyImage')
      expect(await program.ingot(distributeLine(name))).toMatchObject({ status: 0 })
      expect(asked(cloud, 'CopyImage')).toBe(before)
    },
    close: async () => {
      for (const cloud of clouds) await cloud.close()
      await program.remove()
    },
  }
}

/** Lets the copies that were begun become ready. */
export function finishCopies(cloud: FakeEc2): void {
  for (const { imageId } of copies(cloud)) cloud.regions.get(to)!.change(imageId, { imageState: 'available' })
}

interface Shown {
  readonly image: { readonly artifacts: readonly { region: string; reference: string }[] }
}

/** What the other region has. */
export function copies(cloud: FakeEc2) {
  return cloud.regions.get(to)!.find({ owners: [], filters: [], withDeprecated: true, withDisabled: true })
}

function asked({ requests }: FakeEc2, action: string): number {
  return requests.filter((call) => call.region === to && call.action === action).length
}
