import { createClient } from '@ingot/contract'
import { type Command, Option } from 'commander'
import manifest from '../../package.json' with { type: 'json' }
import { defineCommand } from '../command.ts'
import { httpSend, ledgerPlace, masterKeySource } from '../connect.ts'
import { durationInSeconds } from '../duration.ts'
import { exitStatus } from '../exit-status.ts'
import { wholeNumber } from '../flags.ts'
import { hasErrors, noteDiagnostics } from '../output/diagnostics.ts'
import { nodeTable, nodeTrees } from '../output/nodes.ts'
import type { Session } from '../session.ts'

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const

interface Options {
  host: string
  port: number
  db?: string
  example?: boolean
  logLevel: (typeof levels)[number]
  signatureWindow: number
  cdpAccount?: string
  cdpRegion?: string
}

const serve = defineCommand<Options, []>({
  name: 'serve',
  summary: 'Serve the API over HTTP, and that of CDP beside it, until SIGTERM or SIGINT',
  notes: [
    'The first start makes an API key for the administrator and prints it; it is not shown again.',
    'The master key of secrets comes from INGOT_MASTER_KEY or the file that INGOT_MASTER_KEY_FILE names; a ledger in a file has it in a file beside it otherwise.',
    'What the server has to tell goes to standard error, as JSON lines.',
    'It answers clients of CDP under /api/v1, and serves catalogs as Cloudbreak JSON at /catalogs/NAME.json.',
  ],
  examples: ['ingot serve', 'ingot serve --host 0.0.0.0 --port 8080 --db postgres://ingot@db.example/ingot'],
  operations: [],
  declare: declareFlags,
  async run(session, options) {
    const { host, port, example } = options
    const server = await import('@ingot/server')
    const running = await server.serve({
      place: ledgerPlace(options, session.io),
      masterKey: masterKeySource(session.io),
      host,
      port,
      version: manifest.version,
      cdp: {
        window: options.signatureWindow * 1000,
        accountId: options.cdpAccount,
        region: options.cdpRegion,
      },
      logger: server.createLogger(options.logLevel),
    })
    try {
      const { url, key } = running
      if (example && running.isNew && key !== undefined) await showExample(session, url, key)
      await session.io.stdout.write(`Ingot serves ${url}\n`)
      if (key !== undefined)
        await session.io.stdout.write(`API key of the administrator, shown this once: ${key}\n`)
      if (example && !running.isNew) {
        await session.note(
          'The ledger is not empty, so the example is left out; "ingot key create" makes a key.',
        )
      }
      await session.io.stopped()
    } finally {
      await running.close()
    }
    return exitStatus.yes
  },
})

function declareFlags(command: Command): Command {
  return command
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on; 0 takes a free one', wholeNumber, 4468)
    .option('--db <place>', 'the ledger: a file or a postgres:// URL (default: INGOT_DB or .ingot/ledger.db)')
    .addOption(
      new Option(
        '--signature-window <time>',
        'how far the date of a signed request to the CDP API may be from now',
      )
        .argParser(durationInSeconds)
        .default(900, '15m'),
    )
    .option('--cdp-account <id>', 'account in the resource names (CRN) of the CDP API (default: ingot)')
    .option('--cdp-region <name>', 'region of the control plane in them (default: us-west-1)')
    .option('--example', 'on an empty ledger: load the shipped example and show what it resolves to')
    .addOption(new Option('--log-level <level>', 'what to log').choices(levels).default('info'))
}

/** What a newcomer sees first: the shipped template, resolved over HTTP with the new key, with every reason. */
async function showExample(session: Session, url: string, key: string): Promise<void> {
  const { io, paint } = session
  const { playExample } = await import('../example.ts')
  const { nodes, diagnostics } = await playExample(createClient(httpSend(new URL(url), key)))
  if (hasErrors(diagnostics)) await noteDiagnostics(session, diagnostics)
  await io.stdout.write(`Why each node of examples/slurm.txt gets its image in azure/eastus:\n\n`)
  await io.stdout.write(`${nodeTrees(nodes, paint)}\nIn short:\n\n${await nodeTable(nodes, paint)}\n`)
}

export const commands = [serve]
