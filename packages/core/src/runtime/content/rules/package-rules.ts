import { describeList } from '../../../resolve/describe.ts'
import { ruleSources } from '../../rule-sources.ts'
import { quoted } from '../../rules/quoted.ts'
import { paywalledSources } from '../apt-sources.ts'
import type { ContentRule } from '../content-rule.ts'
import { baseName, parentPath } from '../normal-path.ts'
import { keyValues } from '../key-values.ts'

export const paywalledAptSource: ContentRule = {
  severity: 'warning',
  summary: 'A package source is behind the paywall of the vendor',
  source: ruleSources.limitations,
  *find({ facts, files }) {
    for (const path of ['etc/apt/sources.list', ...facts.aptSources]) {
      const text = files.read(path)?.text
      const found = text === undefined ? [] : paywalledSources(text, path.endsWith('.sources'))
      if (found.length === 0) continue
      yield {
        field: `/${path}`,
        message: `/${path.slice(0, 200)} names ${quoted(found[0]!)}, which only customers may read, so "apt-get update" fails; remove it in the image`,
        evidence: { [`/${path}`]: found.join(' ') },
      }
    }
  },
}

const truths = new Set(['true', 'yes', 'on', '1', 't', 'y'])

export const pipUserModeMissing: ContentRule = {
  severity: 'warning',
  summary: 'pip does not install for the user alone',
  source: ruleSources.pbj,
  pbjOnly: true,
  needsAll: true,
  *find({ files }) {
    const text = files.read('etc/pip.conf')?.text
    const user = keyValues(text ?? '').get('user')
    if (user !== undefined && truths.has(user.toLowerCase())) return
    const found =
      text === undefined ? 'there is none' : user === undefined ? 'does not say so' : `says ${quoted(user)}`
    yield {
      field: '/etc/pip.conf',
      message: `/etc/pip.conf must have "user = true" below "[install]", so that what a user installs is kept with the project, but ${text === undefined ? found : `it ${found}`}; write it in the last step that has to do with Python`,
      evidence: { user },
    }
  },
}

export const packagesInHome: ContentRule = {
  severity: 'warning',
  summary: 'Python packages of the image are in the home of a user, where no session sees them',
  source: ruleSources.pbj,
  pbjOnly: true,
  *find({ facts }) {
    const directories = facts.userPackages.map((path) => path.replace(/\/METADATA$/, ''))
    const [first] = directories
    if (first === undefined) return
    const names = [...new Set(directories.map((path) => baseName(path).replace(/-.*$/, '')))]
    yield {
      field: `/${parentPath(first)}`,
      message: `The Python packages ${describeList(names.map(quoted), 'and')} are in the home of a user, where no session sees them; install them before /etc/pip.conf is written, with "pip3 config set install.user false"`,
      evidence: { path: `/${parentPath(first)}` },
    }
  },
}

export const mountedOverContent: ContentRule = {
  severity: 'warning',
  summary: 'A layer of the image itself has files where a session mounts something else',
  source: ruleSources.limitations,
  *find({ facts }) {
    const files = facts.mountedOver.paths.filter((path) => !skeleton.has(path))
    if (files.length === 0) return
    const shown = files.slice(0, 5).map((path) => quoted(`/${path}`))
    const more = files.length - shown.length + facts.mountedOver.more
    yield {
      field: `/${files[0]!.split('/', 1)[0] === 'tmp' ? 'tmp' : 'home/cdsw'}`,
      message: `A session mounts its own over /home/cdsw and /tmp, so that ${more === 0 ? describeList(shown, 'and') : `${shown.join(', ')} and ${more} more`} cannot be seen in it; put them into a directory of their own`,
      evidence: { files: String(files.length + facts.mountedOver.more) },
    }
  },
}

/** What comes into a home when its user is added, and nobody misses. */
const skeleton: ReadonlySet<string> = new Set(
  ['.bash_logout', '.bash_profile', '.bashrc', '.profile'].map((name) => `home/cdsw/${name}`),
)
