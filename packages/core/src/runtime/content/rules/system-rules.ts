import { describeList } from '../../../resolve/describe.ts'
import { baseSystems } from '../../base/base-evidence.ts'
import { ruleSources } from '../../rule-sources.ts'
import { quoted } from '../../rules/quoted.ts'
import { mayWrite } from '../commands.ts'
import type { ContentRule } from '../content-rule.ts'
import type { ContentSubject } from '../content-subject.ts'

export const osNotSupported: ContentRule = {
  severity: 'error',
  summary: 'A PBJ runtime is neither on Ubuntu nor on Chainguard',
  source: ruleSources.pbj,
  pbjOnly: true,
  needsAll: true,
  *find({ facts }) {
    const { system } = facts
    if (system !== undefined && baseSystems.has(system.id)) return
    // Whoever allowed the base allowed its system.
    if (system !== undefined && isOfBase(facts)) return
    const found = system === undefined ? 'does not say what it is' : `says that it is ${quoted(system.id)}`
    yield {
      field: '/etc/os-release',
      message: `A PBJ runtime must be on Ubuntu, or with metadata version 3 on Chainguard, but its os-release ${found}; build it on one of these`,
      evidence: { ID: system?.id, VERSION_ID: system?.version },
    }
  },
}

function isOfBase(facts: ContentSubject['facts']): boolean {
  const file = facts.find('etc/os-release') ?? facts.find('usr/lib/os-release')
  return file !== undefined && file.source.layer < facts.baseLayers
}

export const osUnlikeMetadataVersion: ContentRule = {
  severity: 'warning',
  summary: 'The metadata version is for another operating system than that of the image',
  source: ruleSources.pbj,
  pbjOnly: true,
  *find({ facts: { system }, values }) {
    const name = baseSystems.get(system?.id ?? '')
    const [version, expected] = [values.get('runtime-metadata-version'), system?.id === 'ubuntu' ? '2' : '3']
    if (name === undefined || version?.trim() === expected) return
    yield {
      field: 'runtime-metadata-version',
      message: `The metadata version is 2 on Ubuntu and 3 on Chainguard, so on ${name} it should be ${expected}, but it is ${quoted(version ?? '')}; correct it`,
      evidence: { 'runtime-metadata-version': version, ID: system?.id },
    }
  },
}

/** A program of each package that the documentation installs. */
const tools = {
  'krb5-user': 'kinit',
  ssh: 'ssh',
  'xz-utils': 'xz',
} as const

export const toolMissing: ContentRule = {
  severity: 'warning',
  summary: 'A PBJ runtime lacks a program that sessions use: that of Kerberos, ssh or xz',
  source: ruleSources.pbj,
  perField: true,
  pbjOnly: true,
  needsAll: true,
  *find({ commands }) {
    for (const [name, program] of Object.entries(tools)) {
      if (commands.find(program) !== undefined) continue
      yield {
        field: name,
        message: `A PBJ runtime needs ${name}, but no directory of PATH has its program ${quoted(program)}; install it`,
        evidence: { program, PATH: commands.path },
      }
    }
  },
}

/** Start scripts and addons write there as the user of sessions. */
const writable = ['etc', 'etc/alternatives', 'bin', 'opt', 'sbin', 'usr', 'usr/share/java', '']

export const notWritable: ContentRule = {
  severity: 'warning',
  summary: 'Directories of a PBJ runtime cannot be written to by what a session starts with',
  source: ruleSources.pbj,
  pbjOnly: true,
  needsAll: true,
  *find(subject) {
    const closed = writable.filter((path) => !isWritable(subject, path)).map((path) => `/${path}`)
    if (closed.length === 0) return
    yield {
      field: closed[0]!,
      message: `Start scripts and addons write into some directories as the user cdsw, but that user cannot write into ${describeList(closed, 'and')}; give /etc and /etc/alternatives the mode 777, and the others to cdsw with "mkdir -p" and "chown cdsw"`,
      evidence: Object.fromEntries(closed.map((path) => [path, modeOf(subject, path)])),
    }
  },
}

/** Not every archive lists the root, and only Debian has alternatives: of these nothing is said where they are not. */
function isWritable({ facts }: ContentSubject, path: string): boolean {
  const found = facts.find(path)
  if (found === undefined) return path === '' || path === 'etc/alternatives'
  return found.type === 'directory' && mayWrite(found)
}

function modeOf({ facts }: ContentSubject, path: string): string {
  const found = facts.find(path)
  if (found === undefined) return 'not there'
  const owner = found.isOwner ? 'owned by cdsw' : 'owned by another user than cdsw'
  return `${found.mode.toString(8).padStart(4, '0')}, ${owner}`
}

export const bashMissing: ContentRule = {
  severity: 'warning',
  summary: 'A PBJ runtime has no /bin/bash',
  source: ruleSources.observed,
  pbjOnly: true,
  needsAll: true,
  *find({ commands }) {
    if (commands.find('/bin/bash') !== undefined) return
    yield {
      field: '/bin/bash',
      message:
        'Terminals and start scripts of released runtimes use /bin/bash, but the image has none; install it',
      evidence: {},
    }
  },
}

export const shellNotBash: ContentRule = {
  severity: 'info',
  summary: 'A PBJ runtime sets another SHELL than /bin/bash, or none',
  source: ruleSources.observed,
  pbjOnly: true,
  *find({ env }) {
    const shell = env['SHELL']
    if (shell === '/bin/bash') return
    const found = shell === undefined ? 'does not set it' : `sets ${quoted(shell)}`
    yield {
      field: 'SHELL',
      message: `Released runtimes set SHELL to /bin/bash, which terminals start, but this one ${found}`,
      evidence: { SHELL: shell },
    }
  },
}

export const krb5ConfPresent: ContentRule = {
  severity: 'info',
  summary: 'A PBJ runtime brings a Kerberos configuration',
  source: ruleSources.observed,
  pbjOnly: true,
  *find({ facts }) {
    const file = facts.find('etc/krb5.conf')
    if (file === undefined) return
    yield {
      field: '/etc/krb5.conf',
      message:
        'Released runtimes remove the /etc/krb5.conf that the package brings, so that only that of the platform counts, but this image has one; remove it unless it is meant',
      evidence: { '/etc/krb5.conf': `/${file.path}` },
    }
  },
}

const BUNDLE = '/etc/pki/tls/certs/ca-bundle.crt'

export const caBundleMissing: ContentRule = {
  severity: 'info',
  summary: `A PBJ runtime has no ${BUNDLE}`,
  source: ruleSources.observed,
  pbjOnly: true,
  needsAll: true,
  *find({ facts }) {
    if (facts.find(BUNDLE) !== undefined) return
    yield {
      field: BUNDLE,
      message: `Released runtimes link ${BUNDLE} to the authorities of the system, since some addons look for them there, but this image does not`,
      evidence: {},
    }
  },
}

const libraries = ['usr/lib/x86_64-linux-gnu', 'usr/lib/aarch64-linux-gnu', 'usr/lib64', 'usr/lib']

export const saslLinkMissing: ContentRule = {
  severity: 'info',
  summary: 'A PBJ runtime has libsasl2.so.2, but not by the name libsasl2.so.3',
  source: ruleSources.observed,
  pbjOnly: true,
  needsAll: true,
  *find({ facts }) {
    const has = (name: string) => libraries.find((path) => facts.find(`${path}/${name}`) !== undefined)
    const directory = has('libsasl2.so.2')
    if (directory === undefined || has('libsasl2.so.3') !== undefined) return
    yield {
      field: `/${directory}/libsasl2.so.3`,
      message: `impala-shell looks for libsasl2.so.3, which released runtimes link to libsasl2.so.2 in /${directory}, but this image does not`,
      evidence: { 'libsasl2.so.2': `/${directory}` },
    }
  },
}

export const tiniPresent: ContentRule = {
  severity: 'info',
  summary: 'A PBJ runtime has tini, which the platform does without',
  source: ruleSources.observed,
  pbjOnly: true,
  *find({ commands }) {
    const tini = commands.find('tini')
    if (typeof tini !== 'object') return
    yield {
      field: `/${tini.path}`,
      message:
        'Runtimes that are built on images with tini remove it, since the platform starts a session itself, but this image still has it',
      evidence: { tini: `/${tini.path}` },
    }
  },
}
