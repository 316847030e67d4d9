import { operations } from '@ingot/contract'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf } from '../../testing/refusal-of.ts'
import { openRuntimeSite, type RuntimeSite } from '../../testing/runtime-site.ts'
import { buildRuntime } from '../../testing/sample-runtime.ts'

let site: RuntimeSite
/** Ids by `edition version`. */
const ids: Record<string, string> = {}

const editor = 'PBJ Workbench'
const kernel = 'Python 3.10'

beforeAll(async () => {
  site = await openRuntimeSite()
  await added('Alpha', '1.9', 1)
  await added('Alpha', '1.10', 1)
  await added('Alpha', '1.10', 2)
  await added('Beta', '1.0', 1)
  await added('Off', '1.0', 1, false)
  await site.client.addAddons({
    body: {
      addons: [
        { identifier: 'spark-1', component: 'Spark', displayName: 'Spark 3.5.1' },
        { identifier: 'spark-0', component: 'Spark', displayName: 'Spark 2.4.7', status: 'DISABLED' },
      ],
    },
  })
})

afterAll(() => site.close())

async function added(edition: string, version: string, maintenance: number, enable = true): Promise<void> {
  const values = {
    edition,
    'short-version': version,
    'maintenance-version': String(maintenance),
    'full-version': `${version}.${maintenance}`,
  }
  const reference = site.push(edition.toLowerCase(), buildRuntime(values), `${version}.${maintenance}`)
  ids[`${edition} ${version}.${maintenance}`] = (await site.add(reference, { enable })).runtime.id
}

type Body = Parameters<RuntimeSite['client']['pickRuntimes']>[0]['body']

const pick = (body: Body, query = {}) => site.client.pickRuntimes({ query, body })

async function pickOne(request: NonNullable<Body['requests']>[number], more: Partial<Body> = {}) {
  const { picks } = await pick({ requests: [request], ...more })
  if (picks[0] === undefined) throw new Error('Expected one pick')
  return picks[0]
}

describe('pickRuntimes', () => {
  it('picks the newest by number, and shows the runtime with its trace', async () => {
    const answer = await pick({ requests: [{ editor, kernel, edition: 'Alpha' }] })

    expect(answer.picks).toMatchObject([
      {
        result: 'exact',
        runtime: { id: ids['Alpha 1.10.2'], version: '1.10.2', status: 'ENABLED' },
        substitutions: [],
      },
    ])
    expect(answer.picks[0]?.trace).toHaveLength(5)
    expect(answer.revision).toBe(site.revision())
    expect(Value.Check(operations.pickRuntimes.response, answer)).toBe(true)
    expect((await pickOne({ editor, kernel, edition: 'Alpha' }, { trace: false })).trace).toBeUndefined()
  })

  it('takes the highest maintenance version of the version that is asked for, and says so', async () => {
    expect(await pickOne({ editor, kernel, edition: 'Alpha', version: '1.10.1' })).toMatchObject({
      result: 'newer-maintenance',
      runtime: { id: ids['Alpha 1.10.2'] },
    })
  })

  it('refuses what is disabled, names it as the nearest, and what would have to change', async () => {
    const picked = await pickOne({ editor, kernel, edition: 'Off' })

    expect(picked).toMatchObject({ result: 'none', nearest: { id: ids['Off 1.0.1'] } })
    expect(picked.runtime).toBeUndefined()
  })

  it('substitutes nothing unless that is asked for, and then says what', async () => {
    const request = { editor, kernel: 'Python 3.11', edition: 'Beta' }

    expect((await pickOne(request)).result).toBe('none')
    expect(await pickOne(request, { allowSubstitute: true })).toMatchObject({
      result: 'substituted',
      runtime: { id: ids['Beta 1.0.1'] },
      substitutions: [{ field: 'kernel', wanted: 'Python 3.11', got: kernel }],
    })
  })

  it('leaves nothing to chance: several editions that fit are a refusal that lists them', async () => {
    const picked = await pickOne({ editor, kernel })

    expect(picked.result).toBe('none')
    expect(picked.message).toMatch(/Alpha.*Beta/)
  })

  it('answers each request by itself', async () => {
    const { picks } = await pick({
      requests: [{ edition: 'Beta' }, { edition: 'None' }, { edition: 'Alpha' }],
    })

    expect(picks.map(({ result }) => result)).toEqual(['exact', 'none', 'exact'])
    expect((await pick({ requests: [] })).picks).toEqual([])
  })

  it('looks only among what a project may start from', async () => {
    const alpha = ids['Alpha 1.9.1'] ?? ''
    await site.client.createProject({ body: { name: 'narrow', runtimes: [alpha] } })

    const within = await pickOne({ edition: 'Alpha' }, { project: 'narrow' })
    const beyond = await pickOne({ edition: 'Beta' }, { project: 'narrow', allowSubstitute: false })

    expect(within).toMatchObject({ result: 'exact', runtime: { id: alpha } })
    expect(beyond.result).toBe('none')
    expect(await refusalOf(pickOne({}, { project: 'none' }))).toMatchObject({ code: 'CONSUMER_NOT_FOUND' })
    const stranger = site.as('eve', 'reader')
    const body = { requests: [{ edition: 'Alpha' }], project: 'narrow' }
    expect(await refusalOf(stranger.pickRuntimes({ body }))).toMatchObject({ code: 'CONSUMER_NOT_FOUND' })
  })

  it('says of addons which they mean, and warns of those that will not be there', async () => {
    const picked = await pickOne({ edition: 'Beta', addons: ['Spark 3.5.1', 'Spark 2.4.7', 'Spark 3.5'] })

    expect(picked.addons).toMatchObject([
      { identifier: 'spark-1', ok: true },
      { identifier: 'spark-0', ok: false, status: 'DISABLED' },
      { displayName: 'Spark 3.5', ok: false },
    ])
    expect(picked.warnings.map(({ code }) => code)).toEqual(['ADDON_UNAVAILABLE', 'ADDON_UNKNOWN'])
  })

  it('answers as of a moment', async () => {
    const before = site.revision()
    const id = ids['Beta 1.0.1'] ?? ''
    await site.client.setRuntimeStatus({ body: { runtimes: [id], status: 'DISABLED' } })
    const body = { requests: [{ edition: 'Beta' }] }

    const now = await pick(body)
    const then = await pick(body, { at: String(before) })
    await site.client.setRuntimeStatus({ body: { runtimes: [id], status: 'ENABLED' } })

    expect(now.picks[0]?.result).toBe('none')
    expect(then).toMatchObject({ revision: before, picks: [{ result: 'exact', runtime: { id } }] })
  })

  it.each<[string, Body]>([
    ['neither requests nor a file', {}],
    ['both', { requests: [], amp: { file: 'a.yaml', text: 'runtimes: []' } }],
    ['too many requests', { requests: Array.from({ length: 101 }, () => ({})) }],
  ])('refuses %s', async (_, body) => {
    expect(await refusalOf(pick(body))).toMatchObject({ code: 'INVALID_REQUEST' })
  })
})

describe('an AMP project file', () => {
  const amp = (text: string) => pick({ amp: { file: '.project-metadata.yaml', text } })

  it('has the first alternative chosen that there is a runtime for, its version as it is written', async () => {
    const { picks, chosen, faults } = await amp(`
name: Churn
runtimes:
  - { editor: ${editor}, kernel: Python 3.99, edition: Alpha }
  - { editor: ${editor}, kernel: ${kernel}, edition: Alpha, version: 1.10, addons: ["Spark 3.5.1"] }
  - { editor: ${editor}, kernel: ${kernel}, edition: Beta }
`)

    expect(picks.map(({ result }) => result)).toEqual(['none', 'exact', 'exact'])
    expect(chosen).toBe(1)
    expect(picks[1]).toMatchObject({
      request: { version: '1.10' },
      runtime: { id: ids['Alpha 1.10.2'] },
      addons: [{ ok: true }],
    })
    expect(faults.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('has none chosen where there is none, and each is told why', async () => {
    const { picks, chosen } = await amp(`runtimes: [{ editor: A, kernel: B, edition: C }]`)

    expect(chosen).toBeUndefined()
    expect(picks).toMatchObject([{ result: 'none' }])
  })

  it('is told of a faulty alternative, and the others are picked from', async () => {
    const { picks, faults } = await amp(`
runtimes:
  - 7
  - { editor: ${editor}, kernel: ${kernel}, edition: Beta }
`)

    expect(picks).toMatchObject([{ result: 'exact' }])
    expect(faults).toMatchObject([{ severity: 'error', line: 3, file: '.project-metadata.yaml' }])
  })

  it('is refused where nothing of it can be read', async () => {
    expect(await refusalOf(amp('runtimes: [7]'))).toMatchObject({ code: 'INVALID_INPUT' })
    expect(await refusalOf(amp('{'))).toMatchObject({ code: 'INVALID_INPUT' })
  })
})
