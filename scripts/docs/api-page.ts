import { type Operation, operations } from '@ingot/contract'
import { cell, code, markdownTable, page } from './markdown.ts'
import { namedSchemas, type Property, propertiesOf, type SchemaNames, typeText } from './schema.ts'

const intro = [
  [
    'Every operation takes and gives JSON, unless it says otherwise, and needs an API key:',
    '`Authorization: Bearer KEY`. A refusal is a problem document with a code of the [table of errors](errors.md). The',
    'server gives the same as OpenAPI 3.1 at `/openapi.json`.',
  ],
]

/** docs/reference/api.md: every operation of the table, with its schemas as tables. */
export function apiPage(): string {
  const names = namedSchemas()
  const blocks = Object.entries(operations).flatMap(([name, operation]) =>
    operationBlocks(name, operation, names),
  )
  const schemas = [...names.values()].flatMap(({ name, schema }) =>
    [[`### ${name}`]].concat(schemaBlocks(schema, names, 'property')),
  )
  return page('HTTP API', 'the table of operations', [
    ...intro,
    summaryTable(),
    ['## Operations'],
    ...blocks,
    ['## Schemas'],
    ...schemas,
  ])
}

function summaryTable(): string[] {
  const rows = Object.entries<Operation>(operations).map(([name, { method, path, summary }]) => [
    `[${name}](#${name.toLowerCase()})`,
    code(`${method} ${path}`),
    cell(summary),
  ])
  return markdownTable(['operation', 'request', 'what it does'], rows)
}

function operationBlocks(name: string, operation: Operation, names: SchemaNames): string[][] {
  const { method, path, summary, permission, params, query, body, response, requestBody } = operation
  return [
    [`### ${name}`],
    [`${summary}.`],
    ['```http', `${method} ${path}`, '```'],
    [`Permission: ${code(permission)}.`],
    ...(params === undefined ? [] : propertyTable('path', propertiesOf(params, names))),
    ...(query === undefined ? [] : propertyTable('query', propertiesOf(query, names))),
    ...(requestBody === undefined ? [] : [['The body is bytes as they come (`application/octet-stream`).']]),
    ...(body === undefined ? [] : partBlocks('Body', body, names, 'body')),
    ...(response === 'stream'
      ? [['The answer is bytes as they come (`application/octet-stream`).']]
      : partBlocks('Answer', response, names, 'answer')),
  ]
}

function partBlocks(title: string, schema: object, names: SchemaNames, head: string): string[][] {
  const named = names.get(JSON.stringify(schema))
  if (named !== undefined) return [[`${title}: [${named.name}](#${named.name.toLowerCase()}).`]]
  return schemaBlocks(schema, names, head)
}

function schemaBlocks(schema: object, names: SchemaNames, head: string): string[][] {
  const properties = propertiesOf(schema, names)
  if (properties.length > 0) return propertyTable(head, properties)
  return [[`${typeText(schema, new Map())}.`]]
}

function propertyTable(head: string, properties: readonly Property[]): string[][] {
  const rows = properties.map(({ name, type, required, description }) => [
    code(name) + (required ? '' : ' (optional)'),
    type,
    cell(description),
  ])
  return [markdownTable([head, 'type', 'meaning'], rows)]
}
