import Type from 'typebox'
import { Export, ExportRequest, PackerManifestImport, PackerManifestSummary } from '../export.ts'
import { operation } from '../operation.ts'
import { readQuery, writeQuery } from './common.ts'

const reads = ['image', 'catalog', 'setting', 'grant'] as const

export const exportOperations = {
  exportImages: operation({
    method: 'POST',
    path: '/v1/export',
    summary: 'Export what images resolve to, as a file that another tool reads',
    permission: 'image:read',
    query: Type.Object(readQuery),
    body: ExportRequest,
    response: Export,
    reads,
  }),
  importPackerManifest: operation({
    method: 'POST',
    path: '/v1/import/packer-manifest',
    summary: 'Store what Packer built, as its manifest lists it, as one image version; or nothing',
    permission: 'image:write',
    query: Type.Object(writeQuery),
    body: PackerManifestImport,
    bodyLimit: 8 * 1024 * 1024,
    response: PackerManifestSummary,
    reads: [...reads, 'account'] as const,
  }),
}
