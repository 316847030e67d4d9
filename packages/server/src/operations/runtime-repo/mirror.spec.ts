import type { Credential } from '@ingot/contract'
import { parseRepoFile } from '@ingot/core'
import {
  copyWithSkopeo,
  buildIndex,
  describeWithPrograms,
  startDockerRegistry,
  startFakeRegistry,
  type FakeRegistry,
} from '@ingot/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refusalOf } from '../../testing/refusal-of.ts'
import { openRuntimeSite, type RuntimeSite } from '../../testing/runtime-site.ts'
import { repoEntry, repoText } from '../../testing/sample-repo-file.ts'
import { buildRuntime } from '../../testing/sample-runtime.ts'

let site: RuntimeSite
let target: FakeRegistry

beforeEach(async () => {
  site = await openRuntimeSite()
  target = await startFakeRegistry()
  await site.client.addRegistry({
    params: { registry: 'target' },
    body: { server: target.host, plainHttp: true },
  })
})

afterEach(async () => {
  await target.close()
  await site.close()
})

async function added(edition: string, status: 'ENABLED' | 'DISABLED' | 'DEPRECATED' = 'ENABLED') {
  const reference = site.push(edition.toLowerCase(), buildRuntime({ edition }))
  const { runtime } = await site.add(reference)
  await site.client.setRuntimeStatus({ body: { runtimes: [runtime.id], status } })
  return { id: runtime.id, digest: runtime.digest ?? '' }
}

/** Lists a runtime that nobody has read. */
async function listed(edition: string): Promise<string> {
  await site.client.addRuntimeRepo({ body: { name: 'listed', url: 'file:/r.json', enable: true } })
  const entry = repoEntry(edition)
  await site.client.syncRuntimeRepo({ params: { repo: 'listed' }, body: { content: repoText(entry) } })
  return entry.image_identifier
}

describe('exportRepoFile', () => {
  const identifiers = async (query = {}) =>
    (await site.client.exportRepoFile({ query })).runtimes.map((entry) => entry.image_identifier)

  it('writes what is enabled or deprecated, of one status, or all', async () => {
    await added('Alpha')
    await added('Beta', 'DEPRECATED')
    await added('Gamma', 'DISABLED')
    const at = (name: string) => `${site.registry.host}/team/${name}:1.0`

    expect(await identifiers()).toEqual([at('alpha'), at('beta')])
    expect(await identifiers({ status: 'DEPRECATED' })).toEqual([at('beta')])
    expect(await identifiers({ status: 'all' })).toEqual([at('alpha'), at('beta'), at('gamma')])
  })

  it('writes images where a closed site has them, by the longest rewrite, by digest where that is known', async () => {
    const { digest } = await added('Alpha')
    const identifier = await listed('Zeta')
    const { host } = site.registry
    const rewriteHost = [`${host}=mirror.example.com`, `${host}/team=mirror.example.com:5000/ml`]

    expect(await identifiers({ rewriteHost })).toEqual(['mirror.example.com:5000/ml/alpha:1.0', identifier])
    expect(await identifiers({ rewriteHost, pin: true })).toEqual([
      `mirror.example.com:5000/ml/alpha@${digest}`,
      identifier,
    ])
  })

  it('writes a file that we read ourselves, at any moment the same', async () => {
    await added('Alpha')
    const { revision } = await site.client.listRuntimes({})
    await added('Beta')

    const file = await site.client.exportRepoFile({ query: { at: String(revision) } })

    const { entries, faults } = parseRepoFile(JSON.stringify(file), 'export')
    expect(entries).toHaveLength(1)
    expect(faults).toEqual([])
  })

  it.each([['x=y=z'], ['a b=c.example.com'], ['a.example.com=b.example.com:tag']])(
    'refuses the rewrite "%s", with its place',
    async (rewrite) => {
      const refusal = await refusalOf(identifiers({ rewriteHost: ['a.example.com=b.example.com', rewrite] }))

      expect(refusal.code).toBe('INVALID_REQUEST')
      expect(refusal.faults[0]?.path).toMatch(/\/rewriteHost\/1$/)
    },
  )
})

type Body = Parameters<RuntimeSite['client']['planMirror']>[0]['body']

const rewritten = (): Body => ({ rewriteHost: [`${site.registry.host}/team=${target.host}/ml`] })

describe('planMirror', () => {
  it('lists what to copy where, and the digests that the copies must have', async () => {
    const alpha = await added('Alpha')
    await added('Gamma', 'DISABLED')
    const unread = await listed('Zeta')

    const { items, unpinned } = await site.client.planMirror({ body: rewritten() })

    expect(items).toEqual([
      {
        runtime: alpha.id,
        from: `${site.registry.host}/team/alpha@${alpha.digest}`,
        to: `${target.host}/ml/alpha:1.0`,
        digest: alpha.digest,
      },
    ])
    expect(unpinned).toEqual([unread])
  })

  it('refuses copies that would overwrite each other', async () => {
    await added('Alpha')
    site.registry.push('other/alpha', '1.0', buildRuntime({ edition: 'Other' }))
    const reference = `${site.registry.host}/other/alpha:1.0`
    await site.add(reference, { enable: true })
    const { host } = site.registry
    const body = { rewriteHost: [`${host}/team=${target.host}/ml`, `${host}/other=${target.host}/ml`] }

    for (const act of [site.client.planMirror, site.client.verifyMirror]) {
      expect(await refusalOf(act({ body }))).toMatchObject({
        code: 'INVALID_INPUT',
        faults: [{ code: 'MIRROR_CONFLICT' }],
      })
    }
  })
})

describe('verifyMirror', () => {
  const verify = async () => (await site.client.verifyMirror({ body: rewritten() })).checks

  it('says of each copy whether it is what was approved', async () => {
    await added('Alpha')
    await added('Beta')
    await added('Delta')
    await added('Epsilon')
    target.push('ml/alpha', '1.0', buildRuntime({ edition: 'Alpha' }))
    target.push('ml/beta', '1.0', buildRuntime({ edition: 'Alpha' }))
    target.faults.add({ kind: 'refuse', status: 403 }, { path: '/ml/epsilon/' })

    expect(await verify()).toMatchObject([
      { to: `${target.host}/ml/alpha:1.0`, status: 'same' },
      {
        status: 'different',
        found: buildRuntime({ edition: 'Alpha' }).digest,
        expected: buildRuntime({ edition: 'Beta' }).digest,
      },
      { to: `${target.host}/ml/delta:1.0`, status: 'missing' },
      { status: 'unreachable' },
    ])
  })

  it('tells of a copy whose credential cannot be opened, and looks at the others', async () => {
    await added('Alpha')
    await added('Beta')
    target.push('ml/alpha', '1.0', buildRuntime({ edition: 'Alpha' }))
    const given = { name: 'lost', server: target.host, path: 'ml/beta', username: 'u', password: 'p' }
    const { id } = (await site.client.addCredential({ body: given })).credential
    const { body } = site.ledger.snapshot().get<Credential>('credential', id) ?? {}
    const damaged = { ...body, sealed: { ...body?.sealed, key: 'gone' } }
    const changes = [{ kind: 'credential', id, body: damaged }]
    await site.ledger.commit({ actor: 'admin', action: 'test.damage', changes })

    const checks = await verify()

    expect(checks.map(({ status }) => status)).toEqual(['same', 'unreachable'])
    expect(JSON.stringify(checks)).not.toContain('password')
  })
})

describeWithPrograms('copying by skopeo what a plan lists', ['skopeo', 'docker-registry'], () => {
  it('makes copies that are verified, with all their platforms', async () => {
    const real = await startDockerRegistry()
    const body = { server: real.host, plainHttp: true }
    await site.client.addRegistry({ params: { registry: 'real' }, body })
    const several = buildIndex({
      manifests: [
        buildRuntime({ edition: 'Several' }),
        buildRuntime({ edition: 'Several' }, { architecture: 'arm64' }),
      ],
    })
    const reference = site.push('several', several)
    await site.add(reference, { enable: true })
    await added('Alpha')
    const plan = { rewriteHost: [`${site.registry.host}/team=${real.host}/ml`] }
    const { items } = await site.client.planMirror({ body: plan })
    const missing = await site.client.verifyMirror({ body: plan })

    for (const { from, to } of items) {
      const image = from.slice(from.indexOf('/') + 1)
      await copyWithSkopeo(
        { registry: site.registry, image },
        { registry: real, image: to.slice(to.indexOf('/') + 1) },
      )
    }
    const copied = await site.client.verifyMirror({ body: plan })
    await real.stop()

    expect(missing.checks.map(({ status }) => status)).toEqual(['missing', 'missing'])
    expect(copied.checks.map(({ status }) => status)).toEqual(['same', 'same'])
  }, 60_000)
})
