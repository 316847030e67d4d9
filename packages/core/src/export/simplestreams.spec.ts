import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { namedProgram } from '@ingot/testkit'
import { describe, expect, it } from 'vitest'
import { sampleEntry, sampleInput, severalEntries } from './sample-entries.ts'
import { emitSimplestreams } from './simplestreams.ts'

const emitted = emitSimplestreams(sampleInput(severalEntries))
const files = new Map(
  emitted.files.map(({ name, text }) => [name, JSON.parse(text) as Record<string, unknown>]),
)

describe('a mirror of Simple Streams', () => {
  it('has an index whose paths are those of the products', () => {
    const index = files.get('streams/v1/index.json') as {
      index: Record<string, { path: string; products: string[]; format: string }>
    }

    expect(index).toMatchObject({ format: 'index:1.0', updated: 'Sat, 31 Jan 2026 12:00:00 +0000' })
    expect(Object.keys(index.index)).toEqual(['ingot:aws', 'ingot:azure'])
    for (const [id, { path, products, format }] of Object.entries(index.index)) {
      const content = files.get(path) as { products: object }
      expect(content).toMatchObject({ format, content_id: id, datatype: 'image-ids' })
      expect(Object.keys(content.products)).toEqual(products)
    }
  })

  it('has an item for each region', () => {
    expect(files.get('streams/v1/ingot-aws.json')).toMatchObject({
      products: {
        'ingot:local:our.base:amd64': {
          arch: 'amd64',
          versions: {
            '2.1': {
              label: 'active',
              items: {
                'aws/us-east-1': { id: 'ami-0123456789abcdef0', crsn: 'us-east-1', region: 'us-east-1' },
                'aws/us-west-2': { id: 'ami-0123456789abcdef1' },
              },
            },
          },
        },
      },
    })
  })

  it('warns where readers take another version for the newest', () => {
    const entries = ['2.9', '2.10'].map((version) => sampleEntry({}, { version }))

    expect(emitSimplestreams(sampleInput(entries)).faults).toMatchObject([
      {
        severity: 'warning',
        code: 'VERSION_ORDER',
        message: expect.stringContaining('take 2.9 for the newest'),
      },
    ])
  })
})

const query = namedProgram('INGOT_SSTREAM_QUERY', 'sstream-query of Simple Streams')

describe.skipIf(query === undefined)('sstream-query', () => {
  it('finds the image of a region', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ingot-streams-'))
    try {
      for (const { name, text } of emitted.files) {
        mkdirSync(dirname(join(folder, name)), { recursive: true })
        writeFileSync(join(folder, name), text)
      }
      const words = ['--no-verify', '--json', join(folder, 'streams/v1/index.json'), 'region=us-west-2']
      const found: unknown = JSON.parse(execFileSync(query!, words, { encoding: 'utf8' }))

      expect(found).toMatchObject([
        { id: 'ami-0123456789abcdef1', content_id: 'ingot:aws', version_name: '2.1' },
      ])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
