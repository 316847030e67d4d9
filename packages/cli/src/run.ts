import { type Command, CommanderError, type OutputConfiguration } from 'commander'
import { connect as connectAnywhere, type Connect } from './connect.ts'
import { exitStatus, type ExitStatus } from './exit-status.ts'
import type { SharedOptions } from './flags.ts'
import type { Io } from './io.ts'
import { reportProblem } from './output/problem.ts'
import { type Act, createProgram } from './program.ts'
import { openSession } from './session.ts'

/** Runs one command line (the words after `ingot`) and answers the exit status. Never throws. */
export async function run(
  argv: readonly string[],
  io: Io,
  connect: Connect = connectAnywhere,
): Promise<ExitStatus> {
  const sources = new Map<string, string>()
  let status: ExitStatus = exitStatus.yes
  const act: Act = async (definition, options: SharedOptions, args) => {
    const session = await openSession(io, options, definition.operations, connect, sources)
    try {
      status = await definition.run(session, options, args)
    } finally {
      await session.close()
    }
  }
  try {
    await parse(await createProgram(argv, act), argv, io)
    return status
  } catch (error) {
    return await reportProblem(error, io, sources)
  }
}

async function parse(program: Command, argv: readonly string[], io: Io): Promise<void> {
  const printed: Promise<void>[] = []
  let help = ''
  captureOutput(program, {
    writeOut: (text) => void printed.push(io.stdout.write(text)),
    writeErr: (text) => void (help += text),
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError) || error.exitCode !== 0) {
      // A noun without its verb: the help of the noun says more than any message.
      if (error instanceof CommanderError && error.code === 'commander.help') await io.stderr.write(help)
      throw error
    }
  } finally {
    await Promise.all(printed)
  }
}

/** Commander neither prints nor exits by itself; errors come as exceptions, and we print them our way. */
function captureOutput(command: Command, writers: OutputConfiguration): void {
  command.exitOverride().configureOutput({ ...writers, outputError: () => {} })
  for (const child of command.commands) captureOutput(child, writers)
}
