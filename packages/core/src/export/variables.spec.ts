import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeWithPrograms, requireProgram } from '@ingot/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { oddNames, sampleEntry, sampleInput, severalEntries } from './sample-entries.ts'
import { emitAnsibleVars, emitPackerVars, emitTfvars } from './variables.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ingot-variables-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// The path of a reference is no template for anybody, and neither is a name.
const odd = sampleInput(oddNames.map((name) => sampleEntry({ reference: `ami-${name}` }, { name })))

const place = { version: '2.1', id: severalEntries[0]!.image.id, account: '' }

describe('variables of Terraform', () => {
  it('map names to regions to what is started there', () => {
    const { files, faults } = emitTfvars(sampleInput(severalEntries))

    expect(faults).toEqual([])
    expect(files.map(({ name }) => name)).toEqual(['ingot.auto.tfvars.json'])
    expect(JSON.parse(files[0]!.text)).toEqual({
      ingot_images: {
        'our.base': {
          'us-east-1': { ...place, reference: 'ami-0123456789abcdef0', provider: 'aws' },
          'us-west-2': { ...place, reference: 'ami-0123456789abcdef1', provider: 'aws' },
          any: { ...place, reference: severalEntries[2]!.artifact.reference, provider: 'azure' },
        },
      },
    })
  })

  it('refuse two artifacts for one name and region, and say which', () => {
    const entries = ['a', 'b'].map((account) => sampleEntry({ account, reference: `ami-${account}` }))

    expect(emitTfvars(sampleInput(entries)).faults).toMatchObject([
      { severity: 'error', code: 'EXPORT_CLASH', message: expect.stringMatching(/ami-a.*ami-b/) },
    ])
  })

  it('tell places apart by what they are keyed by', () => {
    const entries = ['a', undefined].map((account) => sampleEntry(account === undefined ? {} : { account }))

    const { files, faults } = emitTfvars({ ...sampleInput(entries), by: ['account', 'region'] })

    expect(faults).toEqual([])
    expect(Object.keys(JSON.parse(files[0]!.text).ingot_images['our.base'])).toEqual([
      'a/us-east-1',
      'any/us-east-1',
    ])
  })

  it('refuse half a character, which no file can hold', () => {
    const entries = [sampleEntry({}, { name: 'half\ud800' })]

    expect(emitTfvars(sampleInput(entries)).faults).toMatchObject([{ code: 'NOT_UNICODE' }])
  })
})

// In base64, since the file builder runs the templates of its content.
const template = `
variable "ingot_images" {
  type = map(map(object({ reference = string, version = string, id = string, provider = string, account = string })))
}
source "file" "read" {
  content = base64encode(jsonencode(var.ingot_images))
  target  = "read.json"
}
build { sources = ["source.file.read"] }
`

describeWithPrograms('variables of Packer', ['packer'], () => {
  it.each([
    ['several places', sampleInput(severalEntries)],
    ['odd names', odd],
  ])(
    'are read by Packer as they were written: %s',
    (_what, input) => {
      const { files, faults } = emitPackerVars(input)
      const [{ name, text } = { name: '', text: '' }] = files
      writeFileSync(join(folder, 'read.pkr.hcl'), template)
      writeFileSync(join(folder, name), text)
      const packer = (...words: string[]) =>
        execFileSync(requireProgram('packer')!, words, {
          cwd: folder,
          env: { ...process.env, CHECKPOINT_DISABLE: '1', PACKER_CONFIG_DIR: folder },
          encoding: 'utf8',
        })
      packer('validate', `-var-file=${name}`, 'read.pkr.hcl')
      packer('build', '-force', `-var-file=${name}`, 'read.pkr.hcl')

      expect(faults).toEqual([])
      const read = Buffer.from(readFileSync(join(folder, 'read.json'), 'utf8'), 'base64').toString('utf8')
      expect({ ingot_images: JSON.parse(read) as unknown }).toEqual(JSON.parse(text))
    },
    60_000,
  )
})

describeWithPrograms('variables of Ansible', ['ansible'], () => {
  it.each([
    ['several places', sampleInput(severalEntries)],
    ['odd names', odd],
  ])(
    'are read by Ansible as they were written, and no template in them runs: %s',
    (_what, input) => {
      const [{ name, text } = { name: '', text: '' }] = emitAnsibleVars(input).files
      writeFileSync(join(folder, name), text)
      const copy = `content={{ ingot_images | to_json }} dest=${join(folder, 'ansible.json')}`
      execFileSync(
        requireProgram('ansible', 'ansible-core')!,
        [
          'localhost',
          '-i',
          'localhost,',
          '-c',
          'local',
          '-m',
          'copy',
          '-a',
          copy,
          '-e',
          `@${join(folder, name)}`,
        ],
        {
          cwd: folder,
          env: { ...process.env, ANSIBLE_LOCAL_TEMP: folder, ANSIBLE_REMOTE_TEMP: folder },
          encoding: 'utf8',
        },
      )

      expect({ ingot_images: JSON.parse(readFileSync(join(folder, 'ansible.json'), 'utf8')) }).toEqual(
        JSON.parse(emitTfvars(input).files[0]!.text),
      )
    },
    120_000,
  )
})
