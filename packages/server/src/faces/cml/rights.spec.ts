import { permissions, type RoleName } from '@ingot/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { roles } from '../../auth/roles.ts'
import { wireRoutes } from './routes.ts'
import { startCml, type CmlServer } from './testing/cml-server.ts'
import { multipartOf } from './testing/multipart.ts'

const people = ['reader', 'editor', 'administrator'] as const satisfies readonly RoleName[]

let server: CmlServer
const keys = new Map<RoleName, string>()

beforeAll(async () => {
  server = await startCml()
  for (const role of people) keys.set(role, await server.keyOf(`the-${role}`, role))
})

afterAll(() => server.close())

/** Routes with requests that are refused for want of sense, and the statuses for readers, editors, administrators. */
const walks: readonly [method: string, path: string, request: object, statuses: readonly number[]][] = [
  ['GET', '/runtimes', {}, [200, 200, 200]],
  ['POST', '/runtimes', { body: {} }, [403, 403, 400]],
  ['GET', '/runtimes:validate', {}, [403, 400, 400]],
  ['POST', '/runtimes:validate', { body: {} }, [403, 400, 400]],
  ['POST', '/runtimes:update', { body: {} }, [403, 403, 400]],
  ['POST', '/runtimes/credential:set', { body: {} }, [403, 403, 400]],
  ['GET', '/dockercredentials', {}, [403, 403, 200]],
  ['POST', '/dockercredentials', { body: {} }, [403, 403, 400]],
  ['PATCH', '/dockercredentials/nothing', { body: {} }, [403, 403, 404]],
  ['DELETE', '/dockercredentials/nothing', {}, [403, 403, 404]],
  ['GET', '/runtimerepos', {}, [200, 200, 200]],
  ['POST', '/runtimerepos', { body: {} }, [403, 403, 400]],
  ['PATCH', '/runtimerepos/99', { body: {} }, [403, 403, 404]],
  ['DELETE', '/runtimerepos/99', {}, [403, 403, 404]],
  ['GET', '/runtimeaddons', {}, [200, 200, 200]],
  ['POST', '/runtimeaddons', multipartOf([]), [403, 403, 400]],
  ['POST', '/runtimeaddons:updatestatus', { body: {} }, [403, 403, 400]],
  ['POST', '/runtimeaddons/custom', multipartOf([]), [403, 403, 400]],
]

describe('rights', () => {
  it('are told for every route', () => {
    const told = walks.map(([method, path]) => `${method} ${path.replace(/\/(?:nothing|99)$/, '/:id')}`)

    expect(told).toEqual(wireRoutes.map(({ method, path }) => `${method} ${path.replace('::', ':')}`))
  })

  it.each(walks)('%s %s by readers, editors and administrators', async (method, path, request, statuses) => {
    const { revision } = server.ledger.snapshot()
    const given: number[] = []
    for (const key of keys.values()) given.push((await server.send(method, path, { ...request, key })).status)

    expect(given).toEqual(statuses)
    expect(server.ledger.snapshot().revision).toBe(revision)
  })

  it.each(walks.filter(([, , , statuses]) => statuses[0] === 403))(
    '%s %s tells who lacks what, and looks at no body',
    async (method, path) => {
      const key = keys.get('reader') ?? ''
      const request = method === 'GET' ? { key } : { key, body: '{not even JSON' }
      const { status, body } = await server.send(method, path, request)

      expect(status).toBe(403)
      expect(body).toEqual({
        error: body['message'],
        code: 7,
        message: expect.stringMatching(
          /^"the-reader" has the role "reader", which lacks the permission "\S+"$/,
        ),
        details: [],
      })
    },
  )

  it('are those that the routes say', () => {
    for (const [index, [, , , statuses]] of walks.entries()) {
      const { permission = 'image:read' } = wireRoutes[index] ?? {}

      expect(permissions).toContain(permission)
      expect(people.map((role) => roles[role].includes(permission))).toEqual(
        statuses.map((status) => status !== 403),
      )
    }
  })
})
