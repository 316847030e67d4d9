import { ledgerBackup } from './backup.ts'
import { ledgerRestore } from './restore.ts'

export const commands = [ledgerBackup, ledgerRestore]
