import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  CreateLaunchTemplateCommand,
  type CreateLaunchTemplateCommandInput,
  EC2Client,
} from '@aws-sdk/client-ec2'
import { exportFormats } from '@ingot/core'
import { expect, it } from 'vitest'

const answer =
  '<CreateLaunchTemplateResponse><launchTemplate><launchTemplateId>lt-1</launchTemplateId></launchTemplate></CreateLaunchTemplateResponse>'

const entry = {
  image: {
    id: 'i',
    catalog: 'local',
    name: 'our base',
    version: '2.1',
    traits: {},
    artifacts: [],
    stages: [],
  },
  revision: 3,
  state: 'active' as const,
  artifact: { name: 'a', provider: 'aws', region: 'us-east-1', reference: 'ami-0123456789abcdef0' },
  location: { provider: 'aws', region: 'us-east-1' },
}

it('exports what EC2 takes as a launch template, member by member', async () => {
  const received: URLSearchParams[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      received.push(new URLSearchParams(body))
      response.end(answer)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const credentials = { accessKeyId: 'a', secretAccessKey: 's' }
  const client = new EC2Client({ region: 'us-east-1', endpoint: `http://127.0.0.1:${port}`, credentials })
  try {
    const [file] = exportFormats['ec2-launch-template'].emit({ entries: [entry], revision: 7, at: '' }).files
    await client.send(
      new CreateLaunchTemplateCommand(JSON.parse(file!.text) as CreateLaunchTemplateCommandInput),
    )
    const { ClientToken: _token, ...members } = Object.fromEntries(received[0] ?? [])

    expect(members).toEqual({
      Action: 'CreateLaunchTemplate',
      Version: '2016-11-15',
      LaunchTemplateName: 'our-base',
      VersionDescription: 'our base@2.1 as of revision 7',
      'LaunchTemplateData.ImageId': 'ami-0123456789abcdef0',
      'TagSpecification.1.ResourceType': 'launch-template',
      'TagSpecification.1.Tag.1.Key': 'ingot:image',
      'TagSpecification.1.Tag.1.Value': 'our base@2.1',
      'TagSpecification.1.Tag.2.Key': 'ingot:id',
      'TagSpecification.1.Tag.2.Value': 'i',
      'TagSpecification.1.Tag.3.Key': 'ingot:revision',
      'TagSpecification.1.Tag.3.Value': '7',
    })
  } finally {
    client.destroy()
    server.close()
  }
})
