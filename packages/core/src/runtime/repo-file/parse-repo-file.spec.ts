import type { RepoEntry } from '@ingot/contract'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryEntries } from './arbitrary-repo-entry.ts'
import { parseRepoFile, type ParsedRepoFile } from './parse-repo-file.ts'
import { printRepoFile } from './print-repo-file.ts'
import { sampleEntry, sampleRelease } from './sample-repo-file.ts'

const identifier = 'registry.example.com/runtimes/pbj-workbench-python3.11-standard:2024.02.1-b4'

function textOf(runtimes: unknown, changes: object = {}): string {
  return JSON.stringify({ assembly_metadata_version: 1, runtimes, ...changes }, undefined, 2)
}

function parse(...entries: unknown[]): ParsedRepoFile {
  return parseRepoFile(textOf(entries), 'repo.json')
}

/** Faults as `severity code path`. */
function faultsOf({ faults }: ParsedRepoFile): string[] {
  return faults.map(({ severity, code, path }) => `${severity} ${code} ${path ?? '-'}`)
}

function without(key: keyof RepoEntry): object {
  const { [key]: _, ...rest } = sampleEntry()
  return rest
}

const defaulted = ['warning MEMBER_DEFAULT ', 'warning MEMBER_DEFAULT ']

function missing(count: number): string[] {
  return Array.from({ length: count }, () => 'error MEMBER_MISSING ')
}

describe('parseRepoFile()', () => {
  it('reads a release of 31 entries without a fault', () => {
    const release = sampleRelease()
    const { isReadable, entries, refused, faults } = parse(...release)

    expect([isReadable, refused, faults]).toEqual([true, [], []])
    expect(entries.map(({ entry }) => entry)).toEqual(release)
    expect(entries[30]?.path).toBe('/runtimes/30')
    expect(new Set(entries.map(({ identity }) => identity)).size).toBe(31)
  })

  it('says of each fault where it is', () => {
    const [fault] = parse(
      sampleEntry(),
      sampleEntry({ kernel: 'R 4.3', maintenance_version: 1.5, image_identifier: 'a.b/c:1' }),
    ).faults

    expect(fault).toEqual({
      severity: 'error',
      code: 'NUMBER_RANGE',
      message: 'Expected a whole number from 0 to 999999999, but got 1.5',
      file: 'repo.json',
      line: 26,
      column: 30,
      path: '/runtimes/1/maintenance_version',
    })
  })

  it.each<[string, string, string[]]>([
    ['nothing', '', ['error NOT_JSON -', 'info JSON_EXPECTED -']],
    ['a page', '<html>', ['error NOT_JSON -', 'info JSON_EXPECTED -']],
    ['a list', '[]', ['error NOT_A_REPO_FILE ']],
    ['an empty object', '{}', ['error ASSEMBLY_VERSION ', 'error NOT_A_REPO_FILE ']],
    [
      'another version',
      textOf([], { assembly_metadata_version: 2 }),
      ['error ASSEMBLY_VERSION /assembly_metadata_version'],
    ],
    [
      'a version that is a text',
      textOf([], { assembly_metadata_version: '1' }),
      ['error ASSEMBLY_VERSION /assembly_metadata_version'],
    ],
    ['entries that are no list', textOf({}), ['error NOT_A_REPO_FILE /runtimes']],
    [
      'too many entries',
      textOf(Array.from({ length: 20_001 }, () => 1)),
      ['error TOO_MANY_ENTRIES /runtimes'],
    ],
    ['lists of lists', '['.repeat(60), ['error TOO_DEEP -']],
    [
      'two lists of entries',
      '{"assembly_metadata_version":1,"runtimes":[],"runtimes":[]}',
      ['error DUPLICATE_MEMBER /runtimes'],
    ],
  ])('does not take %s for a repo file', (_what, text, expected) => {
    const parsed = parseRepoFile(text, 'repo.json')

    expect([parsed.isReadable, parsed.entries, parsed.refused]).toEqual([false, [], []])
    expect(faultsOf(parsed)).toEqual(expected)
  })

  it('does not look at what is too large', () => {
    const { isReadable, faults } = parseRepoFile(' '.repeat(16 * 1024 * 1024 + 1), 'f')
    expect([isReadable, faults[0]?.code]).toEqual([false, 'TOO_LARGE'])
  })

  it.each<[string, unknown, string[]]>([
    ['is a text', 'x', ['error ENTRY_TYPE ']],
    ['is null', null, ['error ENTRY_TYPE ']],
    ['is empty', {}, [...missing(5), ...defaulted, ...missing(2), ...defaulted]],
    ['lacks its image', without('image_identifier'), ['error MEMBER_MISSING ']],
    ['lacks its editor', without('editor'), ['error MEMBER_MISSING ']],
    ['has a blank edition', sampleEntry({ edition: ' ' }), ['error TEXT_BLANK /edition']],
    [
      'has an edition that ends in a space',
      sampleEntry({ edition: 'Ours ' }),
      ['error TEXT_SPACES /edition'],
    ],
    [
      'has an edition that cannot be seen',
      sampleEntry({ edition: 'Ou\u200Brs' }),
      ['error TEXT_INVALID /edition'],
    ],
    ['has a kernel of two lines', sampleEntry({ kernel: 'R\n4.3' }), ['error TEXT_INVALID /kernel']],
    [
      'has an edition that is too long',
      sampleEntry({ edition: 'x'.repeat(257) }),
      ['error TEXT_TOO_LONG /edition'],
    ],
    [
      'has an edition that nobody filled in',
      sampleEntry({ edition: 'unspecified' }),
      ['error PLACEHOLDER_VALUE /edition'],
    ],
    ['has a kernel that is a number', { ...sampleEntry(), kernel: 3.9 }, ['error MEMBER_TYPE /kernel']],
    ['has a kernel that is null', { ...sampleEntry(), kernel: null }, ['error MEMBER_TYPE /kernel']],
    [
      'has a metadata version that is a text',
      { ...sampleEntry(), runtime_metadata_version: '2' },
      ['error MEMBER_TYPE /runtime_metadata_version'],
    ],
    [
      'has an unknown metadata version',
      sampleEntry({ runtime_metadata_version: 4 }),
      ['error NUMBER_RANGE /runtime_metadata_version'],
    ],
    [
      'has a maintenance version that is a text',
      { ...sampleEntry(), maintenance_version: '1' },
      ['error MEMBER_TYPE /maintenance_version'],
    ],
    [
      'has a maintenance version that is null',
      { ...sampleEntry(), maintenance_version: null },
      ['error MEMBER_TYPE /maintenance_version'],
    ],
    [
      'has a negative maintenance version',
      sampleEntry({ maintenance_version: -1 }),
      ['error NUMBER_RANGE /maintenance_version'],
    ],
    [
      'has a short version that is no version',
      sampleEntry({ short_version: 'v1', full_version: '' }),
      ['error VERSION_INVALID /short_version'],
    ],
    ['has a build number that is a text', { ...sampleEntry(), gbn: '0' }, ['error MEMBER_TYPE /gbn']],
    ['has a build number beyond all', sampleEntry({ gbn: 1e13 }), ['error NUMBER_RANGE /gbn']],
    ['has a git hash that is a number', { ...sampleEntry(), git_hash: 0 }, ['error MEMBER_TYPE /git_hash']],
    [
      'has an image in upper case',
      sampleEntry({ image_identifier: 'a.b/Team/x:1' }),
      ['error IDENTIFIER_INVALID /image_identifier'],
    ],
    [
      'has an image with a scheme',
      sampleEntry({ image_identifier: 'https://a.b/x:1' }),
      ['error IDENTIFIER_INVALID /image_identifier'],
    ],
    [
      'has an image that ends in a space',
      sampleEntry({ image_identifier: 'a.b/x:1 ' }),
      ['error IDENTIFIER_INVALID /image_identifier'],
    ],
    [
      'has an image that is a list',
      { ...sampleEntry(), image_identifier: ['a'] },
      ['error MEMBER_TYPE /image_identifier'],
    ],
  ])('refuses an entry that %s, and keeps the others', (_what, entry, expected) => {
    const other = sampleEntry({ kernel: 'R 4.3', image_identifier: 'a.b/other:1' })
    const parsed = parse(entry, other)

    expect(faultsOf(parsed)).toEqual(expected.map((fault) => fault.replace(/ (?=\/|$)/, ' /runtimes/0')))
    expect(parsed.entries.map(({ entry }) => entry)).toEqual([other])
    expect(parsed.refused.map(({ path }) => path)).toEqual(['/runtimes/0'])
  })

  it.each<[string, object, string[], Partial<RepoEntry>]>([
    ['no build number', without('gbn'), ['warning MEMBER_DEFAULT '], { gbn: 0 }],
    ['a build number that is null', { gbn: null }, ['warning MEMBER_DEFAULT /gbn'], { gbn: 0 }],
    ['no git hash', without('git_hash'), ['warning MEMBER_DEFAULT '], { git_hash: '' }],
    ['a git hash that is null', { git_hash: null }, ['warning MEMBER_DEFAULT /git_hash'], { git_hash: '' }],
    ['no description', without('description'), ['warning MEMBER_DEFAULT '], { description: '' }],
    ['no full version', without('full_version'), ['warning MEMBER_DEFAULT '], { full_version: '' }],
    ['empty texts', { git_hash: '', full_version: '', description: '', gbn: 0 }, [], {}],
    ['a description of two lines', { description: 'one\ntwo' }, [], {}],
    ['a hash that is none', { git_hash: `${'0'.repeat(39)}g` }, ['warning VALUE_UNUSUAL /git_hash'], {}],
    [
      'a maintenance version of 0',
      { maintenance_version: 0, full_version: '' },
      ['warning MAINTENANCE_ZERO /maintenance_version'],
      {},
    ],
    [
      'another full version',
      { full_version: '2024.02.2-b4' },
      ['warning FULL_VERSION_INCONSISTENT /full_version'],
      {},
    ],
    [
      'a full version that only contains it',
      { full_version: '-b2024.02.14' },
      ['warning FULL_VERSION_INCONSISTENT /full_version'],
      {},
    ],
    ['a full version without a build', { full_version: '2024.02.1' }, [], {}],
    [
      'a long short version',
      { short_version: '1.2.3.4', full_version: '' },
      ['info VALUE_UNUSUAL /short_version'],
      {},
    ],
    [
      'no registry',
      { image_identifier: 'team/x:1' },
      ['warning IDENTIFIER_NO_REGISTRY /image_identifier'],
      {},
    ],
    [
      'no registry and no path',
      { image_identifier: 'x:1' },
      ['warning IDENTIFIER_NO_REGISTRY /image_identifier'],
      {},
    ],
    ['no tag', { image_identifier: 'a.b/x' }, ['warning IDENTIFIER_NO_TAG /image_identifier'], {}],
    ['the tag latest', { image_identifier: 'a.b/x:latest' }, [], {}],
    ['a digest', { image_identifier: `a.b/x@sha256:${'0'.repeat(64)}` }, [], {}],
    ['a key more', { copilot_models: [{ provider: 'x' }] }, ['info KEY_UNKNOWN /copilot_models'], {}],
    ['a key that resembles another', { git_hsah: '' }, ['info KEY_UNKNOWN /git_hsah'], {}],
  ])('reads an entry with %s, and says so', (_what, changes, expected, read) => {
    const whole =
      'image_identifier' in changes && 'editor' in changes ? changes : { ...sampleEntry(), ...changes }
    const parsed = parse(whole)
    const { copilot_models: _m, git_hsah: _h, ...known } = whole as Record<string, unknown>

    expect(faultsOf(parsed)).toEqual(expected.map((fault) => fault.replace(/ (?=\/|$)/, ' /runtimes/0')))
    expect(parsed.entries.map(({ entry }) => entry)).toEqual([{ ...known, ...read }])
  })

  it('knows an image by its full name', () => {
    expect(parse(sampleEntry({ image_identifier: 'team/x' })).entries[0]?.identifier).toBe(
      'docker.io/team/x:latest',
    )
  })

  it.each(['2024.10', '1.0', '2.50'])(
    'tells what is lost of the short version %s that is a number',
    (number) => {
      const text = textOf([sampleEntry()]).replace('"2024.02",', `${number},`)
      const [fault] = parseRepoFile(text, 'f').faults

      expect(fault).toMatchObject({
        code: 'SHORT_VERSION_NUMBER',
        path: '/runtimes/0/short_version',
        line: 12,
      })
      expect(fault?.message).toBe(
        `Expected a text, but got the number ${number}: as numbers 2024.10 and 2024.1 are the same, so write "${number}" in quotes`,
      )
    },
  )

  it('suggests what a misspelt key was meant to be', () => {
    const { editor, ...rest } = sampleEntry()
    expect(parse({ ...rest, editro: editor }).faults.map(({ message }) => message)).toContain(
      'Expected the member "editor", but it is missing; is "editro" meant to be that?',
    )
  })

  it('tells a key that it does not know once, however many entries have it', () => {
    const entries = sampleRelease().map((entry) => ({ ...entry, copilot_models: [] }))
    expect(parse(...entries).faults.map(({ path, message }) => [path, message])).toEqual([
      [
        '/runtimes/0/copilot_models',
        'The key "copilot_models" is not known and is ignored in 31 entries, here first',
      ],
    ])
  })

  it.each<[string, Partial<RepoEntry>, string]>([
    ['identity', { image_identifier: 'a.b/x:1' }, 'error DUPLICATE_IDENTITY /runtimes/1'],
    [
      'identity, but for its case',
      { image_identifier: 'a.b/x:1', edition: 'STANDARD' },
      'error DUPLICATE_IDENTITY /runtimes/1',
    ],
    ['image', { edition: 'Ours' }, 'error DUPLICATE_IDENTIFIER /runtimes/1/image_identifier'],
  ])('takes the first of two entries with the same %s', (_what, changes, fault) => {
    const parsed = parse(sampleEntry(), sampleEntry(changes))

    expect(faultsOf(parsed)).toEqual([fault])
    expect(parsed.entries.map(({ path }) => path)).toEqual(['/runtimes/0'])
    expect(parsed.refused.map(({ path }) => path)).toEqual(['/runtimes/1'])
  })

  it('refuses only the entry that has a member twice', () => {
    const text = textOf([
      sampleEntry({ kernel: 'R 4.3', image_identifier: 'a.b/x:1' }),
      sampleEntry(),
    ]).replace('"editor"', '"gbn": 1, "editor"')
    const parsed = parseRepoFile(text, 'f')

    expect(faultsOf(parsed)).toEqual(['error DUPLICATE_MEMBER /runtimes/0/gbn'])
    expect(parsed.refused).toMatchObject([{ path: '/runtimes/0', identifier: 'a.b/x:1' }])
    expect(parsed.entries.map(({ path }) => path)).toEqual(['/runtimes/1'])
  })

  it('tells of a refused entry which runtime it means, as far as it can', () => {
    const { refused } = parse({ ...sampleEntry(), gbn: '0' }, { ...sampleEntry(), short_version: 1 }, 5)
    const [{ identity }] = parse(sampleEntry()).entries as [ParsedRepoFile['entries'][number]]

    expect(refused).toEqual([
      { path: '/runtimes/0', identifier, identity },
      { path: '/runtimes/1', identifier, identity: undefined },
      { path: '/runtimes/2', identifier: undefined, identity: undefined },
    ])
  })

  it('takes nothing of a file with more errors than can be listed', () => {
    const { isReadable, entries, faults } = parse(sampleEntry(), ...Array.from({ length: 1_500 }, () => 5))

    expect([isReadable, entries]).toEqual([false, []])
    expect(faults).toHaveLength(1_001)
    expect(faults.at(-1)?.code).toBe('TOO_MANY_FAULTS')
  })

  it('tells the faults that users make by trial and error', () => {
    const guess = sampleEntry({
      image_identifier: 'someone/runtime-conda:1',
      runtime_metadata_version: 3,
      git_hash: `${'5'.repeat(39)}g`,
      full_version: '1.0.1',
    })
    expect(faultsOf(parse(guess))).toEqual([
      'warning IDENTIFIER_NO_REGISTRY /runtimes/0/image_identifier',
      'warning FULL_VERSION_INCONSISTENT /runtimes/0/full_version',
      'warning VALUE_UNUSUAL /runtimes/0/git_hash',
    ])
  })

  it('reads 10,000 entries in little time, and as many with faults', () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      sampleEntry({ edition: `Edition ${index}`, image_identifier: `a.b/x:${index}` }),
    )
    const started = performance.now()

    expect(parse(...many).entries).toHaveLength(10_000)
    expect(parse(...many.map((entry) => ({ ...entry, gbn: null, extra: 1 }))).entries).toHaveLength(10_000)
    expect(parse(...many.map((entry) => ({ ...entry, gbn: 'x' }))).isReadable).toBe(false)
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it('never throws, and never takes an entry that it has an error of', () => {
    const text = textOf(sampleRelease().slice(0, 3))
    const changed = fc.tuple(
      fc.nat(text.length),
      fc.nat(12),
      fc.constantFrom('', '"', '1', 'null', ',', ':', '{}', '[', '\\', 'x', '\u200B'),
    )
    fc.assert(
      fc.property(fc.oneof(changed, fc.string()), (change) => {
        const mutated =
          typeof change === 'string'
            ? change
            : text.slice(0, change[0]) + change[2] + text.slice(change[0] + change[1])
        const { isReadable, entries, refused, faults } = parseRepoFile(mutated, 'f')
        const faulty = new Set(
          faults
            .filter(({ severity }) => severity === 'error')
            .map(({ path }) => path?.split('/').slice(0, 3).join('/')),
        )

        if (!isReadable) expect(faulty.size).toBeGreaterThan(0)
        for (const { path } of entries) expect(faulty.has(path)).toBe(false)
        for (const { path } of refused) expect(faulty.has(path)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('reads what is printed, to the byte', () => {
    fc.assert(
      fc.property(arbitraryEntries(), (entries) => {
        const text = printRepoFile(entries)
        const parsed = parseRepoFile(text, 'f')

        expect(parsed.refused).toEqual([])
        expect(printRepoFile(parsed.entries.map(({ entry }) => entry))).toBe(text)
      }),
    )
  })
})
