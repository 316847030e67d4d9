import type { Artifact, Image, Location } from '@ingot/contract'
import { sampleArtifact, sampleImage } from '../image/sample-image.ts'
import { stateAt } from '../image/lifecycle.ts'
import type { ExportEntry, ExportInput } from './export-entry.ts'

const at = '2026-01-31T12:00:00.000Z'

/** An entry for a test: `our.base@2.1` on AWS, except where it is given otherwise. */
export function sampleEntry(given: Partial<Artifact> = {}, image: Partial<Image> = {}): ExportEntry {
  const provider = given.provider ?? 'aws'
  const { region = provider === 'aws' ? 'us-east-1' : undefined, account } = given
  const artifact = sampleArtifact({
    name: [provider, account, region].filter((side) => side !== undefined).join('/'),
    provider,
    reference: 'ami-0123456789abcdef0',
    ...(region === undefined ? {} : { region }),
    ...given,
  })
  const body = sampleImage({
    name: 'our.base',
    version: '2.1',
    label: 'Our base',
    ...image,
    artifacts: [artifact],
  })
  const location: Location = {
    provider,
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
  }
  return { image: body, revision: 3, state: stateAt(body, new Date(at)), artifact, location }
}

/** What an emitter is given in a test. */
export function sampleInput(entries: readonly ExportEntry[]): ExportInput {
  return { entries, revision: 7, at }
}

/** Entries of an image in two regions of AWS and in Azure. */
export const severalEntries: readonly ExportEntry[] = [
  sampleEntry(
    { region: 'us-east-1', reference: 'ami-0123456789abcdef0' },
    { architecture: 'x86_64', os: 'linux' },
  ),
  sampleEntry(
    { region: 'us-west-2', reference: 'ami-0123456789abcdef1' },
    { architecture: 'x86_64', os: 'linux' },
  ),
  sampleEntry(
    {
      provider: 'azure',
      reference:
        '/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute/galleries/golden/images/base/versions/2.1.0',
    },
    { architecture: 'x86_64', os: 'linux' },
  ),
]

/** Texts that are something else to a shell, a template, a spreadsheet or a reader of YAML. */
export const oddNames = [
  'yes',
  '1.10',
  '2024-01-31',
  '{{ lookup("pipe", "id") }}',
  '${file("/etc/passwd")}',
  '=1+1',
  'a: b # c',
  'it\'s "quoted"',
  '__proto__',
  'Zürich 東京 🚀',
  '- a',
  '!unsafe x',
  'line\nbreak',
  'bell\u0007 next\u0085 mark\ufeff',
]
