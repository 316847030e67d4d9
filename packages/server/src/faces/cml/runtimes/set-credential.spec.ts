import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCml, type CmlServer } from '../testing/cml-server.ts'
import { listed, register } from '../testing/runtime-calls.ts'

let server: CmlServer

beforeAll(async () => {
  server = await startCml()
})

afterAll(() => server.close())

const post = (path: string, body: object) => server.send('POST', path, { body })

describe('POST /runtimes/credential:set', () => {
  const set = (body: object) => post('/runtimes/credential:set', body)
  const credentialOf = async (url: string) =>
    (await listed(server, { image_identifier: url }))[0]?.['docker_credential_id']

  it('says which credential a runtime is read with, and takes it away with an empty id', async () => {
    const url = await register(server)
    const { body: credential } = await post('/dockercredentials', {
      name: 'set-me',
      server: server.registry.host,
      username: 'ada',
      password: 'hunter2',
    })
    const id = String(credential['id'])

    expect(await set({ docker_credential_id: id, runtime_identifier: url })).toMatchObject({
      status: 200,
      body: {},
    })
    expect(await credentialOf(url)).toBe(id)
    expect(await set({ dockerCredentialId: '', runtimeIdentifier: url })).toMatchObject({
      status: 200,
      body: {},
    })
    expect(await credentialOf(url)).toBe('')
  })

  it.each([
    [{}, 400, 3],
    [{ docker_credential_id: 'x' }, 400, 3],
    [{ docker_credential_id: 'x', runtime_identifier: 'host.example.com/nothing:1' }, 404, 5],
    [{ docker_credential_id: 7, runtime_identifier: 'host.example.com/nothing:1' }, 400, 3],
  ])('refuses %j', async (body, status, code) => {
    expect(await set(body)).toMatchObject({ status, body: { code } })
  })

  it('refuses a credential that there is not, or that is for another server', async () => {
    const url = await register(server)
    const { body: elsewhere } = await post('/dockercredentials', {
      name: 'elsewhere',
      server: 'registry.example.com',
      username: 'ada',
      password: 'hunter2',
    })

    expect(await set({ docker_credential_id: 'nothing', runtime_identifier: url })).toMatchObject({
      status: 404,
      body: { code: 5 },
    })
    expect(await set({ docker_credential_id: elsewhere['id'], runtime_identifier: url })).toMatchObject({
      status: 400,
      body: { code: 3, message: expect.stringContaining('is for "registry.example.com"') },
    })
  })
})
