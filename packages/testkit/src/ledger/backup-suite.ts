import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bytesOf, contents, put, streamOf, type Ledgers } from './ledgers.ts'

const invalid = expect.objectContaining({ code: 'INVALID_BACKUP' })
const key = {
  id: 'k',
  name: 'n',
  role: 'reader',
  prefix: 'p',
  hash: 'h',
  created: '2026-01-01T00:00:00.000Z',
}

const accessKey = {
  accessKeyId: 'a',
  user: 'u',
  role: 'editor',
  algorithm: 'ed25519',
  publicKey: 'p',
  created: '2026-01-01T00:00:00.000Z',
  expires: '2027-01-01T00:00:00.000Z',
} as const

const secretKey = { id: 's', wrapped: 'w', created: '2026-01-01T00:00:00.000Z' }

type Line = Record<string, Record<string, unknown>>

/** Edits one line of a backup and compresses it again. */
function edited(backup: Buffer, edit: (lines: Line[]) => Line[]): Buffer {
  const lines = gunzipSync(backup).toString().trimEnd().split('\n')
  const changed = edit(lines.map((line) => JSON.parse(line) as Line))
  return gzipSync(changed.map((line) => `${JSON.stringify(line)}\n`).join(''))
}

/** A copy of the lines in which one field is another. */
function withField(name: string, field: string, value: unknown) {
  return (lines: Line[]) =>
    lines.map((line) => (line[name] === undefined ? line : { [name]: { ...line[name], [field]: value } }))
}

/** What each older format did not know yet. */
const unknownTo: Record<number, readonly string[]> = { 1: ['accessKey', 'secretKey'], 2: ['secretKey'] }

/** The backup as an older format had it. */
function inFormat(version: number, backup: Buffer): Buffer {
  const lines = gunzipSync(backup).toString().trimEnd().split('\n')
  const kept = lines
    .slice(0, -1)
    .filter((line) => unknownTo[version]?.every((name) => !line.startsWith(`{"${name}"`)))
    .map((line) => `${line.replace('"version":3', `"version":${version}`)}\n`)
  const keys = kept.filter((line) => /^{"(?:key|accessKey)"/.test(line)).length
  const { end } = JSON.parse(lines.at(-1) ?? '') as Line
  const sha256 = createHash('sha256').update(kept.join('')).digest('hex')
  return gzipSync(`${kept.join('')}${JSON.stringify({ end: { ...end, keys, sha256 } })}\n`)
}

const damages: [string, (backup: Buffer) => Buffer][] = [
  ['nothing', () => Buffer.alloc(0)],
  ['what is not gzip', () => Buffer.from('hello world, I am not a backup')],
  ['gzip of something else', () => gzipSync('hello\nworld\n')],
  ['gzip of other JSON', () => gzipSync('[1]\nnull\n{"a": 1}\n')],
  ['half of a file', (backup) => backup.subarray(0, backup.length / 2)],
  ['a file without its last byte', (backup) => backup.subarray(0, -1)],
  [
    'a flipped bit',
    (backup) => Buffer.from(backup.with(backup.length >> 1, (backup[backup.length >> 1] ?? 0) ^ 1)),
  ],
  ['a missing end', (backup) => edited(backup, (lines) => lines.slice(0, -1))],
  ['a missing header', (backup) => edited(backup, (lines) => lines.slice(1))],
  ['a missing key', (backup) => edited(backup, (lines) => lines.filter((line) => !line['key']))],
  [
    'a missing commit',
    (backup) => edited(backup, (lines) => lines.filter((line) => line['commit']?.['revision'] !== 2)),
  ],
  ['lines after the end', (backup) => edited(backup, (lines) => [...lines, ...lines.slice(1)])],
  ['lines in another order', (backup) => edited(backup, (lines) => lines.toReversed())],
  ['another actor', (backup) => edited(backup, withField('commit', 'actor', 'someone'))],
  ['another body', (backup) => edited(backup, withField('document', 'body', '42'))],
  ['a body that is no JSON', (backup) => edited(backup, withField('document', 'body', '{'))],
  ['a body that is no text', (backup) => edited(backup, withField('document', 'body', 42))],
  ['an empty id', (backup) => edited(backup, withField('document', 'id', ''))],
  ['an unknown field', (backup) => edited(backup, withField('commit', '__proto__x', 1))],
  ['a fraction of a revision', (backup) => edited(backup, withField('document', 'revision', 1.5))],
  ['another digest', (backup) => edited(backup, withField('end', 'digest', '0'.repeat(64)))],
  ['another SHA-256', (backup) => edited(backup, withField('end', 'sha256', '0'.repeat(64)))],
  ['another role of a key', (backup) => edited(backup, withField('key', 'role', 'administrator'))],
  ['a missing access key', (backup) => edited(backup, (lines) => lines.filter((line) => !line['accessKey']))],
  ['another user of an access key', (backup) => edited(backup, withField('accessKey', 'user_name', 'eve'))],
  [
    'an unknown algorithm of an access key',
    (backup) => edited(backup, withField('accessKey', 'algorithm', 'none')),
  ],
  [
    'a missing key of a secret',
    (backup) => edited(backup, (lines) => lines.filter((line) => !line['secretKey'])),
  ],
  ['another key of a secret', (backup) => edited(backup, withField('secretKey', 'wrapped', 'x'))],
  ['a key of a secret that is no text', (backup) => edited(backup, withField('secretKey', 'wrapped', 1))],
  ['a line without end', () => gzipSync(`{"header":"${'x'.repeat(60_000_000)}`)],
]

/** Backup and restore, of whole and of damaged files. */
export function backupSuite(ledgers: Ledgers): void {
  const openWithHistory = async () => {
    const ledger = await ledgers.open()
    await ledger.commit({ ...put({ a: 1, b: { deep: ['\ud800', '\u{1F4BF}'] } }), reason: 'why' })
    await ledger.commit(put({ a: null, c: 3 }))
    await ledger.keys.insert(key)
    await ledger.accessKeys.insert(accessKey)
    await ledger.secretKeys.insert(secretKey)
    await ledger.jobs.save('sync', { etag: 'e' })
    return ledger
  }

  describe('backup', () => {
    it('restores everything into an empty ledger', async () => {
      const ledger = await openWithHistory()
      const copy = await ledgers.openElsewhere()

      const verification = await copy.restore(streamOf(await bytesOf(ledger.backup()), 7))

      expect(verification).toMatchObject({ intact: true, revisions: 2, documents: 4 })
      expect(contents(copy)).toEqual(contents(ledger))
      expect(await copy.log({ limit: 9 })).toEqual(await ledger.log({ limit: 9 }))
      expect(await copy.verify()).toEqual(await ledger.verify())
      expect(await copy.keys.list()).toEqual([key])
      expect(await copy.accessKeys.list()).toEqual([accessKey])
      expect(await copy.secretKeys.list()).toEqual([secretKey])
      expect(await copy.jobs.state('sync')).toBeUndefined()
      await copy.commit(put({ d: 4 }))
      expect(copy.snapshot().revision).toBe(3)
    })

    it('is checked to its end on a dry run, which stores nothing', async () => {
      const ledger = await openWithHistory()
      const copy = await ledgers.openElsewhere()
      const backup = await bytesOf(ledger.backup())

      const verification = await copy.restore(streamOf(backup), { dryRun: true })

      expect(verification).toMatchObject({ intact: true, revisions: 2, documents: 4 })
      expect(copy.snapshot().revision).toBe(0)
      expect(await copy.keys.list()).toEqual([])
      expect(await copy.accessKeys.list()).toEqual([])
      expect(await copy.secretKeys.list()).toEqual([])
      await expect(copy.restore(streamOf(backup.subarray(0, -9)), { dryRun: true })).rejects.toThrow()
      await copy.restore(streamOf(backup))
      expect(copy.snapshot().revision).toBe(2)
    })

    it('shows one moment while the ledger is in use', async () => {
      const ledger = await ledgers.open()
      for (let n = 0; n < 300; n += 1) await ledger.commit(put({ [`n${n}`]: 'x'.repeat(1000) }))
      const copy = await ledgers.openElsewhere()
      const backup = ledger.backup()[Symbol.asyncIterator]()
      const first = await backup.next()

      await ledger.commit(put({ late: 1 }))
      const rest = await bytesOf({ [Symbol.asyncIterator]: () => backup })
      const whole = Buffer.concat([first.value as Uint8Array, rest])

      expect(await copy.restore(streamOf(whole))).toMatchObject({ intact: true, revisions: 300 })
    })

    it('can be left in the middle', async () => {
      const ledger = await openWithHistory()

      for await (const bytes of ledger.backup()) {
        expect(bytes.length).toBeGreaterThan(0)
        break
      }

      await expect(ledger.commit(put({ a: 1 }))).resolves.toMatchObject({ revision: 3 })
    })

    it('of a damaged ledger is refused', async () => {
      const ledger = await openWithHistory()
      await ledgers.sql(`update commits set actor = 'x' where revision = 1`)

      await expect(bytesOf(ledger.backup())).rejects.toEqual(
        expect.objectContaining({ code: 'LEDGER_DAMAGED' }),
      )
    })
  })

  describe('restore', () => {
    it('refuses a ledger that is not empty', async () => {
      const ledger = await openWithHistory()

      await expect(ledger.restore(ledger.backup())).rejects.toEqual(
        expect.objectContaining({ code: 'LEDGER_NOT_EMPTY' }),
      )
    })

    it('keeps the keys that are there', async () => {
      const ledger = await openWithHistory()
      const copy = await ledgers.openElsewhere()
      await copy.keys.insert({ ...key, id: 'mine', hash: 'other' })

      await copy.restore(ledger.backup())

      expect((await copy.keys.list()).map((key) => key.id)).toEqual(['k', 'mine'])
    })

    it.each(damages)('refuses %s and stores nothing', async (_, damage) => {
      const backup = damage(await bytesOf((await openWithHistory()).backup()))
      const copy = await ledgers.openElsewhere()

      await expect(copy.restore(streamOf(backup, 65_536))).rejects.toEqual(invalid)

      expect(await copy.verify()).toMatchObject({ intact: true, revisions: 0, documents: 0 })
      expect(await copy.keys.list()).toEqual([])
      expect(await copy.accessKeys.list()).toEqual([])
      expect(await copy.secretKeys.list()).toEqual([])
      await expect(copy.commit(put({ a: 1 }))).resolves.toMatchObject({ revision: 1 })
    })

    it.each([
      [1, []],
      [2, [accessKey]],
    ])('reads backups of format %i', async (version, accessKeys) => {
      const copy = await ledgers.openElsewhere()
      const backup = inFormat(version, await bytesOf((await openWithHistory()).backup()))

      expect(await copy.restore(streamOf(backup))).toMatchObject({ intact: true, revisions: 2 })

      expect(await copy.keys.list()).toEqual([key])
      expect(await copy.accessKeys.list()).toEqual(accessKeys)
      expect(await copy.secretKeys.list()).toEqual([])
    })

    it('keeps the keys of secrets that are there', async () => {
      const ledger = await openWithHistory()
      const copy = await ledgers.openElsewhere()
      await copy.secretKeys.insert({ ...secretKey, wrapped: 'mine' })

      await copy.restore(ledger.backup())

      expect(await copy.secretKeys.list()).toEqual([{ ...secretKey, wrapped: 'mine' }])
    })

    it('says what broke when the source breaks', async () => {
      const bytes = await bytesOf((await openWithHistory()).backup())
      const copy = await ledgers.openElsewhere()
      async function* breaking() {
        yield bytes.subarray(0, 100)
        throw new Error('the line went dead')
      }

      await expect(copy.restore(breaking())).rejects.toThrow('the line went dead')
      expect(copy.snapshot().revision).toBe(0)
    })

    it.each([
      ['a newer format', withField('header', 'version', 4)],
      ['documents of a newer schema', withField('document', 'schema', 2)],
    ])('refuses %s as too new or not right', async (_, edit) => {
      const backup = edited(await bytesOf((await openWithHistory()).backup()), edit)
      const copy = await ledgers.openElsewhere()

      await expect(copy.restore(streamOf(backup))).rejects.toThrow(/this Ingot knows|not as it was written/)
    })
  })
}
