import { arbitraryOf } from '@ingot/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wireOperations } from './operations.ts'
import { startCdp, type CdpServer } from './testing/cdp-server.ts'
import { freeipaImages, runtimeImages } from './testing/sample-catalogs.ts'

let server: CdpServer

beforeAll(async () => {
  server = await startCdp()
})

afterAll(() => server.close())

const refusals = [400, 403, 404, 409]

/** Texts that mean something somewhere. */
const places = 'cdp-default freeipa-default local mine my-environment us-west-1 7.2.17 redhat8 crn: __proto__'
const words = [
  ...places.split(' '),
  'West US 2',
  '7.2.17 - Data Engineering',
  'ami-0123456789abcdef0',
  '',
  '{}',
  ...Object.values(runtimeImages),
  ...Object.values(freeipaImages),
]

describe('any request', () => {
  it.each(wireOperations.map((operation) => [`${operation.service}/${operation.name}`, operation] as const))(
    'to %s is answered, or refused with a code and a reason',
    async (path, { request }) => {
      const requests = fc.oneof(
        arbitraryOf(request, words),
        fc.dictionary(fc.constantFrom(...Object.keys(request.properties), 'x'), fc.jsonValue()),
      )
      await fc.assert(
        fc.asyncProperty(requests, async (given) => {
          const { status, body, headers } = await server.post(path, given)

          expect(headers['x-altus-request-id']).toMatch(/^[0-9a-f-]{36}$/)
          if (status === 200) return
          expect(refusals).toContain(status)
          expect(body).toEqual({
            code: expect.stringMatching(/^[A-Z_]+$/),
            message: expect.stringMatching(/\S/),
          })
        }),
        { numRuns: 25 },
      )
    },
  )
})
