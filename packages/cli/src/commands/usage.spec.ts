import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { imageReference, lock } from '../testing/answers.ts'
import { facts, hardened, usage } from '../testing/cdp-answers.ts'
import { runLine } from '../testing/run-line.ts'

const folder = mkdtempSync(join(tmpdir(), 'ingot-usage-'))
const text = JSON.stringify(lock)
beforeAll(() => writeFileSync(join(folder, 'cluster.txt.lock'), text))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('usage', () => {
  it.each([
    ['the locks under the current folder', '--as catalog', { as: 'catalog' }],
    ['the locks that are named', '--catalog c --locks cluster.txt.lock', { catalog: 'c' }],
  ])('sends %s', async (_what, flags, more) => {
    const { calls } = await runLine(`usage a ${flags}`, { usage }, { folder })

    expect(calls[0]?.body).toEqual({ of: 'a', ...more, locks: [{ file: 'cluster.txt.lock', text }] })
  })

  it('sends none with --no-locks', async () => {
    const { calls } = await runLine('usage a --no-locks', { usage }, { folder })

    expect(calls[0]?.body).toEqual({ of: 'a', locks: [] })
  })

  it('shows consumers, derived images and pins, a section each', async () => {
    const { out } = await runLine('usage a --no-locks', { usage })
    const sections = out.split('\n\n').map((section) => section.split('\n').map((row) => row.split(/ {2,}/)))

    expect(sections).toEqual([
      [['1 consumer'], ['CONSUMER', 'CATALOG', 'IMAGE'], ['datahub/etl', 'cdp-default', facts.id]],
      [
        ['1 derived image'],
        ['IMAGE', 'CATALOG', 'SOURCE'],
        [`${facts.name}@${facts.version} (${hardened.id})`, 'our-images', facts.id],
      ],
      [
        ['1 pin in locks'],
        ['LOCK', 'ENTRY', 'IMAGE'],
        ['cluster.txt.lock', 'scheduler', `our.base@1.10 (${imageReference.id})`],
        [''],
      ],
    ])
  })

  it('prints what uses it with -o name', async () => {
    const { out } = await runLine('usage a --no-locks -o name', { usage })

    expect(out).toBe(`datahub/etl\n${hardened.id}\ncluster.txt.lock\n`)
  })
})
