import type { Client, RoleName } from '@ingot/contract'
import { Option } from 'commander'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { dryRunFlag, momentOf, sharedFlags, type SharedOptions } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { plain } from '../../output/plain.ts'
import type { Session } from '../../session.ts'
import { roles } from '../key/roles.ts'

interface Options extends SharedOptions {
  user: string
  role?: RoleName
  expires?: string
  publicKey?: string
  dryRun?: boolean
}
type Answer = Awaited<ReturnType<Client['createAccessKey']>>

export const accessKeyCreate = defineCommand<Options, []>({
  name: 'access-key create',
  summary: 'Create an access key for the CDP API; this is the only time that its private key is shown',
  notes: [
    'It prints a profile for ~/.cdp/credentials; with -o json accessKeyId and privateKey stand in the answer.',
    'With -o name it prints the access key id and, on a line of its own, the private key.',
    'With --public-key Ingot never sees a private key, and prints none.',
  ],
  examples: [
    'ingot access-key create --user ada',
    'ingot access-key create --user build-server --role reader --expires 2027-01-01 -o json',
    'ingot access-key create --user ada --public-key ada.pem',
  ],
  operations: ['createAccessKey'],
  declare: (command) =>
    dryRunFlag(sharedFlags(command))
      .requiredOption('--user <user>', 'who will sign with it')
      .addOption(new Option('--role <role>', 'what it may do (default: editor)').choices(roles))
      .option('--expires <time>', 'when it ends (RFC 3339 or a date; default: never)')
      .option('--public-key <file>', 'PEM of an Ed25519, RSA or ECDSA public key (default: a new pair)'),
  async run(session, options) {
    const { user, role, expires, dryRun } = options
    const publicKey =
      options.publicKey === undefined ? undefined : (await session.readText(options.publicKey)).text
    const client = await session.client()
    const answer = await client.createAccessKey({
      query: { dryRun },
      body: { user, role, expires: expires === undefined ? undefined : momentOf(expires), publicKey },
    })
    const { accessKeyId, privateKey } = answer
    await emit(session, answer, {
      table: () => profileText(answer),
      names: () => (privateKey === undefined ? [accessKeyId] : [accessKeyId, privateKey]),
    })
    await noteDryRun(session, dryRun === true)
    await noteKey(session, answer)
    return exitStatus.yes
  },
})

/** A profile as the `cdp` command reads it from its file of credentials. */
function profileText({ accessKeyId, privateKey }: Answer): string {
  const lines = ['[default]', `cdp_access_key_id = ${plain(accessKeyId)}`]
  if (privateKey !== undefined) lines.push(`cdp_private_key = ${plain(privateKey)}`)
  return lines.map((line) => `${line}\n`).join('')
}

async function noteKey(session: Session, { accessKeyId, privateKey, user, role }: Answer): Promise<void> {
  if (privateKey === undefined) return
  await session.note(
    `Access key ${plain(accessKeyId)} for ${plain(user)} (${role}). The private key is not shown again:`,
  )
  await session.note('put these lines into ~/.cdp/credentials, and the address of this server with')
  await session.note('"cdp_endpoint_url = …" and "form_factor = public" into ~/.cdp/config.')
}
