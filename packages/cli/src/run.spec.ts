import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { errors, type Fault, IngotError, operations, type OperationName } from '@ingot/contract'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { nouns } from './commands/index.ts'
import * as given from './testing/answers.ts'
import { type Case, cdpCases } from './testing/cdp-cases.ts'
import { exportCases } from './testing/export-cases.ts'
import type { Answers } from './testing/fake-api.ts'
import { accountCases } from './testing/account-cases.ts'
import { registryCases } from './testing/registry-cases.ts'
import { type Ran, runLine } from './testing/run-line.ts'
import { runtimeCases } from './testing/runtime-cases.ts'

const folder = mkdtempSync(join(tmpdir(), 'ingot-cli-'))
const { stamp } = given

async function ran(line: string | string[], answers: Answers = {}, stdin = ''): Promise<Ran> {
  return await runLine(line, answers, { folder, stdin })
}

beforeAll(() => {
  writeFileSync(join(folder, 'cluster.txt'), '[cluster Slurm]\n[[node scheduler]]\nImageName = our.bse\n')
  writeFileSync(join(folder, 'other.txt'), '[cluster Other]\n')
  writeFileSync(join(folder, 'cluster.lock'), JSON.stringify(given.lock))
  writeFileSync(join(folder, 'site.json'), '{}')
  writeFileSync(join(folder, 'latin.txt'), Buffer.from([0x61, 0x62, 0xe9, 0x63]))
})

const summary = { ...stamp, dryRun: false, warnings: [], images: [] }
const checked = (severity: Fault['severity']): Answers => ({
  checkTemplate: { diagnostics: [{ severity, code: 'SOME_CODE', message: 'Something' }] },
})
const nodes = (...answers: Parameters<typeof given.node>[0][]): Answers => ({
  resolveTemplate: { ...stamp, nodes: answers.map(given.node), diagnostics: [] },
})
const list = { ...stamp, images: [given.image], total: 1 }

const cases: Case[] = [
  ...cdpCases,
  ...exportCases,
  ...accountCases,
  ...registryCases,
  ...runtimeCases,
  ['resolve --name our.base', { resolve: given.resolution }, 0, '/subscriptions/1/images/b'],
  [
    'resolve --name our.base --explain',
    { resolve: given.resolution },
    0,
    'keep lifecycle [ACTIVE] It is active',
  ],
  ['resolve --name our.base', { resolve: given.refusal }, 1, 'NO_ARTIFACT: No version has an artifact there'],
  [
    'resolve --name our.base --explain',
    { resolve: given.refusal },
    1,
    'nearest miss our.base@1.10: It is on azure',
  ],
  ['image list', { listImages: list }, 0, 'our.base'],
  ['image list -o name', { listImages: list }, 0, 'our.base\n'],
  [
    'image show our.base',
    { showImage: { ...stamp, image: given.image, versions: [] } },
    0,
    'hardening = cis_server_l1',
  ],
  [
    'image history our.base',
    {
      imageHistory: {
        ...stamp,
        entries: [{ ...given.entry, image: given.imageReference, change: given.change }],
      },
    },
    0,
    '/stages/0/state: "active" → "deprecated"',
  ],
  ['image coverage', { imageCoverage: given.coverage }, 1, '1 gap'],
  ['image coverage -o name', { imageCoverage: given.coverage }, 1, 'our.base@1.10 aws/*\n'],
  ['image coverage', { imageCoverage: { ...given.coverage, rows: [], gaps: 0 } }, 0, 'Nothing to cover'],
  [
    'image stage our.base revoked',
    { stageImage: { ...stamp, dryRun: false, image: given.image } },
    0,
    'State        deprecated',
  ],
  ['record import cluster.txt', { importRecords: summary }, 0, '0 images, stored as of revision 7'],
  [
    'record export',
    { exportRecords: { ...stamp, format: 'text', text: 'AdType = "Package"\n' } },
    0,
    'AdType = "Package"\n',
  ],
  ['template check cluster.txt', checked('error'), 1, '1 error, 0 warnings, 0 notes'],
  ['template check cluster.txt', checked('warning'), 0, '0 errors, 1 warning, 0 notes'],
  ['template resolve cluster.txt', nodes(given.resolved), 0, 'scheduler'],
  [
    'template resolve cluster.txt -o name',
    nodes(given.resolved, given.unresolved),
    1,
    '/subscriptions/1/images/b\n',
  ],
  ['template resolve cluster.txt --explain', nodes(given.unresolved), 1, 'help: Publish one for aws'],
  [
    'template coverage cluster.txt --regions eastus',
    { templateCoverage: { ...given.coverage, diagnostics: [] } },
    1,
    'GAP',
  ],
  [
    'template show cluster.txt',
    { showTemplate: { clusters: ['Slurm'], parameters: [], nodes: [], diagnostics: [] } },
    0,
    'cluster Slurm',
  ],
  ['template verify cluster.lock', { verifyLock: { ...stamp, findings: [] } }, 0, 'The lock holds'],
  [
    'template verify cluster.lock',
    { verifyLock: { ...stamp, findings: [{ kind: 'newer', message: '1.11 is newer' }] } },
    1,
    '1.11 is newer',
  ],
  [
    'template fmt cluster.txt',
    { formatTemplate: { text: 'even\n', changed: true, diagnostics: [] } },
    0,
    'even\n',
  ],
  [
    'template fmt cluster.txt --check',
    { formatTemplate: { text: '', changed: true, diagnostics: [] } },
    1,
    'cluster.txt\n',
  ],
  [
    'template fmt cluster.txt --check',
    { formatTemplate: { text: '', changed: false, diagnostics: [] } },
    0,
    '',
  ],
  ['catalog list', { listCatalogs: { ...stamp, catalogs: [given.catalog] } }, 0, 'local'],
  ['catalog show local', { showCatalog: { ...stamp, catalog: given.catalog } }, 0, 'custom'],
  [
    'catalog create local',
    { createCatalog: { ...stamp, dryRun: false, catalog: given.catalog } },
    0,
    'local',
  ],
  [
    'catalog delete old',
    { deleteCatalog: { ...stamp, dryRun: false, catalog: 'old', images: 2 } },
    0,
    'Deleted old with 2 images',
  ],
  [
    'catalog order local',
    { orderCatalogs: { ...stamp, dryRun: false, catalogs: [given.catalog] } },
    0,
    'local',
  ],
  ['log', { listLog: { ...stamp, entries: [given.entry] } }, 0, 'CVE in openssl'],
  ['log show 7', { showCommit: { ...given.entry, changes: [given.change] } }, 0, '~ image our.base@1.10'],
  ['log verify', { verifyLog: given.intact }, 0, 'intact: Every digest holds'],
  ['log verify', { verifyLog: { ...given.intact, intact: false, brokenAt: 4 } }, 1, 'broken at revision 4'],
  ['ledger backup -', { backupLedger: Buffer.from('bytes') }, 0, 'bytes'],
  ['ledger restore cluster.txt', { restoreLedger: given.intact }, 0, 'intact'],
  ['key create build --role editor', { createKey: { ...given.key, key: 'ingot_abc' } }, 0, 'ingot_abc\n'],
  ['key list', { listKeys: { keys: [given.key] } }, 0, 'ingot_ab'],
  ['key revoke k1', { revokeKey: given.key }, 0, 'Revoked k1 (build)'],
]

describe('run()', () => {
  it.each(cases)('answers `%s`', async (line, answers, status, shown = '') => {
    const result = await ran(line, answers)

    expect(result.out).toContain(shown)
    expect(result.status).toBe(status)
  })

  it.each(cases.filter(([line]) => !/-o|--deep| --progress|fmt|^ledger backup|^template check/.test(line)))(
    'prints exactly what the API said with `%s -o json`, and the same as YAML',
    async (line, answers) => {
      const answer = Object.values(answers).at(-1)
      const json = await ran(`${line} -o json`, answers)
      const yaml = await ran(`${line} -o yaml`, answers)

      expect(JSON.parse(json.out)).toEqual(answer)
      expect(parse(yaml.out)).toEqual(answer)
    },
  )

  it('reaches every operation of the table by some command that declares it', async () => {
    const declared = new Set<OperationName>()
    for (const noun of Object.values(nouns)) {
      for (const { operations: needed } of (await noun.load()).commands)
        for (const name of needed) declared.add(name)
    }
    const called = new Set<string>()
    for (const [line, answers] of cases)
      for (const { operation } of (await ran(line, answers)).calls) called.add(operation)
    called.add('lockTemplate')

    expect([...declared].toSorted()).toEqual(Object.keys(operations).toSorted())
    expect([...called].toSorted()).toEqual(Object.keys(operations).toSorted())
  })
})

describe('wrong usage', () => {
  it.each([
    ['nonsense', "Unknown command 'nonsense'"],
    ['image', 'Expected one of the commands above'],
    ['image list --nonsense', "Unknown option '--nonsense'"],
    ['image list more', 'Too many arguments'],
    ['image list -o xml', 'Allowed choices are table, json, yaml, name'],
    ['image list --limit many', 'Expected a whole number, got "many"'],
    ['image show', "Missing required argument 'image'"],
    ['image stage our.base', 'Expected a state or --exclude-from-latest, got neither'],
    ['image stage our.base retired', 'Allowed choices are preview, active'],
    ['resolve', 'Expected exactly one of --name, --label and --id, got none'],
    ['resolve --name a --id b', 'Expected exactly one of --name, --label and --id, got 2'],
    ['template check', "Missing required argument 'files'"],
    ['template resolve cluster.txt --param novalue', 'Expected NAME=VALUE, got "novalue"'],
    ['template coverage cluster.txt', "Required option '--regions <list>' not specified"],
    ['template fmt cluster.txt other.txt', 'Expected one file to print, got 2'],
    ['template fmt --write --check cluster.txt', '--write and --check cannot be given together'],
    ['template verify cluster.txt', 'Expected a lock in "cluster.txt"'],
    ['template lock -', 'has no name for its lock'],
    ['template check missing.txt', 'Cannot read "missing.txt": there is no such file'],
    ['template check .', 'Cannot read ".": it is a folder'],
    ['template check latin.txt', 'Cannot read "latin.txt": the byte at offset 2 is not valid UTF-8'],
    ['ledger restore missing.gz', 'Cannot read "missing.gz"'],
    ['ledger backup cluster.txt', '"cluster.txt" exists'],
    ['--at 3 catalog create x', "Option '--at"],
    ['-o csv catalog show local', 'Allowed choices are table, json, yaml, name'],
    ['catalog list -o csv', "argument 'csv' is invalid"],
    ['catalog add-source a --type runtime', "Required option '--from <url|file>' not specified"],
    ['catalog add-source a --type runtime --from https://h/ --every often', 'such as 90s, 15m, 6h or 1d'],
    ['catalog add-source a --type runtime --from -', 'got standard input'],
    ['catalog add-source a --type runtime --from missing.json', 'there is no such file'],
    ['catalog add-source a --type runtime --from file://host.json', 'Cannot read "file://host.json"'],
    ['catalog update our-images', 'Expected --description or --owner, got neither'],
    ['catalog switch etl --to a --plan --apply p', '--plan and --apply cannot be given together'],
    ['image derive --catalog c --from a --vm-image us-west-1', 'Expected region=NAME,ref=REFERENCE'],
    ['image list --columns a,,b', 'Expected names with commas, got "a,,b"'],
    ['consumer create notebook x', 'Allowed choices are environment, datalake, datahub, database'],
    ['consumer mark etl', 'Expected exactly one of --running and --idle, got none'],
    ['consumer mark etl --running a --idle', 'got both'],
    ['upgrade list etl --to a --runtime 7.2.18', '--to and --runtime cannot be given together'],
    ['upgrade apply etl --to a --runtime 7.2.18', '--to and --runtime cannot be given together'],
    ['usage a --locks cluster.txt', 'Expected a lock in "cluster.txt"'],
    ['role grant --user u --role king --catalog c', 'Allowed choices are Owner, SharedResourceUser'],
    ['role grant --user u --role owner', 'Expected exactly one of --catalog and --consumer, got none'],
    ['role revoke --user u --role owner --catalog c --consumer x', 'got both'],
    ['access-key create', "Required option '--user <user>' not specified"],
    ['registry add site', "Required option '--server <host[:port]>' not specified"],
    ['registry add site --server h:1 --ca missing.pem', 'Cannot read "missing.pem"'],
    ['credential add ci --server h:1', "Required option '--username <user>' not specified"],
    ['credential rotate ci', 'Expected the password from --password-stdin, --password-file'],
    ['credential update ci', 'or --expires, got none'],
    ['completion tcsh', 'Allowed choices are bash, zsh, fish, powershell'],
  ])('exits 2 on `%s` and says why', async (line, message) => {
    const { status, out, err } = await ran(line, { checkTemplate: { diagnostics: [] } })

    expect(err).toContain(message)
    expect(out).toBe('')
    expect(status).toBe(2)
  })

  it('shows the help of a noun that stands alone, on standard error', async () => {
    expect((await ran('image')).err).toContain('Usage: ingot image')
  })

  it.each(['--help', 'help', 'image --help', 'help image', 'image list --help', '--version'])(
    'exits 0 on `%s` and prints on standard output',
    async (line) => {
      const { status, out, err } = await ran(line)

      expect(out).not.toBe('')
      expect(err).toBe('')
      expect(status).toBe(0)
    },
  )
})

describe('refusals', () => {
  it.each(Object.entries(errors))(
    'gives %s an exit status, a sentence and a remedy',
    async (code, { status: http, title, remedy }) => {
      const problem = { type: '', title, status: http, code, detail: 'It is so', remedy, faults: [] }
      const { status, out, err } = await ran('catalog list', {
        listCatalogs: IngotError.fromProblem(problem),
      })

      expect(err).toBe(`error[${code}]: It is so\nhelp: ${remedy}\n`)
      expect(out).toBe('')
      const failed = http >= 500 || code === 'NO_SUCH_OPERATION'
      expect(status).toBe(failed ? 3 : [400, 413, 415].includes(http) ? 2 : 1)
    },
  )

  it('shows every fault with its place, its line and a caret', async () => {
    const faults: Fault[] = [
      {
        severity: 'error',
        code: 'UNKNOWN_NAME',
        message: 'No such image',
        file: 'cluster.txt',
        line: 3,
        column: 13,
      },
      { severity: 'error', code: 'BAD', message: 'Bad', path: '/body/x' },
    ]
    const { err } = await ran('record import cluster.txt', {
      importRecords: new IngotError('INVALID_INPUT', 'Two faults', { faults }),
    })

    expect(err).toBe(
      [
        'error[INVALID_INPUT]: Two faults',
        'cluster.txt:3:13: error[UNKNOWN_NAME]: No such image',
        '  3 | ImageName = our.bse',
        '                  ^',
        '/body/x: error[BAD]: Bad',
        `help: ${errors.INVALID_INPUT.remedy}`,
        '',
      ].join('\n'),
    )
  })

  it('shows every error, and the first of many notes', async () => {
    const faults = Array.from({ length: 40 }, (_, index): Fault => {
      return { severity: index === 39 ? 'error' : 'info', code: 'PASSED', message: `Image ${index}` }
    })
    const { err } = await ran('consumer create datahub etl', {
      createConsumer: new IngotError('NO_FITTING_IMAGE', 'No image fits', { faults }),
    })

    expect(err.match(/^info/gm)?.length).toBe(10)
    expect(err).toContain('error[PASSED]: Image 39\n… and 29 more\nhelp: ')
  })

  it('exits 3 when something breaks that nobody foresaw', async () => {
    const { status, err } = await ran('catalog list', {})

    expect(err).toContain('error[INTERNAL]: The fake has no answer to listCatalogs')
    expect(status).toBe(3)
  })
})
