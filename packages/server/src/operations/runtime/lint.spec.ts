import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRuntimeSite, type RuntimeSite } from '../../testing/runtime-site.ts'
import { buildRuntime, vendorValues } from '../../testing/sample-runtime.ts'

let site: RuntimeSite
let release: string

beforeAll(async () => {
  site = await openRuntimeSite()
  release = site.push('release', buildRuntime(vendorValues), '2026.08.1-b5')
  await site.allow(release, 'pbj')
})

afterAll(() => site.close())

const lint = (lines: readonly string[], more = {}) =>
  site
    .as('eve', 'reader')
    .lintDockerfile({ body: { file: { file: 'Dockerfile', text: lines.join('\n') }, ...more } })

describe('lintDockerfile', () => {
  it('knows what an allowed base says, and finds what would be inherited', async () => {
    const answer = await lint([`FROM ${release}`, 'ENV ML_RUNTIME_DESCRIPTION="Ours"'])

    expect(answer).toMatchObject({
      base: release,
      identity: { editor: 'PBJ Workbench', edition: 'Standard', shortVersion: '2026.08' },
      revision: site.revision(),
    })
    expect(answer.findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['editionNotOverridden', 'envLabelMismatch:description']),
    )
  })

  it('takes build arguments and a target, and asks no registry', async () => {
    site.asked()

    const lines = [
      `FROM ${release} AS first`,
      'ARG EDITION',
      'LABEL com.cloudera.ml.runtime.edition=$EDITION',
      'FROM first AS second',
    ]
    const answer = await lint(lines, { target: 'first', args: { EDITION: 'Team' } })

    expect(answer.identity.edition).toBe('Team')
    expect(answer.stages.map(({ name }) => name)).toContain('first')
    expect(site.asked()).toEqual([])
  })

  it('says what is wrong with the file, with its place', async () => {
    const { faults } = await lint(['FRM ubuntu'])

    expect(faults.find(({ code }) => code === 'unknownInstruction')).toMatchObject({
      file: 'Dockerfile',
      line: 1,
      column: 1,
    })
  })
})
