import { describe, expect, it } from 'vitest'
import { azurePlace } from './azure-place.ts'

const azure = { provider: 'azure', subscription: 's' } as const

describe('azurePlace', () => {
  it.each([
    [undefined, 'https://management.azure.com', 'https://login.microsoftonline.com'],
    ['public', 'https://management.azure.com', 'https://login.microsoftonline.com'],
    ['government', 'https://management.usgovcloudapi.net', 'https://login.microsoftonline.us'],
    ['china', 'https://management.chinacloudapi.cn', 'https://login.chinacloudapi.cn'],
  ] as const)('knows the cloud "%s"', (cloud, endpoint, authority) => {
    const place = azurePlace({ ...azure, ...(cloud === undefined ? {} : { cloud }) })

    expect(place).toEqual({ endpoint, authority, scope: `${endpoint}/.default`, isPlain: false })
  })

  it.each(['http://127.0.0.1:8080/', 'http://localhost:8080', 'http://[::1]:8080'])(
    'speaks plain HTTP to this machine: %s',
    (endpoint) => {
      expect(azurePlace({ ...azure, endpoint })).toMatchObject({
        endpoint: endpoint.replace(/\/$/, ''),
        isPlain: true,
      })
    },
  )

  it.each([
    'http://management.example',
    'http://127.0.0.1.example',
    'ftp://127.0.0.1',
    'https://user:word@management.example',
    'management.azure.com',
  ])('refuses to send a token to %s', (endpoint) => {
    expect(() => azurePlace({ ...azure, endpoint })).toThrow(
      expect.objectContaining({ kind: 'invalid', message: expect.not.stringContaining('word') }),
    )
  })
})
