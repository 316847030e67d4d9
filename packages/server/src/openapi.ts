import type { FastifyInstance } from 'fastify'

/** Serves the OpenAPI 3.1 document of all operations at `/openapi.json`. */
export async function serveOpenApi(app: FastifyInstance, version: string): Promise<void> {
  const { default: swagger } = await import('@fastify/swagger')
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Ingot',
        description: 'One catalog of golden images, and one answer with its reason',
        version,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    },
  })
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger())
}
