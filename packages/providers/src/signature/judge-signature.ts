import { readCertificate } from './certificate.ts'
import { certifiedSigner, type CertifiedSigner } from './certified-signer.ts'
import { isSignedBy } from './is-signed-by.ts'
import { invalid, namesOf, untrusted, type Judgement } from './judgement.ts'
import { plainText, quotedText } from './quoted-text.ts'
import type { CertifiedContent, SignedContent } from './signed-content.ts'
import type { Signers, TrustedIdentities, TrustedIdentity } from './signers.ts'
import { isEndorsement } from './statement.ts'
import { matchesSubject } from './subject-pattern.ts'

/** Finds out whether somebody who is trusted made a signature, and whether it is one of the image. Never throws. */
export async function judgeSignature(signed: SignedContent, signers: Signers, now: Date): Promise<Judgement> {
  const maker = await makerOf(signed, signers, now)
  if (signed.misfit !== undefined) return misplaced(signed.misfit, maker)
  const { predicateType } = signed
  if (maker.verdict !== 'verified' || predicateType === undefined || isEndorsement(predicateType))
    return maker
  return untrusted(
    `${maker.message}, but it only attests something about the image (${quotedText(predicateType)}) and does not sign it`,
    maker.identity,
  )
}

function misplaced(misfit: string, { verdict, message, identity }: Judgement): Judgement {
  return invalid(verdict === 'verified' ? `${message}, but it ${misfit}` : `It ${misfit}`, identity)
}

async function makerOf(signed: SignedContent, signers: Signers, now: Date): Promise<Judgement> {
  const made = signers.keys.find(({ key }) => isSignedBy(key, signed.bytes, signed.signature))
  if (made !== undefined) {
    const message = `The trusted key ${JSON.stringify(made.name)} made it`
    return { verdict: 'verified', trust: made.name, message }
  }
  if (signed.certified === undefined) return untrusted(strangeKey(signers))
  return certifiedMaker(signed, signed.certified, signers, now)
}

function strangeKey({ keys }: Signers): string {
  if (keys.length === 0) return 'It was made with a key, and no key is trusted'
  const names = namesOf(keys.map(({ name }) => name))
  return keys.length === 1
    ? `The trusted key ${names} did not make it`
    : `None of the trusted keys ${names} made it`
}

async function certifiedMaker(
  signed: SignedContent,
  { bundle, certificate: der }: CertifiedContent,
  { roots }: Signers,
  now: Date,
): Promise<Judgement> {
  const certificate = readCertificate(der)
  if (certificate === undefined) return invalid('The certificate that came with it cannot be read')
  const { subject } = certificate
  if (!isSignedBy(certificate.key, signed.bytes, signed.signature)) {
    return invalid('The certificate that came with it is not of the key that made it', subject)
  }
  if (!certificate.signsCode) return untrusted('Its certificate was not issued for signing code', subject)
  const judgements: Judgement[] = []
  const strangers: CertifiedSigner[] = []
  for (const { root, identities } of roots) {
    const signer = await certifiedSigner({ signed, bundle, certificate }, root, now)
    if ('verdict' in signer) judgements.push(signer)
    else {
      const identity = identities.find((one) => isIdentity(one, signer))
      if (identity !== undefined) return madeBy(signer, identity)
      strangers.push(signer)
    }
  }
  return (
    strongest(strangers, judgements, roots) ??
    untrusted('It was made with a certificate, and no identity is trusted', subject)
  )
}

function isIdentity({ subject, issuer }: TrustedIdentity, signer: CertifiedSigner): boolean {
  return issuer === signer.issuer && matchesSubject(subject, signer.subject)
}

function madeBy({ subject, issuer }: CertifiedSigner, { name }: TrustedIdentity): Judgement {
  const message = `${quotedText(subject)} made it, for whom ${quotedText(issuer)} vouches: the trusted identity ${JSON.stringify(name)}`
  return { verdict: 'verified', trust: name, identity: plainText(subject), message }
}

/** Of what the roots say, that which tells most: who is known to one is known; a forgery is one for all. */
function strongest(
  [stranger]: readonly CertifiedSigner[],
  judgements: readonly Judgement[],
  roots: readonly TrustedIdentities[],
): Judgement | undefined {
  if (stranger === undefined) return judgements.find(({ verdict }) => verdict === 'invalid') ?? judgements[0]
  const { subject, issuer } = stranger
  const names = roots.flatMap(({ identities }) => identities.map(({ name }) => name))
  const message = `${quotedText(subject)} made it, for whom ${quotedText(issuer)} vouches; that is not ${namesOf(names)}, who is trusted`
  return untrusted(message, plainText(subject))
}
