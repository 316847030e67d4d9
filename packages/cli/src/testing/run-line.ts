import { run } from '../run.ts'
import { capturedIo } from './captured-io.ts'
import { type Answers, type Call, fakeApi } from './fake-api.ts'

/** What a command line came to, and what it asked the API. */
export interface Ran {
  status: number
  out: string
  err: string
  calls: Call[]
}

/** Runs a command line (words parted by single blanks, or a list of words) against prepared answers. */
export async function runLine(
  line: string | string[],
  answers: Answers = {},
  given: {
    folder?: string
    stdin?: string
    env?: Record<string, string>
    isTerminal?: boolean
    stopped?: Promise<void>
  } = {},
): Promise<Ran> {
  const { folder = '/nowhere', stdin = '', env = {}, isTerminal = false, stopped } = given
  const { io, out, err } = capturedIo({ folder, stdin: Buffer.from(stdin), env, isTerminal, stopped })
  const { connect, calls } = fakeApi(answers)
  const status = await run(typeof line === 'string' ? line.split(' ') : line, io, connect)
  return { status, out: out(), err: err(), calls }
}
