import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ExportFormat, IngotError } from '@ingot/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stamp } from '../../testing/answers.ts'
import { runLine } from '../../testing/run-line.ts'
import { exportFormats } from './formats.ts'

const file = (name: string) => ({ name, mediaType: 'text/plain', text: `text of ${name}\n` })
const answer = (...names: string[]) => ({
  exportImages: {
    ...stamp,
    format: 'csv',
    files: names.map(file),
    warnings: [{ code: 'LEFT_OUT', message: 'Left' }],
  },
})

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ingot-export-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('export', () => {
  it('knows the formats of the contract', () => {
    expect(exportFormats).toEqual(ExportFormat.enum)
  })

  it('asks for names, versions and ids, with the version for names that have none', async () => {
    const id = '2d0ad3a5-6b1c-5e0e-9a39-0c1f0a6b7c11'
    const { calls } = await runLine(
      `export csv a b@2.x ${id} --version 1.0 --region r --strict`,
      answer('a.csv'),
    )

    expect(calls[0]?.body).toEqual({
      format: 'csv',
      images: [{ name: 'a', version: '1.0' }, { name: 'b', version: '2.x' }, { id }],
      region: 'r',
      strict: true,
    })
  })

  it('asks for places keyed by what is named, which has to be a part of a place', async () => {
    const { calls } = await runLine('export tfvars a --by account,region', answer('a'))
    const refused = await runLine('export tfvars a --by zone', answer('a'))

    expect(calls[0]?.body).toMatchObject({ by: ['account', 'region'] })
    expect(refused).toMatchObject({
      status: 2,
      err: expect.stringContaining('of provider, account, region, architecture'),
    })
  })

  it('prints the one file, and what was left out beside it', async () => {
    expect(await runLine('export csv a', answer('a.csv'))).toMatchObject({
      status: 0,
      out: 'text of a.csv\n',
      err: 'warning: Left\n',
    })
  })

  it('says what to do about several files, and writes them below a folder', async () => {
    const several = answer('streams/v1/index.json', 'streams/v1/a.json')
    const refused = await runLine('export simplestreams a', several)
    expect(refused).toMatchObject({ status: 2, out: '' })
    expect(refused.err).toContain('is 2 files: streams/v1/index.json')
    expect(refused.err).toContain('--output-dir')

    expect((await runLine('export simplestreams a --output-dir out', several, { folder })).status).toBe(0)
    expect(readFileSync(join(folder, 'out/streams/v1/a.json'), 'utf8')).toBe('text of streams/v1/a.json\n')
  })

  it.each(['afile', 'afile/sub', 'afile/sub/deeper'])('says that %s is no folder', async (place) => {
    writeFileSync(join(folder, 'afile'), 'x')

    const { status, err } = await runLine(`export csv a -d ${place}`, answer('good'), { folder })

    expect(status).toBe(2)
    expect(err).toContain('a part of its path is not a folder')
  })

  it.each(['../x', '/etc/x', 'a/../../x', 'C:\\x', 'a\\..\\x'])(
    'writes nothing where a server names %s',
    async (name) => {
      const { status, err } = await runLine('export csv a -d safe', answer('good', name), { folder })

      expect(status).toBe(2)
      expect(err).toContain('Expected names of files below the folder')
      expect(existsSync(join(folder, 'safe', 'good'))).toBe(false)
    },
  )

  it.each([
    ['export csv', 'Expected the images to export, got none'],
    ['export csv @1', 'Expected NAME or NAME@VERSION, got "@1"'],
    ['export csv a@', 'Expected NAME or NAME@VERSION, got "a@"'],
    ['export excel a', 'Allowed choices are tfvars'],
  ])('refuses `%s`', async (line, message) => {
    const { status, err } = await runLine(line)

    expect(err).toContain(message)
    expect(status).toBe(2)
  })
})

describe('the query of the external data source', () => {
  const asked = (query: string) =>
    runLine('export terraform-external', answer('result.json'), { stdin: query })

  it('comes on standard input; empty strings are none', async () => {
    const { calls } = await asked('{"image":"a@1.x","region":"r","account":"","strict":"true"}')

    expect(calls[0]?.body).toEqual({
      format: 'terraform-external',
      images: [{ name: 'a', version: '1.x' }],
      region: 'r',
      strict: true,
    })
  })

  it.each([
    ['', 'got no JSON'],
    ['[]', 'as a JSON object'],
    ['{"image":5}', 'Expected "image" of the query as a string'],
    ['{"nonsense":"a"}', 'got "nonsense"'],
    ['{}', 'Expected "image" or "label"'],
    ['{"image":"a","label":"b"}', 'and not both'],
    ['{"image":"a","architecture":"x"}', 'Expected x86_64 or arm64'],
    ['{"image":"a","strict":"yes"}', 'Expected true or false'],
  ])('%j is refused', async (query, message) => {
    const { status, out, err } = await asked(query)

    expect(err).toContain(message)
    expect([status, out]).toEqual([2, ''])
  })

  it('is answered with no on standard error alone', async () => {
    const refusal = new IngotError('NOT_MATCHED', 'Cannot export the images: none')
    const result = await runLine(
      'export terraform-external',
      { exportImages: refusal },
      { stdin: '{"image":"a"}' },
    )

    expect(result).toMatchObject({
      status: 1,
      out: '',
      err: expect.stringContaining('Cannot export the images: none'),
    })
  })
})

describe('a process as Terraform runs it', () => {
  const root = join(import.meta.dirname, '../../../../..')
  const program = join(root, 'node_modules', '.cache', 'ingot', 'export-test')
  const { INGOT_URL: _url, INGOT_DB: _db, ...env } = process.env
  const ingot = (words: string[], input: string) =>
    spawnSync(process.execPath, [join(program, 'main.js'), ...words], {
      cwd: folder,
      env,
      input,
      encoding: 'utf8',
    })

  it('answers the query with an object of strings, or with a message and a status', () => {
    spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs'), program])
    const manifest = {
      builds: [
        {
          name: 'b',
          builder_type: 'amazon-ebs',
          artifact_id: 'us-east-1:ami-0a',
          packer_run_uuid: 'r',
          build_time: 5,
        },
      ],
      last_run_uuid: 'r',
    }
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
    const imported = ingot(['import', 'packer-manifest', 'manifest.json', '--name', 'our.base'], '')
    const answered = ingot(['export', 'terraform-external'], '{"image":"our.base","region":"us-east-1"}')
    const refused = ingot(['export', 'terraform-external'], '{"image":"our.base","region":"mars"}')

    expect(imported.stdout).toContain('our.base@1.0 in local: added, 1 artifact; stored as of revision')
    expect([answered.status, answered.stderr]).toEqual([0, ''])
    const facts = JSON.parse(answered.stdout) as Record<string, unknown>
    expect(facts).toMatchObject({ reference: 'ami-0a', version: '1.0' })
    expect(Object.values(facts).every((value) => typeof value === 'string')).toBe(true)
    expect([refused.status, refused.stdout]).toEqual([1, ''])
    expect(refused.stderr).toContain('has an artifact in')
  }, 60_000)
})
