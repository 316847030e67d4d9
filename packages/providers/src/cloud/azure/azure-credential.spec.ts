import { ClientSecretCredential, DefaultAzureCredential } from '@azure/identity'
import { describe, expect, it } from 'vitest'
import { azureCredential } from './azure-credential.ts'
import { azurePlace } from './azure-place.ts'

const azure = { provider: 'azure', subscription: 's' } as const

function credentialOf(settings: Parameters<typeof azurePlace>[0], secret?: string) {
  return azureCredential({ settings, secret, place: azurePlace(settings) })
}

describe('azureCredential', () => {
  it('logs in with a client and its secret', async () => {
    const settings = { ...azure, tenant: 'contoso.example', clientId: 'c', cloud: 'china' } as const

    expect(await credentialOf(settings, 'secret')).toBeInstanceOf(ClientSecretCredential)
  })

  it.each([
    ['nothing', {}],
    ['a tenant', { tenant: 'contoso.example' }],
    ['a client', { clientId: '00000000-0000-0000-0000-000000000001' }],
  ])('leaves it to the default chain where there is %s', async (_, given) => {
    expect(await credentialOf({ ...azure, ...given })).toBeInstanceOf(DefaultAzureCredential)
  })

  it.each([{}, { tenant: 'contoso.example' }, { clientId: 'c' }])(
    'says what is missing beside a secret: %j',
    async (given) => {
      await expect(credentialOf({ ...azure, ...given }, 'secret')).rejects.toMatchObject({
        kind: 'credentials',
        message: expect.stringContaining('tenant and a client id'),
      })
    },
  )
})
