import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refusalOf } from '../../testing/refusal-of.ts'
import { openRuntimeSite, type RuntimeSite } from '../../testing/runtime-site.ts'
import { repoEntry, repoText } from '../../testing/sample-repo-file.ts'
import { buildRuntime } from '../../testing/sample-runtime.ts'

let site: RuntimeSite

beforeEach(async () => {
  site = await openRuntimeSite()
  await site.client.addRuntimeRepo({ body: { name: 'file', url: 'file:/repo.json' } })
})

afterEach(() => site.close())

const sync = (content: string) => site.client.syncRuntimeRepo({ params: { repo: 'file' }, body: { content } })
const runtimes = async (query = {}) => (await site.client.listRuntimes({ query })).runtimes

describe('adding the image of a runtime that a repo file brought', () => {
  it('pins it, and leaves it where it came from and as it stands', async () => {
    const reference = site.push('listed', buildRuntime({ edition: 'Listed' }))
    const entry = repoEntry('Listed', { image_identifier: reference, description: 'As the file says' })
    await sync(repoText(entry))
    const [listed] = await runtimes()
    const before = site.revision()

    const planned = await site.add(reference, {}, { dryRun: true })
    const { runtime, revision } = await site.add(reference)

    expect(planned.runtime).toMatchObject({ id: listed?.id, digest: runtime.digest })
    expect(revision).toBe(before + 1)
    expect(runtime).toMatchObject({
      id: listed?.id,
      number: listed?.number,
      origin: { kind: 'repo', repo: '1' },
      added: listed?.added,
      status: 'DISABLED',
      reason: 'Listed by "file"',
      digest: buildRuntime({ edition: 'Listed' }).digest,
      base: { verdict: 'PROVEN' },
      metadata: { description: 'Python with the certificates of the team' },
      findings: { infos: 2 },
    })
    const drift = await site.client.runtimeDrift({ body: {} })
    expect(drift.runtimes).toMatchObject([{ status: 'same' }])
    expect(await sync(repoText(entry))).toMatchObject({ entries: [{ change: 'changed' }] })
    expect(await refusalOf(site.add(reference))).toMatchObject({ code: 'RUNTIME_REFUSED' })
  })

  it('enables it where that is asked for', async () => {
    const reference = site.push('listed', buildRuntime({ edition: 'Listed' }))
    await sync(repoText(repoEntry('Listed', { image_identifier: reference })))

    const { runtime } = await site.add(reference, { enable: true, isDefault: true }, { reason: 'Looked at' })

    expect(runtime).toMatchObject({ status: 'ENABLED', reason: 'Looked at', isDefault: true })
  })

  it('is refused under another reference', async () => {
    await sync(repoText(repoEntry('Listed')))
    const reference = site.push('listed', buildRuntime({ edition: 'Listed' }))

    expect(await refusalOf(site.add(reference))).toMatchObject({
      code: 'RUNTIME_REFUSED',
      faults: [{ code: 'duplicateRuntimeVersion' }, { severity: 'info' }],
    })
  })
})
