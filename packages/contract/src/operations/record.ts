import Type from 'typebox'
import { operation } from '../operation.ts'
import { ImportSummary, RecordImport } from '../record.ts'
import { Stamp } from '../resolution.ts'
import { readQuery, writeQuery } from './common.ts'
import { merge } from '../merge.ts'

const reads = ['image', 'catalog', 'setting', 'grant'] as const

export const recordOperations = {
  importRecords: operation({
    method: 'POST',
    path: '/v1/records',
    summary: 'Import Package and Artifact records: all of them, or nothing',
    permission: 'image:write',
    query: Type.Object(writeQuery),
    body: RecordImport,
    bodyLimit: 256 * 1024 * 1024,
    response: ImportSummary,
    reads,
  }),
  exportRecords: operation({
    method: 'GET',
    path: '/v1/records',
    summary: 'Export images as Package and Artifact records',
    permission: 'image:read',
    query: Type.Object({
      ...readQuery,
      format: Type.Optional(Type.Enum(['text', 'json'])),
      catalog: Type.Optional(Type.String({ maxLength: 256, description: 'Default: local' })),
      name: Type.Optional(Type.String({ maxLength: 1024 })),
    }),
    response: merge(Stamp, Type.Object({ format: Type.Enum(['text', 'json']), text: Type.String() })),
    reads,
  }),
}
