import { recordExport } from './export.ts'
import { recordImport } from './import.ts'

export const commands = [recordImport, recordExport]
