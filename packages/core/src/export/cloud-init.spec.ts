import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeWithPrograms, requireProgram } from '@ingot/testkit'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { emitCloudInit } from './cloud-init.ts'
import { oddNames, sampleEntry, sampleInput, severalEntries } from './sample-entries.ts'

const odd = sampleInput(oddNames.map((name) => sampleEntry({}, { name, traits: { [name]: name } })))

function fileOf(text: string): { path: string; content: string } {
  return (parse(text) as { write_files: { path: string; content: string }[] }).write_files[0]!
}

describe('cloud config', () => {
  it('writes what is known of the images to one file, each image once', () => {
    const { path, content } = fileOf(emitCloudInit(sampleInput(severalEntries)).files[0]!.text)

    expect(path).toBe('/etc/ingot/images.json')
    expect(JSON.parse(content)).toMatchObject({
      images: [
        {
          revision: 3,
          name: 'our.base',
          version: '2.1',
          state: 'active',
          artifacts: [{ region: 'us-east-1' }, { region: 'us-west-2' }, { provider: 'azure' }],
        },
      ],
    })
  })

  it('is the same whenever it is asked for', () => {
    const later = { ...sampleInput(severalEntries), revision: 8, at: '2026-02-28T00:00:00.000Z' }

    expect(emitCloudInit(later)).toEqual(emitCloudInit(sampleInput(severalEntries)))
  })

  it('keeps odd names as they are', () => {
    const { content } = fileOf(emitCloudInit(odd).files[0]!.text)
    const { images } = JSON.parse(content) as { images: { name: string }[] }

    expect(images.map(({ name }) => name)).toEqual(oddNames)
  })
})

describeWithPrograms('cloud-init', ['cloud-init'], () => {
  it.each([
    ['several places', sampleInput(severalEntries)],
    ['odd names', odd],
  ])(
    'finds the cloud config valid: %s',
    (_what, input) => {
      const folder = mkdtempSync(join(tmpdir(), 'ingot-cloud-init-'))
      const [{ name, text } = { name: '', text: '' }] = emitCloudInit(input).files
      try {
        writeFileSync(join(folder, name), text)
        const words = ['schema', '--config-file', join(folder, name)]

        expect(execFileSync(requireProgram('cloud-init')!, words, { encoding: 'utf8' })).toContain(
          'Valid cloud-config',
        )
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    },
    60_000,
  )
})
