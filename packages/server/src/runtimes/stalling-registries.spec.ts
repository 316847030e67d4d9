import { afterAll, beforeAll, expect, it } from 'vitest'
import { openRuntimeSite, type RuntimeSite } from '../testing/runtime-site.ts'
import { buildRuntime } from '../testing/sample-runtime.ts'
import { withstood } from '../testing/withstood.ts'

let site: RuntimeSite

beforeAll(async () => {
  site = await openRuntimeSite()
})

afterAll(() => site.close())

/** Without an answer, 20 seconds are waited; all that is asked for one thing has 60. */
it('is given up with the limits that hold for everybody, wherever it stops', async () => {
  const image = buildRuntime({ edition: 'Stalled' })
  const [head, body, layer, busy] = ['head', 'body', 'layer', 'busy'].map((name) => site.push(name, image))
  const { layers } = JSON.parse(Buffer.from(image.bytes).toString()) as { layers: { digest: string }[] }
  site.registry.faults.add({ kind: 'stall' }, { path: '/team/head/manifests/' })
  site.registry.faults.add({ kind: 'stall', after: 10 }, { path: '/team/body/manifests/' })
  site.registry.faults.add(
    { kind: 'stall', after: 10 },
    { path: `/team/layer/blobs/${layers.at(-1)?.digest}` },
  )
  site.registry.faults.add({ kind: 'refuse', status: 429 }, { path: '/team/busy/' })

  const { answer } = await withstood(
    site,
    () =>
      Promise.all([head, body, layer, busy].map((reference) => site.validate(reference!, { deep: true }))),
    60_000,
  )

  const messages = answer?.map(({ findings }) => findings[0]?.message)
  expect(messages).toEqual([
    expect.stringMatching(/no answer within 20 seconds; try again later$/),
    expect.stringMatching(/nothing more came for 20 seconds; try again later$/),
    expect.stringMatching(/nothing more came for 20 seconds; try again later$/),
    expect.stringMatching(/takes no more requests just now; try again later, or with a credential$/),
  ])
  expect(answer?.every(({ valid }) => !valid)).toBe(true)
})
