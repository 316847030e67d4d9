import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Fault, IngotError } from '@ingot/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stamp } from '../../testing/answers.ts'
import { mirrored, report, synced } from '../../testing/cdp-answers.ts'
import { type Ran, runLine } from '../../testing/run-line.ts'

const folder = mkdtempSync(join(tmpdir(), 'ingot-source-'))
const file = join(folder, 'v3.json')
const text = '{"images":\n {}}\n'

beforeAll(() => writeFileSync(file, text))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('catalog add-source', () => {
  it('hands a URL on with all that is said of it, and reads nothing', async () => {
    const from = 'https://mirror.corp:8443/v3.json?x=1'
    const flags = '--every 15m --allow-host mirror.corp:8443 --description Internal --reason New --dry-run'
    const { calls } = await runLine(
      `catalog add-source internal --type runtime --from ${from} ${flags}`,
      { addSource: synced },
      { folder },
    )

    const body = { type: 'runtime', from, every: 900, allowHost: 'mirror.corp:8443', description: 'Internal' }
    const path = '/v1/catalogs/internal/source?reason=New&dryRun=true'
    expect(calls).toEqual([{ operation: 'addSource', path, body }])
  })

  it('refuses to sync more often than each minute, before it asks', async () => {
    const { status, err, calls } = await runLine(
      'catalog add-source c --type runtime --from https://mirror.corp/v3.json --every 59s',
    )

    expect([status, calls]).toEqual([2, []])
    expect(err).toContain('Expected at least 1m, got "59s"')
  })

  it.each([
    ['a relative path', 'v3.json'],
    ['an absolute path', file],
    ['file: and a path', `file:${file}`],
    ['file: and a relative path', 'file:v3.json'],
    ['a URL of a file', pathToFileURL(file).href],
  ])('reads %s, and stores where it is', async (_what, from) => {
    const { status, calls } = await runLine(
      ['catalog', 'add-source', 'c', '--type', 'freeipa', '--from', from],
      { addSource: synced },
      { folder },
    )

    expect(status).toBe(0)
    expect(calls[0]?.body).toEqual({ type: 'freeipa', from: `file:${file}`, content: text })
  })

  it('shows the spot of a fault in the file that it has read', async () => {
    const fault: Fault = {
      severity: 'error',
      code: 'NO_IMAGES',
      message: 'Images are missing',
      file: `file:${file}`,
      line: 2,
      column: 2,
    }
    const { status, err } = await runLine(
      'catalog add-source c --type runtime --from v3.json',
      { addSource: new IngotError('SOURCE_INVALID', 'Not a catalog', { faults: [fault] }) },
      { folder },
    )

    expect(status).toBe(1)
    expect(err).toContain(`file:${file}:2:2: error[NO_IMAGES]: Images are missing\n  2 |  {}}\n       ^\n`)
  })
})

async function sync(from: string | undefined, flags = '', answer: object = synced): Promise<Ran> {
  const mirror = from === undefined ? undefined : { ...mirrored.mirror, from }
  const answers = { showCatalog: { ...stamp, catalog: { ...mirrored, mirror } }, syncCatalog: answer }
  return await runLine(`catalog sync cdp-default${flags}`, answers, { folder })
}

describe('catalog sync', () => {
  it.each([
    ['nothing for a URL', 'https://catalogs.example.com/v3.json', {}],
    ['nothing for a catalog that mirrors none, which the API refuses', undefined, {}],
    ['the text of a file', `file:${file}`, { content: text }],
  ])('sends %s', async (_what, from, body) => {
    const path = '/v1/catalogs/cdp-default/sync'

    expect((await sync(from)).calls[1]).toEqual({ operation: 'syncCatalog', path, body })
  })

  it('says which file is not there any more', async () => {
    const { status, err } = await sync(`file:${join(folder, 'gone.json')}`)

    expect(status).toBe(2)
    expect(err).toContain('gone.json": there is no such file')
  })

  it('prints what came, changed and went, and warnings beside it', async () => {
    const { out, err } = await sync(undefined)

    expect(out).toBe(
      [
        '+ our.base@1.10 (2d0ad3a5-6b1c-5e0e-9a39-0c1f0a6b7c11): came',
        '~ our.base@1.10 (2d0ad3a5-6b1c-5e0e-9a39-0c1f0a6b7c11): changed',
        '    description: "a" → "b"',
        '- our.base@1.10 (2d0ad3a5-6b1c-5e0e-9a39-0c1f0a6b7c11): went',
        'The versions block or the order of the images changed',
        'cdp-default: 1 came, 1 changed, 1 went, 0 came back, 674 unchanged; stored as of revision 7',
        '',
      ].join('\n'),
    )
    expect(err).toContain('warning[UNKNOWN_OS]: It has another system')
  })

  it.each([
    ['the first of many', '', 20, '… and 657 more\n'],
    ['all with --all', ' --all', 677, '677 came'],
  ])('lists %s', async (_what, flags, listed, shown) => {
    const images = Array.from({ length: 677 }, () => report.images[0])
    const { out } = await sync(undefined, flags, { ...synced, images })

    expect(out.match(/^\+ /gm)?.length).toBe(listed)
    expect(out).toContain(shown)
  })

  it.each([
    ['not-modified', false, 'cdp-default: its source has not changed since the last sync\n'],
    ['unchanged', false, 'cdp-default: 674 images, nothing changed\n'],
    ['changed', true, 'nothing stored; the ledger is at revision 7\n'],
  ])('says that the outcome is %s, dry run: %s', async (outcome, dryRun, shown) => {
    const { out, err } = await sync(undefined, '', { ...synced, outcome, dryRun })

    expect(out).toContain(shown)
    expect(err.includes('Dry run: nothing was changed')).toBe(dryRun)
  })
})

describe('catalog export', () => {
  const answer = { images: { 'cdh-images': [{ uuid: 'a' }, { uuid: 'b' }], 'base-images': null } }

  it('writes the catalog to a file, and prints nothing', async () => {
    const { status, out } = await runLine(
      'catalog export c -f out.json',
      { exportCatalog: answer },
      { folder },
    )

    expect([status, out]).toEqual([0, ''])
    expect(JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8'))).toEqual(answer)
  })

  it.each([
    ['-o json', `${JSON.stringify(answer, undefined, 2)}\n`],
    ['-o name', 'a\nb\n'],
  ])('prints with %s', async (flags, expected) => {
    expect((await runLine(`catalog export c ${flags}`, { exportCatalog: answer })).out).toBe(expected)
  })
})

describe('catalog publish', () => {
  it.each([
    ['', true, 'answers without a key'],
    [' --off', false, 'asks for a key'],
  ])('asks with `%s` for %s', async (flag, published, shown) => {
    const answer = { ...stamp, dryRun: false, catalog: { ...mirrored, published } }
    const { out, calls } = await runLine(`catalog publish c${flag}`, { publishCatalog: answer })

    expect(calls[0]?.body).toEqual({ published })
    expect(out).toBe(`/catalogs/cdp-default.json ${shown}\n`)
  })
})
