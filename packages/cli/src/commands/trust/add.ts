import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { trustTable } from '../../output/trust.ts'
import type { Session } from '../../session.ts'
import { UsageError } from '../../usage-error.ts'

interface Options extends WriteOptions {
  keyFile?: string
  subject?: string
  issuer?: string
  root?: string
}

export const trustAdd = defineCommand<Options, [string]>({
  name: 'trust add',
  summary: 'Trust a public key, or an identity, to sign images; one of that name is replaced',
  notes: [
    'An identity needs the trusted root of the Sigstore that issues its certificates, as the file trusted_root.json has it.',
  ],
  examples: [
    'ingot trust add release-team --key-file cosign.pub',
    'ingot trust add pipeline --subject "https://github.com/example/runtimes/*" --issuer https://token.actions.githubusercontent.com --root trusted_root.json',
  ],
  operations: ['addTrust'],
  declare: (command) =>
    writeFlags(command.argument('<name>', 'what to call it'))
      .option('--key-file <file>', 'public key as PEM; - is standard input')
      .option('--subject <pattern>', 'subject of the certificate; * stands for any characters')
      .option('--issuer <url>', 'who vouched for the subject (OIDC issuer)')
      .option('--root <file>', "Sigstore's trusted root, as JSON"),
  async run(session, options, [trust]) {
    const body = await signerOf(session, options)
    const client = await session.client()
    const answer = await client.addTrust({ params: { trust }, query: writeQuery(options), body })
    await noteDryRun(session, answer.dryRun)
    await emit(session, answer, { table: () => trustTable([answer.trust]), names: () => [answer.trust.name] })
    return exitStatus.yes
  },
})

async function signerOf(session: Session, { keyFile, subject, issuer, root }: Options) {
  const isIdentity = subject !== undefined || issuer !== undefined || root !== undefined
  if ((keyFile !== undefined) === isIdentity) throw notOneOfBoth(isIdentity)
  if (keyFile !== undefined) return { key: await publicKey(session, keyFile) }
  if (subject === undefined || issuer === undefined || root === undefined) {
    const message = 'An identity needs all of --subject, --issuer and --root'
    throw new UsageError('USAGE', message, 'Give the ones that are missing.')
  }
  return { identity: { subject, issuer, root: (await session.readText(root)).text } }
}

function notOneOfBoth(both: boolean): UsageError {
  const message = `Expected a key or an identity, got ${both ? 'both' : 'neither'}`
  return new UsageError('USAGE', message, 'Give --key-file, or --subject, --issuer and --root.')
}

/** A private key is one file name away from its public one; it must not leave this machine. */
async function publicKey(session: Session, file: string): Promise<string> {
  const { text, file: name } = await session.readText(file)
  if (!/-----BEGIN [A-Z ]{0,64}PRIVATE KEY-----/.test(text)) return text
  const message = `Expected a public key in "${name}", got a private one; it was not sent anywhere`
  throw new UsageError('USAGE', message, 'Give the file of the public key, such as cosign.pub.')
}
