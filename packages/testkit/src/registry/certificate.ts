import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { requireProgram } from '../programs.ts'
import { runProgram } from './run-program.ts'
import { withTemporaryFolder } from './temporary-folder.ts'

/** A certificate of a server with its key, and the authority that signed it; all as PEM. */
export interface ServerCertificate {
  authority: string
  certificate: string
  key: string
}

/** A new authority and a certificate of it, for a day, by `openssl`. For 127.0.0.1 and localhost if left open. */
export function makeCertificate(
  names: readonly string[] = ['IP:127.0.0.1', 'DNS:localhost'],
): Promise<ServerCertificate> {
  const openssl = requireProgram('openssl')
  if (openssl === undefined) throw new Error('Expected the program "openssl"; install it')
  return withTemporaryFolder(async (folder) => {
    const file = (name: string) => join(folder, name)
    await writeFile(file('openssl.cnf'), settings(names))
    const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
    const common = [...request, '-days', '1', '-config', file('openssl.cnf')]
    const authority = ['-subj', '/CN=Authority of a test', '-extensions', 'authority']
    await runProgram(openssl, [...common, ...authority, '-keyout', file('ca.key'), '-out', file('ca.pem')])
    const signed = ['-subj', '/CN=Registry of a test', '-extensions', 'server', '-CA', file('ca.pem')]
    const made = ['-CAkey', file('ca.key'), '-keyout', file('key.pem'), '-out', file('certificate.pem')]
    await runProgram(openssl, [...common, ...signed, ...made])
    return {
      authority: await readFile(file('ca.pem'), 'utf8'),
      certificate: await readFile(file('certificate.pem'), 'utf8'),
      key: await readFile(file('key.pem'), 'utf8'),
    }
  })
}

/** Without a configuration of its own, openssl would add what the one of the machine says. */
function settings(names: readonly string[]): string {
  return [
    '[req]',
    'distinguished_name = name',
    '[name]',
    '[authority]',
    'basicConstraints = critical, CA:TRUE',
    'keyUsage = critical, keyCertSign',
    '[server]',
    'basicConstraints = critical, CA:FALSE',
    'extendedKeyUsage = serverAuth',
    `subjectAltName = ${names.join(', ')}`,
    '',
  ].join('\n')
}
