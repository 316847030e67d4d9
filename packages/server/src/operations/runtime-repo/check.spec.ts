import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refusalOf } from '../../testing/refusal-of.ts'
import { openRuntimeSite, type RuntimeSite } from '../../testing/runtime-site.ts'
import { repoEntry, repoText } from '../../testing/sample-repo-file.ts'

let site: RuntimeSite

beforeEach(async () => {
  site = await openRuntimeSite()
  await site.client.addRuntimeRepo({ body: { name: 'file', url: 'file:/repo.json' } })
})

afterEach(() => site.close())

const sync = (content: string) => site.client.syncRuntimeRepo({ params: { repo: 'file' }, body: { content } })

describe('checkRepoFile', () => {
  const check = (content: string, more = {}) =>
    site.client.checkRepoFile({ body: { file: 'repo.json', content, ...more } })

  it('says what is wrong, and what a sync would do, without a repo and without storing anything', async () => {
    await sync(repoText(repoEntry('Alpha')))
    const before = site.revision()

    const answer = await check(repoText(repoEntry('Alpha'), repoEntry('Beta'), 7))

    expect(answer).toMatchObject({ outcome: 'changed' })
    expect(answer.entries.map(({ change }) => change)).toEqual(['refused', 'added', 'refused'])
    expect(answer.faults).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ file: 'repo.json', path: '/runtimes/2', severity: 'error' }),
      ]),
    )
    expect(site.revision()).toBe(before)
  })

  it('is for all who may read; to have images read takes more', async () => {
    const body = { file: 'repo.json', content: repoText(repoEntry('Alpha')) }
    const reader = site.as('eve', 'reader')

    expect((await reader.checkRepoFile({ body })).entries).toHaveLength(1)
    expect(await refusalOf(reader.checkRepoFile({ body: { ...body, verifyLabels: true } }))).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('runtime:validate') as string,
    })
    const editor = site.as('ada', 'editor')
    expect((await editor.checkRepoFile({ body: { ...body, verifyLabels: true } })).faults).toMatchObject([
      { code: 'LABELS_UNREAD' },
    ])
  })
})
