import { createRegistryClient } from '@ingot/providers'
import { expect } from 'vitest'
import { closeRegistryClient, openClients } from '../registries/open-clients.ts'
import type { RuntimeSite } from './runtime-site.ts'
import { buildRuntime } from './sample-runtime.ts'
import { repoEntry, repoText } from './sample-repo-file.ts'
import { withstood } from './withstood.ts'

type Limits = NonNullable<Parameters<typeof createRegistryClient>[0]['limits']>

/** Reads registries with other limits than usual from now on. */
export function limitRegistries({ ledger }: RuntimeSite, limits: Limits): void {
  closeRegistryClient(ledger)
  openClients.set(
    ledger,
    createRegistryClient({ accessOf: () => ({ isAdded: true, plainHttp: true }), limits }),
  )
}

/** What every operation that reads a registry is asked about: an image that is in the catalog already, and one that is not. */
export interface Known {
  readonly added: string
  readonly other: string
  readonly base: string
}

/** Adds an image, allows a base and follows a repo file that lists the image, as long as all is well. */
export async function learn(site: RuntimeSite): Promise<Known> {
  const added = site.push('added', buildRuntime({ edition: 'Added' }))
  const other = site.push('other', buildRuntime({ edition: 'Other' }))
  await site.add(added, { enable: true })
  await site.client.addRuntimeRepo({ body: { name: 'listed', url: 'file:/listed.json' } })
  await site.client.syncRuntimeRepo({ params: { repo: 'listed' }, body: { content: listOf(added) } })
  return { added, other, base: site.ubuntu }
}

function listOf(added: string): string {
  return repoText(
    repoEntry('Added', { image_identifier: added, description: 'Python with the certificates of the team' }),
  )
}

/** What came of each operation, in one word each. */
export interface Told {
  readonly validated: readonly string[]
  readonly deep: readonly string[]
  readonly added: string
  readonly based: string
  readonly refreshed: string
  readonly synced: readonly string[]
  readonly drifted: string
  readonly mirrored: string
}

/**
 * Asks for all that needs a registry which means harm, at the same time: each has to say so in its own way, and nothing
 * may be stored.
 */
export async function askEverything(
  site: RuntimeSite,
  { added, other, base }: Known,
  bound?: number,
): Promise<Told> {
  const { client } = site
  const { answer } = await withstood(
    site,
    async () => {
      const refusal = async (act: Promise<unknown>) => {
        const outcome = await act.then(
          () => undefined,
          (error: unknown) => error,
        )
        expect(outcome).toHaveProperty('code')
        return (outcome as { code: string }).code
      }
      const [validated, deep, addedCode, based, refreshed, synced, drifted, mirrored] = await Promise.all([
        site.validate(other),
        site.validate(other, { deep: true }),
        refusal(site.add(other)),
        refusal(site.allow(other, 'pbj')),
        client.refreshBases({ body: { bases: [base] } }),
        client.syncRuntimeRepo({
          params: { repo: 'listed' },
          body: { content: listOf(added), verifyLabels: true },
        }),
        client.runtimeDrift({ body: {} }),
        client.verifyMirror({ body: {} }),
      ])
      const codes = ({ findings }: { findings: readonly { code: string }[] }) => [
        ...new Set(findings.map(({ code }) => code)),
      ]
      return {
        validated: codes(validated),
        deep: codes(deep),
        added: addedCode,
        based,
        refreshed: refreshed.bases.map(({ status }) => status).join(' '),
        synced: synced.faults.map(({ code }) => code).filter((code) => code.startsWith('LABEL')),
        drifted: drifted.runtimes.map(({ status }) => status).join(' '),
        mirrored: mirrored.checks.map(({ status }) => status).join(' '),
      }
    },
    bound,
  )
  if (answer === undefined) throw new Error('Expected answers, got a refusal')
  return answer
}
