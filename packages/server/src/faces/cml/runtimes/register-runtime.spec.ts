import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildRuntime, teamValues } from '../../../testing/sample-runtime.ts'
import { anyDetails } from '../testing/any-details.ts'
import { startCml, type CmlServer } from '../testing/cml-server.ts'
import { listed, pushNew, register } from '../testing/runtime-calls.ts'

let server: CmlServer

beforeAll(async () => {
  server = await startCml()
})

afterAll(() => server.close())

const post = (path: string, body: object) => server.send('POST', path, { body })

describe('POST /runtimes', () => {
  it('registers an image, disabled', async () => {
    const url = server.push('first', buildRuntime())
    const { status, body } = await post('/runtimes', { url, docker_credential_id: '' })

    expect([status, body]).toEqual([
      200,
      {
        validation_success: true,
        insert_success: true,
        reason: '',
        reason_data: '',
        details: {
          registry: server.registry.host,
          editor: teamValues.editor,
          kernel: teamValues.kernel,
          edition: teamValues.edition,
          version: '1.0',
          maintenance_version: 1,
          description: teamValues.description,
          image_identifier: url,
          digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
          base_proof: 'PROVEN',
          findings: expect.any(Array),
        },
      },
    ])
    const details = body['details'] as Record<string, unknown>
    expect(await listed(server, { image_identifier: url })).toEqual([
      {
        image_identifier: url,
        editor: teamValues.editor,
        kernel: teamValues.kernel,
        edition: teamValues.edition,
        description: teamValues.description,
        full_version: '1.0.1',
        status: 'DISABLED',
        register_user_id: 0,
        runtime_metadata_version: 2,
        id: expect.any(Number),
        short_version: '1.0',
        maintenance_version: 1,
        digest: details['digest'],
        docker_credential_id: '',
        is_default: false,
        origin: 'manual',
        dropped: '',
        base_proof: 'PROVEN',
        base: `${server.registry.host}/library/ubuntu:22.04`,
        status_reason: '',
        superseded_by: '',
        created_at: '2026-03-01T12:00:00.000Z',
      },
    ])
  })

  it.each([
    ['a scheme', (url: string) => `https://${url}`],
    ['blanks around it', (url: string) => ` ${url}\n`],
  ])('takes a URL with %s', async (_, written) => {
    const url = pushNew(server)
    const { body } = await post('/runtimes', { url: written(url), docker_credential_id: null, unknown: 1 })

    expect(body).toMatchObject({ insert_success: true, details: { image_identifier: url } })
  })

  it('answers an image that cannot be a runtime with the first reason and all findings, and stores nothing', async () => {
    const revision = server.ledger.snapshot().revision
    const url = pushNew(server, { kernel: undefined, description: undefined })
    const { status, body } = await post('/runtimes', { url })

    expect(status).toBe(200)
    expect(body).toEqual({
      validation_success: false,
      insert_success: false,
      reason: 'labelMissing:kernel',
      reason_data: expect.stringContaining('kernel'),
      details: { ...anyDetails, kernel: '', description: '', maintenance_version: 0 },
    })
    const { findings } = body['details'] as { findings: { code: string; severity: string }[] }
    const errors = findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)
    expect(errors).toEqual(expect.arrayContaining(['labelMissing:kernel', 'labelMissing:description']))
    expect(server.ledger.snapshot().revision).toBe(revision)
  })

  it('says of an identity that is taken that it is a duplicate', async () => {
    const values = { 'short-version': '4.0', 'maintenance-version': '9' }
    await register(server, values)
    const other = server.push('other', buildRuntime({ ...values, description: 'Another one' }))

    expect((await post('/runtimes', { url: other })).body).toMatchObject({
      validation_success: false,
      insert_success: false,
      reason: 'duplicateRuntimeVersion',
      reason_data: expect.stringMatching(/\S/),
    })
  })

  it('says of the very image that is registered that it is a duplicate, and registers it once', async () => {
    const url = await register(server)

    for (const _ of [1, 2]) {
      expect(await post('/runtimes', { url })).toMatchObject({
        status: 200,
        body: {
          validation_success: false,
          insert_success: false,
          reason: 'duplicateRuntimeVersion',
          reason_data: `This image is in the catalog already, as ${url}`,
        },
      })
    }
    expect(await listed(server, { image_identifier: url })).toHaveLength(1)
  })

  it('lets one of several win that register the same identity at once', async () => {
    const values = { 'short-version': '5.0', 'maintenance-version': '1' }
    const urls = ['a', 'b', 'c'].map((name) =>
      server.push(`at-once-${name}`, buildRuntime({ ...values, description: name })),
    )
    const answers = await Promise.all(urls.map(async (url) => (await post('/runtimes', { url })).body))

    expect(answers.filter((answer) => answer['insert_success'] === true)).toHaveLength(1)
    for (const answer of answers.filter((one) => one['insert_success'] === false)) {
      expect(answer).toMatchObject({
        reason: 'duplicateRuntimeVersion',
        reason_data: expect.stringMatching(/\S/),
      })
    }
  })

  it.each([
    [{}, '"url" is missing'],
    [{ url: '' }, '"url" is missing'],
    [{ url: null }, '"url" is missing'],
    [{ url: 7 }, 'Expected "url" as a text'],
    [{ url: 'UPPER/Case' }, 'Cannot read the image reference'],
    [{ url: 'ftp://host.example.com/image' }, 'Cannot read the image reference'],
    [{ url: `host.example.com/${'x'.repeat(1024)}` }, 'at most 1024 characters, but this one has 1041'],
    [{ url: 'host.example.com/image', docker_credential_id: 7 }, 'Expected "docker_credential_id" as a text'],
  ])('refuses %j', async (body, message) => {
    const { status, body: refusal } = await post('/runtimes', body)

    expect([status, refusal['code']]).toEqual([400, 3])
    expect(refusal['message']).toContain(message)
    expect(refusal['error']).toBe(refusal['message'])
    expect(refusal['details']).toEqual([
      {
        code: 'INVALID_VALUE',
        path: expect.stringMatching(/^\/(?:url|docker_credential_id)$/),
        message: expect.any(String),
      },
    ])
  })

  it('refuses a credential that there is not', async () => {
    const { status, body } = await post('/runtimes', {
      url: pushNew(server),
      docker_credential_id: 'nothing',
    })

    expect([status, body['code']]).toEqual([404, 5])
  })
})
