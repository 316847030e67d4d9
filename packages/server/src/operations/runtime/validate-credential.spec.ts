import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { refusalOf } from '../../testing/refusal-of.ts'
import { faultsOf, openRuntimeSite, type RuntimeSite } from '../../testing/runtime-site.ts'
import { buildRuntime } from '../../testing/sample-runtime.ts'

const user = 'robot'
const password = 'open-sesame-93'

let site: RuntimeSite
let reference: string

beforeAll(async () => {
  site = await openRuntimeSite({ auth: { kind: 'token', user, password } })
  reference = site.push('guarded', buildRuntime())
})

beforeEach(async () => {
  for (const { id } of (await site.client.listCredentials({})).credentials) {
    await site.client.deleteCredential({ params: { credential: id } })
  }
})

afterAll(() => site.close())

type Given = Partial<Parameters<RuntimeSite['client']['addCredential']>[0]['body']>

async function credential(name: string, given: Given = {}): Promise<string> {
  const body = { name, server: site.registry.host, username: user, password, ...given }
  return (await site.client.addCredential({ body })).credential.id
}

describe('the credential of a validation', () => {
  it('is needed', async () => {
    const report = await site.validate(reference)

    expect(faultsOf(report)).toEqual(['error imageUnauthorized'])
    expect(report.findings[0]?.message).toMatch(/credential/)
  })

  it('is chosen by the server, and by the path on it', async () => {
    await credential('elsewhere', { server: 'registry.example.com' })
    await credential('other-path', { path: 'private', password: 'wrong' })
    await credential('right')

    const report = await site.validate(reference)

    expect(faultsOf(report)).not.toContain('error imageUnauthorized')
    expect(report.digest).toBeDefined()
  })

  it('is wrong: that is told, with the first word that the registry had for it', async () => {
    await credential('wrong', { password: 'not-it' })

    expect(faultsOf(await site.validate(reference))).toEqual(['error imageUnauthorized'])
  })

  it('may be said, by name or by id', async () => {
    const id = await credential('narrow', { path: 'team/guarded' })
    await credential('wrong', { password: 'not-it', path: 'team' })

    for (const wanted of ['narrow', id]) {
      expect((await site.validate(reference, { credential: wanted })).digest).toBeDefined()
    }
    expect(faultsOf(await site.validate(reference, { credential: 'wrong' }))).toEqual([
      'error imageUnauthorized',
    ])
  })

  it('is refused where it is for another server or path, or not there at all', async () => {
    await credential('elsewhere', { server: 'registry.example.com' })
    await credential('other-path', { path: 'private' })
    const asked = site.registry.requests.length

    for (const name of ['elsewhere', 'other-path']) {
      expect(await refusalOf(site.validate(reference, { credential: name }))).toMatchObject({
        code: 'INVALID_INPUT',
        message: expect.stringContaining(`The credential "${name}" is for`),
      })
    }
    expect(await refusalOf(site.validate(reference, { credential: 'none' }))).toMatchObject({
      code: 'CREDENTIAL_NOT_FOUND',
    })
    expect(site.registry.requests.length).toBe(asked)
  })

  it('is told by name to administrators alone: to others one that does not fit is none', async () => {
    await credential('hidden', { server: 'registry.example.com' })
    await credential('fitting')
    const editor = site.as('ada', 'editor')
    const refusal = async (wanted: string) =>
      refusalOf(editor.validateRuntime({ body: { reference, credential: wanted } }))

    const [hidden, none] = [await refusal('hidden'), await refusal('none')]

    expect([hidden.code, none.code]).toEqual(['CREDENTIAL_NOT_FOUND', 'CREDENTIAL_NOT_FOUND'])
    expect(hidden.message.replace('hidden', 'none')).toBe(none.message)
    expect(none.message).not.toMatch(/fitting|registry\.example\.com/)
    const { digest } = await editor.validateRuntime({ body: { reference, credential: 'fitting' } })
    expect(digest).toBeDefined()
  })

  it('is told to have expired, whether the image could be read or not', async () => {
    const expires = '2026-02-28T00:00:00.000Z'
    await credential('old', { expires })
    const works = await site.validate(reference)
    await credential('older', { expires, password: 'not-it', path: 'team' })

    const fails = await site.validate(reference)

    expect(faultsOf(works)).toContain('warning credentialExpired')
    expect(faultsOf(fails)).toEqual(['error imageUnauthorized', 'warning credentialExpired'])
  })

  it('is in no answer', async () => {
    await credential('secret')
    await credential('secret-wrong', { password: 'wrong-secret-17', path: 'team/guarded' })

    const text = JSON.stringify([
      await site.validate(reference),
      await site.validate(reference, { credential: 'secret' }),
    ])

    expect(text).not.toContain(password)
    expect(text).not.toContain('wrong-secret-17')
    expect(text).not.toContain(user)
  })
})
