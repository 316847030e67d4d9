import { importPackerManifest } from './packer-manifest.ts'

export const commands = [importPackerManifest]
