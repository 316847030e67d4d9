import { describe, expect, it } from 'vitest'
import { readServiceKey } from './service-key.ts'

const key = { type: 'service_account', client_email: 'r@p.iam.gserviceaccount.com', private_key: 'PEM' }

describe('the key of a service account', () => {
  it('says where tokens are given, or means the usual place', () => {
    expect(readServiceKey(JSON.stringify(key)).tokenUri).toBe('https://oauth2.googleapis.com/token')
    expect(readServiceKey(JSON.stringify({ ...key, token_uri: 'http://x/t' })).tokenUri).toBe('http://x/t')
  })

  it.each([
    'hunter2-not-json',
    '["hunter2"]',
    JSON.stringify({ ...key, type: 'external_account', secret: 'hunter2' }),
    JSON.stringify({ ...key, private_key: 7, secret: 'hunter2' }),
    JSON.stringify({ ...key, token_uri: 'file:///hunter2' }),
  ])('is none of %j, and nothing of it is repeated', (secret) => {
    const read = () => readServiceKey(secret)

    expect(read).toThrow(expect.objectContaining({ kind: 'credentials' }))
    expect(read).not.toThrow(/hunter2/)
  })
})
