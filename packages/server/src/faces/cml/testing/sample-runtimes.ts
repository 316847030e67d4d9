import type { RuntimeMetadata, RuntimeStatus } from '@ingot/contract'
import type { Change } from '@ingot/ledger'
import { imageWritten } from '../../../image-document.ts'
import { runtimeImage } from '../../../runtimes/runtime-image.ts'
import { teamValues } from '../../../testing/sample-runtime.ts'
import type { CmlServer } from './cml-server.ts'

/** What a runtime is to differ in. */
export interface SampleRuntime extends Partial<RuntimeMetadata> {
  identifier?: string
  status?: RuntimeStatus
}

/** Stores runtimes as if they had been added, numbered on from `first`, in one commit. */
export async function storeRuntimes(
  server: CmlServer,
  samples: readonly SampleRuntime[],
  first = 1,
): Promise<void> {
  const changes = samples.map((sample, index) => changeOf(server, sample, first + index))
  await server.ledger.commit({ actor: 'admin', action: 'runtime.add', changes })
}

function changeOf({ now }: CmlServer, sample: SampleRuntime, number: number): Change {
  const { identifier, status = 'ENABLED', ...differences } = sample
  const metadata: RuntimeMetadata = {
    metadataVersion: 2,
    editor: teamValues.editor,
    kernel: teamValues.kernel,
    edition: teamValues.edition,
    description: teamValues.description,
    shortVersion: '1.0',
    maintenanceVersion: number,
    ...differences,
  }
  const entry = {
    number,
    identifier: identifier ?? `registry.example.com/team/image:${number}`,
    platforms: [],
    metadata,
    origin: { kind: 'manual' as const },
    added: now.toISOString(),
  }
  return imageWritten(runtimeImage(entry, { status, at: now }))
}
