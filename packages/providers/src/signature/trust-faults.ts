import type { Fault, Trust } from '@ingot/contract'
import { readPublicKey } from './public-key.ts'
import { readTrustedRoot, type RootFault } from './trusted-root.ts'

type TrustRequest = Pick<Trust, 'key' | 'identity'>

/**
 * Everything that is wrong with a key or an identity that is to be trusted. `path` is a JSON pointer into the request;
 * where the fault is within the trusted root, which is a JSON text of its own, the message says where.
 */
export async function trustFaults({ key, identity }: TrustRequest): Promise<Fault[]> {
  const isEither = (key === undefined) !== (identity === undefined)
  const kind = fault('TRUST_KIND', '/body', 'Expected either a "key" or an "identity", and not both')
  return [
    ...(isEither ? [] : [kind]),
    ...(key === undefined ? [] : keyFaults(key)),
    ...(identity === undefined ? [] : await identityFaults(identity)),
  ]
}

function keyFaults(pem: string): Fault[] {
  const read = readPublicKey(pem)
  return 'fault' in read ? [fault('TRUST_KEY', '/body/key', read.fault)] : []
}

async function identityFaults({ subject, issuer, root }: NonNullable<Trust['identity']>): Promise<Fault[]> {
  const faults = []
  if (/^\**$/.test(subject)) {
    const message = `The subject is ${subject === '' ? 'empty' : 'anybody'}: name whose signatures count, as far as * leaves it open`
    faults.push(fault('TRUST_SUBJECT', '/body/identity/subject', message))
  }
  if (issuer === '' || issuer.includes('*')) {
    const message =
      'Expected the one issuer that vouches for the subject, such as https://accounts.example.com'
    faults.push(fault('TRUST_ISSUER', '/body/identity/issuer', message))
  }
  for (const { path, message } of await rootFaults(root)) {
    const place = path === '' ? '' : ` (at ${path})`
    faults.push(
      fault('TRUST_ROOT', '/body/identity/root', `The trusted root is not usable: ${message}${place}`),
    )
  }
  return faults
}

async function rootFaults(text: string): Promise<readonly RootFault[]> {
  const read = readTrustedRoot(text)
  if ('faults' in read) return read.faults
  const { toTrustMaterial } = await import('@sigstore/verify')
  try {
    toTrustMaterial(read.root)
    return []
  } catch {
    // The verifier reads certificates in a way of its own.
    return [{ path: '', message: 'One of its certificates is of a form that cannot be read' }]
  }
}

function fault(code: string, path: string, message: string): Fault {
  return { severity: 'error', code, path, message }
}
