import { operations } from '@ingot/contract'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RUNTIME_CATALOG } from '../../auth/access.ts'
import { installCatalogs } from '../../install.ts'
import { refusalOf } from '../../testing/refusal-of.ts'
import { openRuntimeSite, type RuntimeSite } from '../../testing/runtime-site.ts'
import { buildRuntime, ubuntu } from '../../testing/sample-runtime.ts'

let site: RuntimeSite

beforeAll(async () => {
  site = await openRuntimeSite()
})

afterAll(() => site.close())

const pushed = (edition: string, values = {}) =>
  site.push(edition.toLowerCase().replaceAll(' ', '-'), buildRuntime({ edition, ...values }))

const show = (runtime: string, query = {}) => site.client.showRuntime({ params: { runtime }, query })

describe('addRuntime', () => {
  it('pins the image to its digest, disabled, and keeps the report', async () => {
    const reference = pushed('First')
    const before = site.revision()

    const answer = await site.add(reference, {}, { reason: 'Asked for by the team' })

    const image = buildRuntime({ edition: 'First' })
    expect(answer).toMatchObject({
      revision: before + 1,
      dryRun: false,
      runtime: {
        identifier: reference,
        digest: image.digest,
        platforms: [{ platform: 'linux/amd64', manifest: image.digest }],
        name: 'PBJ Workbench / Python 3.10 / First',
        version: '1.0.1',
        status: 'DISABLED',
        since: site.now.toISOString(),
        reason: 'Asked for by the team',
        origin: { kind: 'manual', by: 'admin' },
        base: { verdict: 'PROVEN', reference: site.ubuntu, digest: ubuntu.digest },
        findings: { errors: 0, warnings: 0, infos: 1 },
        revision: before + 1,
      },
      report: { valid: true, digest: image.digest },
    })
    expect(Value.Check(operations.addRuntime.response, answer)).toBe(true)
    const shown = await show(answer.runtime.id)
    expect(shown.runtime).toEqual(answer.runtime)
    expect(shown.report).toEqual(answer.report)
  })

  it('is an image of the catalog of the runtimes, started from by digest', async () => {
    const reference = pushed('Seen')
    const { runtime } = await site.add(reference, { enable: true })

    const { image } = await site.client.showImage({ params: { image: runtime.id } })

    expect(image).toMatchObject({
      catalog: RUNTIME_CATALOG,
      name: runtime.name,
      version: '1.0.1',
      architecture: 'x86_64',
      state: 'active',
      artifacts: [
        {
          provider: 'oci',
          region: site.registry.host,
          reference: `${site.registry.host}/team/seen@${runtime.digest}`,
          digest: runtime.digest,
        },
      ],
      traits: expect.objectContaining({ kernel: 'Python 3.10', edition: 'Seen' }) as object,
    })
  })

  it('enables it and makes it a default where that is asked for', async () => {
    const { runtime } = await site.add(pushed('Default'), { enable: true, isDefault: true })

    expect(runtime).toMatchObject({ status: 'ENABLED', isDefault: true })
  })

  it('gives each a number of its own', async () => {
    const one = await site.add(pushed('Numbered one'))
    const two = await site.add(pushed('Numbered two'))

    expect(two.runtime.number).toBe(one.runtime.number + 1)
  })

  it('refuses what has errors, with all findings as faults, and stores nothing', async () => {
    const reference = pushed('Standard', { 'maintenance-version': '06', description: undefined })
    const before = [site.revision(), ...(await site.stored())]

    const refusal = await refusalOf(site.add(reference))

    expect(refusal).toMatchObject({
      code: 'RUNTIME_REFUSED',
      message: expect.stringContaining(', and 2 more') as string,
    })
    expect(refusal.faults).toMatchObject([
      { severity: 'error', code: 'labelMissing:description', path: '/description' },
      { severity: 'error', code: 'maintenanceNotInteger', path: '/maintenance-version' },
      { severity: 'error', code: 'editionReserved', path: '/edition' },
      ...refusal.faults.slice(3).map(({ code }) => ({ code })),
    ])
    expect(refusal.faults.some(({ severity }) => severity === 'info')).toBe(true)
    expect([site.revision(), ...(await site.stored())]).toEqual(before)
  })

  it('refuses an image that cannot be read, with the reason', async () => {
    expect(await refusalOf(site.add(`${site.registry.host}/team/none:1`))).toMatchObject({
      code: 'RUNTIME_REFUSED',
      faults: [{ code: 'imageNotFound' }],
    })
  })

  it('stores nothing on a dry run, and answers what it would store', async () => {
    const reference = pushed('Rehearsed')
    const before = [site.revision(), ...(await site.stored())]

    const planned = await site.add(reference, { enable: true }, { dryRun: true })

    expect([site.revision(), ...(await site.stored())]).toEqual(before)
    expect(planned).toMatchObject({
      dryRun: true,
      runtime: { status: 'ENABLED', findings: { infos: 1 }, revision: site.revision() + 1 },
      report: { valid: true },
    })
    const stored = await site.add(reference, { enable: true })
    expect(stored.runtime).toEqual(planned.runtime)
  })

  it('takes an identity once, in whatever case', async () => {
    await site.add(pushed('Taken'))
    const other = site.push('another', buildRuntime({ edition: 'taken' }, { env: { OTHER: 'yes' } }))

    expect(await refusalOf(site.add(other))).toMatchObject({
      code: 'RUNTIME_REFUSED',
      faults: [{ severity: 'error', code: 'duplicateRuntimeVersion' }, { severity: 'info' }],
    })
    const next = buildRuntime({ edition: 'Taken', 'maintenance-version': '2', 'full-version': '1.0.2' })
    expect((await site.add(site.push('taken', next, '1.0.2'))).runtime.version).toBe('1.0.2')
  })

  it('tells that the very same image is there already', async () => {
    const reference = pushed('Same')
    await site.add(reference)

    expect(await refusalOf(site.add(reference))).toMatchObject({
      code: 'RUNTIME_REFUSED',
      message: expect.stringContaining('is in the catalog already') as string,
      faults: [{ code: 'duplicateRuntimeVersion' }],
    })
  })

  it('lets one of several win that are added at the same time under one identity', async () => {
    const references = [1, 2, 3].map((number) =>
      site.push(`race-${number}`, buildRuntime({ edition: 'Race' }, { env: { RUNNER: String(number) } })),
    )

    const outcomes = await Promise.allSettled(references.map((reference) => site.add(reference)))

    const refused = outcomes.filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(2)
    expect(refused.map((one) => (one as PromiseRejectedResult).reason as unknown)).toMatchObject(
      refused.map(() => ({ code: 'RUNTIME_REFUSED' })),
    )
    const { total } = await site.client.listRuntimes({ query: { edition: 'Race' } })
    expect(total).toBe(1)
  })

  it('lets all win that are added at the same time under identities of their own', async () => {
    const references = ['Crowd one', 'Crowd two', 'Crowd three'].map((edition) => pushed(edition))

    const added = await Promise.all(references.map((reference) => site.add(reference)))

    expect(new Set(added.map(({ runtime }) => runtime.number)).size).toBe(3)
  })

  it('is refused where the ledger has moved on since the revision that is expected', async () => {
    expect(await refusalOf(site.add(pushed('Expected'), {}, { expect: 1 }))).toMatchObject({
      code: 'REVISION_CONFLICT',
    })
  })

  it('keeps what it was at every moment', async () => {
    const { runtime, revision } = await site.add(pushed('Historic'))
    const start = site.now
    site.now = new Date('2026-03-02T12:00:00.000Z')
    const body = { runtimes: [runtime.id], status: 'ENABLED' as const }
    const enabled = await site.client.setRuntimeStatus({ query: { reason: 'Tried' }, body })
    site.now = start

    const statusAt = async (at: string) => (await show(runtime.id, { at })).runtime.status
    expect(await refusalOf(show(runtime.id, { at: String(revision - 1) }))).toMatchObject({
      code: 'RUNTIME_NOT_FOUND',
    })
    expect(await statusAt(String(revision))).toBe('DISABLED')
    expect(await statusAt(String(enabled.revision))).toBe('ENABLED')
    expect(await statusAt('2026-03-03T00:00:00Z')).toBe('ENABLED')
    expect((await show(runtime.id, { at: String(revision) })).report).toBeDefined()
  })

  it('is disabled also by a clock that lags behind that of whoever added it', async () => {
    const { runtime } = await site.add(pushed('Ahead'))
    const start = site.now
    site.now = new Date(start.getTime() - 5000)
    const { status } = (await show(runtime.id)).runtime
    site.now = start

    expect(status).toBe('DISABLED')
  })
})

describe('a tag that is moved', () => {
  it('adds another runtime beside the one that it led to; its identifier means neither then', async () => {
    const reference = pushed('Moving')
    const first = await site.add(reference)
    const next = { 'maintenance-version': '2', 'full-version': '1.0.2' }
    site.push('moving', buildRuntime({ edition: 'Moving', ...next }))
    const second = await site.add(reference)

    expect(second.runtime.id).not.toBe(first.runtime.id)
    expect((await show(first.runtime.id)).runtime.digest).toBe(first.runtime.digest)
    expect(await refusalOf(show(reference))).toMatchObject({
      code: 'AMBIGUOUS_IMAGE',
      message: expect.stringContaining(first.runtime.id) as string,
    })
    const unknown = await refusalOf(show(`${reference}x`))
    expect(unknown).toMatchObject({ code: 'RUNTIME_NOT_FOUND' })
    expect(unknown.message).toContain(`did you mean "${reference}"?`)
  })
})

describe('the catalog of the runtimes', () => {
  it('is made once, owned by nobody, and searched last', async () => {
    const fresh = await openRuntimeSite()
    await installCatalogs(fresh.ledger, fresh.now)
    for (const edition of ['One', 'Two'])
      await fresh.add(fresh.push(edition.toLowerCase(), buildRuntime({ edition })))
    const { catalogs } = await fresh.client.listCatalogs({})
    const { entries } = await fresh.client.listLog({ query: { kind: 'catalog', id: RUNTIME_CATALOG } })
    await fresh.close()

    expect(catalogs.filter(({ name }) => name === RUNTIME_CATALOG)).toHaveLength(1)
    expect(catalogs.at(-1)).toMatchObject({
      name: RUNTIME_CATALOG,
      owner: 'ingot',
      type: 'custom',
      images: 2,
    })
    expect(entries).toHaveLength(1)
  })

  it('can be read by all, and written by administrators alone', async () => {
    const { runtime } = await site.add(pushed('Guarded'))
    const params = { image: runtime.id }
    const body = { state: 'active' } as const

    for (const role of ['reader', 'editor'] as const) {
      const client = site.as('ada', role)
      expect((await client.showImage({ params })).image.id).toBe(runtime.id)
      expect(await refusalOf(client.stageImage({ params, body }))).toMatchObject({ code: 'FORBIDDEN' })
      expect(await refusalOf(client.deleteImage({ params }))).toMatchObject({ code: 'FORBIDDEN' })
    }
    expect((await site.client.stageImage({ params, body })).image.state).toBe('active')
    expect((await show(runtime.id)).runtime.status).toBe('ENABLED')
  })

  it('takes in no images but runtimes, whoever asks', async () => {
    const { runtime } = await site.add(pushed('Source'))
    const catalog = RUNTIME_CATALOG
    const imported = { catalog, files: [{ file: 'records.txt', text: '' }] }
    const derived = { from: runtime.id, vmImages: [] }
    const editor = site.as('ada', 'editor')

    expect(await refusalOf(editor.importRecords({ body: imported }))).toMatchObject({ code: 'FORBIDDEN' })
    expect(await refusalOf(editor.deriveImage({ params: { catalog }, body: derived }))).toMatchObject({
      code: 'FORBIDDEN',
    })
    for (const act of [
      () => site.client.importRecords({ body: imported }),
      () => site.client.deriveImage({ params: { catalog }, body: derived }),
    ]) {
      expect(await refusalOf(act())).toMatchObject({ code: 'CATALOG_READ_ONLY' })
    }
  })

  it('cannot be made, mirrored or owned by anybody', async () => {
    const fresh = await openRuntimeSite()
    await installCatalogs(fresh.ledger, fresh.now)
    const body = { name: RUNTIME_CATALOG }
    const created = await refusalOf(fresh.as('ada', 'editor').createCatalog({ body }))
    const mirrored = await refusalOf(
      fresh.client.addSource({
        params: { catalog: RUNTIME_CATALOG },
        body: { type: 'runtime', from: 'file:/x.json', content: '{}' },
      }),
    )
    const { runtime } = await fresh.add(fresh.push('own', buildRuntime({ edition: 'Own' })))
    const named = await refusalOf(
      fresh.as('ingot', 'editor').stageImage({ params: { image: runtime.id }, body: { state: 'active' } }),
    )
    await fresh.close()

    expect([created.code, mirrored.code, named.code]).toEqual(['INVALID_INPUT', 'INVALID_INPUT', 'FORBIDDEN'])
  })

  it('is not put into a catalog of that name which somebody has had all along', async () => {
    const fresh = await openRuntimeSite()
    const catalog = {
      name: RUNTIME_CATALOG,
      type: 'custom',
      owner: 'ada',
      created: '2020-01-01T00:00:00.000Z',
    }
    const changes = [{ kind: 'catalog', id: catalog.name, body: catalog }]
    await fresh.ledger.commit({ actor: 'ada', action: 'catalog.create', changes })
    const refusal = await refusalOf(fresh.add(fresh.push('late', buildRuntime({ edition: 'Late' }))))
    await fresh.close()

    expect(refusal).toMatchObject({
      code: 'CATALOG_EXISTS',
      message: expect.stringContaining('"ada"') as string,
    })
  })
})
