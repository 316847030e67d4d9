import { describe, expect, it } from 'vitest'
import { emitLaunchTemplates } from './ec2-launch-template.ts'
import { sampleEntry, sampleInput } from './sample-entries.ts'

const namesOf = (entries: Parameters<typeof sampleInput>[0]) => {
  const { files, faults } = emitLaunchTemplates(sampleInput(entries))
  expect(faults).toEqual([])
  return files.map(({ name, text }) => {
    const { LaunchTemplateName: template } = JSON.parse(text) as { LaunchTemplateName: string }
    return [name, template]
  })
}

describe('launch templates of EC2', () => {
  it('are one for each image and place', () => {
    expect(namesOf([sampleEntry(), sampleEntry({ account: 'dev' })])).toEqual([
      ['us-east-1.our.base.json', 'our.base'],
      ['dev.us-east-1.our.base.json', 'our.base'],
    ])
  })

  it('are one for each architecture, where a place has several', () => {
    const both = (['x86_64', 'arm64'] as const).map((architecture) =>
      sampleEntry({ name: architecture, architecture }),
    )

    expect(namesOf([...both, sampleEntry({ region: 'eu-west-1', architecture: 'arm64' })])).toEqual([
      ['us-east-1.our.base-x86_64.json', 'our.base-x86_64'],
      ['us-east-1.our.base-arm64.json', 'our.base-arm64'],
      ['eu-west-1.our.base.json', 'our.base'],
    ])
  })

  it('have names of their own where those of the images have no letter that EC2 takes', () => {
    const names = namesOf(['日本', '中国'].map((name) => sampleEntry({}, { name })))

    expect(new Set(names.map(([, template]) => template)).size).toBe(2)
  })
})
