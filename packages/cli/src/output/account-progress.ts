import type { AccountProgress } from '@ingot/contract'
import type { Sink } from '../io.ts'
import { plain } from './plain.ts'
import { clipped } from './words.ts'

/** More accounts than this are counted, not shown each: the lines have to fit the terminal to be wiped again. */
const mostLines = 16
const longestLine = 78

/** A live line for each account that is asked. */
export interface AccountProgressLines {
  /** Keeps what is told, and shows it where somebody is at a terminal. */
  told(progress: unknown): Promise<void>
  /** What is being waited for, for a sentence: `us-east-1 of the account "production"`. */
  waitingFor(): string | undefined
  /** Wipes the lines. */
  end(): Promise<void>
}

/** Lines on standard error, redrawn in place; nothing where that is no terminal. */
export function accountProgressLines(stderr: Sink): AccountProgressLines {
  const accounts = new Map<string, AccountProgress>()
  let shown = 0
  const wipe = () => (shown === 0 ? '' : `\r\u{1b}[${shown}A\u{1b}[J`)
  return {
    async told(progress) {
      if (!isProgress(progress)) return
      accounts.set(progress.account, progress)
      if (!stderr.isTerminal) return
      const lines = linesOf([...accounts.values()])
      await stderr.write(`${wipe()}${lines.map((line) => `${line}\n`).join('')}`)
      shown = lines.length
    },
    waitingFor: () => {
      const open = [...accounts.values()].find(({ waitingFor }) => waitingFor !== undefined)
      return open && `${open.waitingFor} of the account "${open.account}"`
    },
    async end() {
      if (shown > 0) await stderr.write(wipe())
      shown = 0
    },
  }
}

/** A newer server may say more than we know; what is no progress of an account is passed over. */
function isProgress(value: unknown): value is AccountProgress {
  if (typeof value !== 'object' || value === null) return false
  const { account, done, found, failed } = value as Partial<AccountProgress>
  return typeof account === 'string' && [done, found, failed].every((count) => typeof count === 'number')
}

function linesOf(accounts: readonly AccountProgress[]): string[] {
  const hidden = accounts.length - mostLines
  const lines = accounts.slice(0, mostLines).map((one) => clipped(plain(lineOf(one)), longestLine))
  return hidden > 0 ? [...lines, `… and ${hidden} more accounts`] : lines
}

function lineOf({ account, provider, done, total, found, failed, waitingFor }: AccountProgress): string {
  const regions = total === undefined ? 'looking for its regions' : `${done} of ${total} regions`
  const faults = failed === 0 ? '' : `, ${failed} failed`
  const open = waitingFor === undefined ? '' : ` … ${waitingFor}`
  return `${account} (${provider}): ${regions}, ${found} found${faults}${open}`
}
