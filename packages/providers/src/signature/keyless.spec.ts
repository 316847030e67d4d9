import { describeWithPrograms, digestOf, makeCertificate, makeFakeSigstore } from '@ingot/testkit'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { entryOf, withCertificate, withEntry } from './testing/changed-content.ts'
import { digest, formats, hour, issuer, subject, signingLab, type SigningLab } from './testing/signing-lab.ts'
import { trustedKey } from './testing/trusted.ts'

let lab: SigningLab

beforeAll(async () => {
  lab = await signingLab()
})

const other = digestOf(Buffer.from('another image'))

describe.each(formats)('a signature with a certificate, as %s', (format) => {
  it.each([
    ['a log', { logged: true }],
    ['an authority for timestamps', { logged: true, timestamped: true }],
  ])('verifies by who made it, at the time that %s proves', async (_, proofs) => {
    expect(await lab.judged(await lab.signed(format, proofs))).toMatchObject({
      format,
      subject: digest,
      verdict: 'verified',
      trust: 'ci',
      identity: subject,
      message: `"${subject}" made it, for whom "${issuer}" vouches: the trusted identity "ci"`,
    })
  })

  it('verifies by a pattern of subjects', async () => {
    const pattern = { subject: 'https://git.example/ml/*@refs/heads/main', issuer }
    expect(await lab.judged(await lab.signed(format), [lab.trusting(pattern)])).toMatchObject({
      verdict: 'verified',
    })
  })

  it('verifies by one of several identities and roots', async () => {
    const trust = [
      lab.trusting({ subject: 'https://git.example/other/*', issuer }),
      lab.trusting({ subject, issuer }, lab.elsewhere.trustedRoot),
      { ...lab.trusting(), name: 'right' },
    ]
    expect(await lab.judged(await lab.signed(format), trust)).toMatchObject({
      verdict: 'verified',
      trust: 'right',
    })
  })

  it('verifies by a trusted key too, where the certificate is of that key', async () => {
    const trust = [trustedKey('release', lab.certificate.privateKey)]
    expect(await lab.judged(await lab.signed(format), trust)).toMatchObject({
      verdict: 'verified',
      trust: 'release',
    })
  })

  it.each([
    ['subject', { subject: 'https://git.example/ml/runtimes/.ci/build.yml@refs/heads/other', issuer }],
    ['beginning of the subject', { subject: 'https://git.example/ml', issuer }],
    ['issuer', { subject, issuer: 'https://accounts.example' }],
    ['pattern', { subject: 'https://git.example/else/*', issuer }],
  ])('is untrusted where the %s is another, and says who made it', async (_, identity) => {
    expect(await lab.judged(await lab.signed(format), [lab.trusting(identity)])).toMatchObject({
      verdict: 'untrusted',
      identity: subject,
      message: `"${subject}" made it, for whom "${issuer}" vouches; that is not "ci", who is trusted`,
    })
  })

  it('is untrusted where no identity is trusted', async () => {
    const trust = [trustedKey('release', (await lab.sigstore.certify({ subject, issuer })).privateKey)]
    expect(await lab.judged(await lab.signed(format), trust)).toMatchObject({
      verdict: 'untrusted',
      identity: subject,
      message: 'It was made with a certificate, and no identity is trusted',
    })
  })

  it('is untrusted where all of it is of another root', async () => {
    const by = await lab.elsewhere.certify({ subject, issuer })
    expect(await lab.judged(await lab.signed(format, { by, at: lab.elsewhere }))).toMatchObject({
      verdict: 'untrusted',
      identity: subject,
      message: 'It is entered in a log that the trusted root does not have',
    })
  })

  it('is untrusted where the certificate alone is of another root', async () => {
    const by = await lab.elsewhere.certify({ subject, issuer })
    expect(await lab.judged(await lab.signed(format, { by }))).toMatchObject({
      verdict: 'untrusted',
      message: 'Its certificate does not lead to an authority or a certificate log of the trusted root',
    })
  })

  it('is untrusted where the certificate was not published', async () => {
    const root = { ...lab.sigstore.trustedRoot, ctlogs: lab.elsewhere.trustedRoot.ctlogs }
    expect(
      await lab.judged(await lab.signed(format), [lab.trusting({ subject, issuer }, root)]),
    ).toMatchObject({
      verdict: 'untrusted',
      message: 'Its certificate does not lead to an authority or a certificate log of the trusted root',
    })
  })

  it.each([
    [{ logged: false }, 'Nothing that the trusted root knows proves when it was made'],
    [{ logged: false, timestamped: true }, 'It is entered in no log, and the trusted root has one'],
  ])('is untrusted without proofs: %j', async (proofs, message) => {
    expect(await lab.judged(await lab.signed(format, proofs))).toMatchObject({
      verdict: 'untrusted',
      message,
    })
  })

  it('is untrusted where the timestamp is of another authority', async () => {
    const root = {
      ...lab.sigstore.trustedRoot,
      timestampAuthorities: lab.elsewhere.trustedRoot.timestampAuthorities,
    }
    const content = await lab.signed(format, { timestamped: true })
    expect(await lab.judged(content, [lab.trusting({ subject, issuer }, root)])).toMatchObject({
      verdict: 'untrusted',
      message: 'Nothing that the trusted root knows proves when it was made',
    })
  })

  it('is invalid where it was made when the certificate had expired', async () => {
    const root = {
      ...lab.sigstore.trustedRoot,
      tlogs: lab.late.trustedRoot.tlogs,
      timestampAuthorities: lab.late.trustedRoot.timestampAuthorities,
    }
    for (const timestamped of [false, true]) {
      const content = await lab.signed(format, { at: lab.late, timestamped })
      expect(await lab.judged(content, [lab.trusting({ subject, issuer }, root)])).toMatchObject({
        verdict: 'invalid',
        identity: subject,
        message: expect.stringMatching(
          /^It was made at \S+Z, but its certificate was valid from \S+ until \S+$/,
        ),
      })
    }
  })

  it('is invalid where it was made for another image, and says who made it', async () => {
    const copied = `signs "${other}", which is another image than the one that it is attached to`
    const content = await lab.signed(format, { image: other })
    expect(await lab.judged(content)).toMatchObject({
      verdict: 'invalid',
      identity: subject,
      message: `"${subject}" made it, for whom "${issuer}" vouches: the trusted identity "ci", but it ${copied}`,
    })
    expect(await lab.judged(content, [])).toMatchObject({ verdict: 'invalid', message: `It ${copied}` })
  })

  it('is invalid where the certificate is of another key', async () => {
    const content = await lab.signed(format)
    const { der } = await lab.sigstore.certify({ subject, issuer })
    expect(await lab.judged(withCertificate(content, der))).toMatchObject({
      verdict: 'invalid',
      message: 'The certificate that came with it is not of the key that made it',
    })
  })

  it('is invalid where the log entry is about another signature', async () => {
    const content = await lab.signed(format)
    const entry = entryOf(await lab.signed(format))
    expect(await lab.judged(withEntry(content, entry))).toMatchObject({
      verdict: 'invalid',
      message: 'Its log entry is about another signature',
    })
  })

  it('is invalid where the log did not sign its entry', async () => {
    const content = await lab.signed(format)
    const entry = entryOf(content)
    const changed = { ...entry, integratedTime: String(Number(entry['integratedTime']) + 1) }
    expect(await lab.judged(withEntry(content, changed))).toMatchObject({
      verdict: 'invalid',
      message: 'The log did not sign its log entry',
    })
  })

  it('is untrusted where its log entry is of a kind that nobody checks any more', async () => {
    const content = await lab.signed(format)
    const body = Buffer.from(JSON.stringify({ kind: 'rekord', apiVersion: '0.0.1', spec: {} })).toString(
      'base64',
    )
    const entry = {
      ...entryOf(content),
      canonicalizedBody: body,
      kindVersion: { kind: 'rekord', version: '0.0.1' },
    }
    expect(await lab.judged(withEntry(content, entry))).toMatchObject({
      verdict: 'untrusted',
      message: 'Its log entry is of the kind "rekord", which cannot be checked',
    })
  })
})

describe('a root without logs', () => {
  const withoutTlogs = () => ({ ...lab.sigstore.trustedRoot, tlogs: [] })

  it.each(formats)('takes timestamps alone: %s', async (format) => {
    const trust = [lab.trusting({ subject, issuer }, withoutTlogs())]
    expect(await lab.judged(await lab.signed(format, { timestamped: true }), trust)).toMatchObject({
      verdict: 'verified',
    })
    expect(
      await lab.judged(await lab.signed(format, { logged: false, timestamped: true }), trust),
    ).toMatchObject({
      verdict: 'verified',
    })
    expect(await lab.judged(await lab.signed(format, { logged: true }), trust)).toMatchObject({
      verdict: 'untrusted',
      message: 'Nothing that the trusted root knows proves when it was made',
    })
  })

  it.each(formats)('and without authorities for timestamps judges certificates now: %s', async (format) => {
    const trust = [lab.trusting({ subject, issuer }, { ...withoutTlogs(), timestampAuthorities: [] })]
    const content = await lab.signed(format, { logged: false })

    expect(await lab.judged(content, trust)).toMatchObject({ verdict: 'verified' })
    expect(await lab.judged(content, trust, new Date(lab.sigstore.issued.getTime() + hour))).toMatchObject({
      verdict: 'invalid',
      message: expect.stringContaining('but its certificate was valid from'),
    })
  })

  it.each(formats)('of certificates takes those that were not published: %s', async (format) => {
    const unpublished = await makeFakeSigstore({ ctlog: false })
    const by = await unpublished.certify({ subject, issuer })
    const content = await lab.signed(format, { by, at: unpublished })
    const root = unpublished.trustedRoot

    expect(await lab.judged(content, [lab.trusting({ subject, issuer }, root)])).toMatchObject({
      verdict: 'verified',
    })
    const { ctlogs } = lab.sigstore.trustedRoot
    expect(await lab.judged(content, [lab.trusting({ subject, issuer }, { ...root, ctlogs })])).toMatchObject(
      {
        verdict: 'untrusted',
      },
    )
  })
})

describe('a certificate', () => {
  it.each(formats)(
    'whose subject only looks like the one that is trusted is untrusted: %s',
    async (format) => {
      // Without its highest bit the letter is an l.
      const by = await lab.sigstore.certify({ subject: subject.replace('/ml/', '/m\u00ec/'), issuer })

      expect(await lab.judged(await lab.signed(format, { by }))).toMatchObject({
        verdict: 'untrusted',
        message: 'Its certificate names nobody by an address or a URL',
      })
    },
  )

  it('is shown without what would control a terminal', async () => {
    const by = await lab.sigstore.certify({ subject: 'https://git.example/\u001b[31m,"', issuer })

    expect(await lab.judged(await lab.signed('simple-signing', { by }), [])).toMatchObject({
      verdict: 'untrusted',
      identity: 'https://git.example/\ufffd[31m,"',
    })
  })

  it('that names no issuer is untrusted', async () => {
    const by = await lab.sigstore.certify({ subject, issuer: undefined })

    expect(await lab.judged(await lab.signed('simple-signing', { by }))).toMatchObject({
      verdict: 'untrusted',
      identity: subject,
      message: 'Its certificate does not say who vouches for its subject',
    })
  })
})

describeWithPrograms('a certificate of a server', ['openssl'], () => {
  it.each(formats)('does not sign images: %s', async (format) => {
    const { certificate, key } = await makeCertificate()
    const by = { der: new X509Certificate(certificate).raw, privateKey: createPrivateKey(key) }

    expect(await lab.judged(await lab.signed(format, { by }))).toMatchObject({
      verdict: 'untrusted',
      message: 'Its certificate was not issued for signing code',
    })
  })
})
