import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFakeArm, type FakeArm } from './fake-arm.ts'

let fake: FakeArm

beforeEach(async () => {
  fake = await startFakeArm({ locations: ['eastus'], pageSize: 2 })
})

afterEach(() => fake.close())

function login(secret: string): Promise<Response> {
  const { tenant, clientId } = fake.client
  return fetch(`${fake.url}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: secret,
    }),
  })
}

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const { access_token: token } = (await (await login(fake.client.secret)).json()) as { access_token: string }
  const url = path.startsWith('http') ? path : `${fake.url}${path}`
  return await fetch(url, { ...init, headers: { authorization: `Bearer ${token}` } })
}

interface Page {
  readonly value: readonly { readonly name: string }[]
  readonly nextLink?: string
}

const provider = () => `/subscriptions/${fake.content.subscription}/providers/Microsoft.Compute`

describe('startFakeArm', () => {
  it('gives a token for the right secret alone, and answers nobody without one', async () => {
    expect((await login('wrong')).status).toBe(401)
    expect((await fetch(`${fake.url}${provider()}/images`)).status).toBe(401)
    expect((await ask(`${provider()}/images`)).status).toBe(200)
  })

  it('links the pages of a list', async () => {
    for (const name of ['a', 'b', 'c']) fake.content.addImage('rg', name, 'eastus')
    const names: string[] = []
    let next: string | undefined = `${provider()}/images?api-version=1`

    while (next !== undefined) {
      const page = (await (await ask(next)).json()) as Page
      names.push(...page.value.map(({ name }) => name))
      next = page.nextLink
    }

    expect(names).toEqual(['a', 'b', 'c'])
    expect(fake.requests.filter(({ path }) => path.includes('/images'))).toHaveLength(2)
  })

  it('tells what is missing as ARM does', async () => {
    const response = await ask(`/subscriptions/another`)

    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ error: { code: 'SubscriptionNotFound' } })
  })

  it('replicates a version to a new region, and has it there when it is looked at again', async () => {
    const { content } = fake
    const version = {
      number: '1.0.0',
      home: 'eastus',
      targets: [{ name: 'eastus' }],
      published: '2026-01-01T00:00:00Z',
      sizeGb: 30,
    }
    content.addDefinition({ group: 'rg', name: 'g' }, 'web').versions.push(version)
    const path = content.galleryId('rg', 'g', 'web', '1.0.0')
    const targetRegions = [{ name: 'eastus' }, { name: 'westus' }]
    const body = JSON.stringify({ properties: { publishingProfile: { targetRegions } } })

    await ask(path, { method: 'PATCH', body })
    const states = async () => {
      const answer = await (await ask(`${path}?$expand=ReplicationStatus`)).json()
      const { properties } = answer as { properties: { replicationStatus: { summary: unknown[] } } }
      return properties.replicationStatus.summary
    }

    expect(await states()).toMatchObject([{ state: 'Completed' }, { region: 'westus', state: 'Replicating' }])
    expect(await states()).toMatchObject([{ state: 'Completed' }, { region: 'westus', state: 'Completed' }])
  })

  it('fails about images when it is told to, and about nothing else', async () => {
    fake.fail('forbidden')

    expect((await ask(`${provider()}/images`)).status).toBe(403)
    expect((await ask(`/subscriptions/${fake.content.subscription}/locations`)).status).toBe(200)
    fake.fail(undefined)
    expect((await ask(`${provider()}/images`)).status).toBe(200)
  })

  it('breaks an answer off in the middle', async () => {
    fake.fail('cut')

    const response = ask(`${provider()}/images`).then((answer) => answer.text())

    await expect(response).rejects.toThrow(/\S/)
  })
})
