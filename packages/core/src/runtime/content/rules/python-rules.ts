import { ruleSources } from '../../rule-sources.ts'
import { quoted } from '../../rules/quoted.ts'
import type { ContentRule } from '../content-rule.ts'
import type { ContentSubject } from '../content-subject.ts'
import type { TreeFile } from '../file-tree.ts'
import { kernelspecOf } from '../kernelspec.ts'
import { pythonVersion } from '../python-version.ts'

const PYTHON = '/usr/local/bin/python3'

export const pythonMissing: ContentRule = {
  severity: 'error',
  summary: `A PBJ runtime has no Python at ${PYTHON}`,
  source: ruleSources.pbj,
  pbjOnly: true,
  needsAll: true,
  *find({ facts, commands }) {
    if (commands.find(PYTHON) !== undefined) return
    const file = facts.find(PYTHON)
    const found =
      file === undefined ? 'there is nothing, or a link to nothing' : 'what is there cannot be executed'
    yield {
      field: PYTHON,
      message: `A PBJ runtime starts Python at ${PYTHON}, whatever its kernel is, but ${found}; link it there: ln -s "$(command -v python3)" ${PYTHON}`,
      evidence: { [PYTHON]: file?.path },
    }
  },
}

export const pythonNotOnPath: ContentRule = {
  severity: 'error',
  summary: 'A PBJ runtime has no command "python"',
  source: ruleSources.pbj,
  pbjOnly: true,
  needsAll: true,
  *find({ commands }) {
    if (commands.find('python') !== undefined) return
    yield {
      field: 'PATH',
      message:
        'A PBJ runtime needs the command "python", but no directory of PATH has it; link it, or install python-is-python3',
      evidence: { PATH: commands.path },
    }
  },
}

export const pythonTooOld: ContentRule = {
  severity: 'error',
  summary: 'The Python of a PBJ runtime is older than 3.7',
  source: ruleSources.pbj,
  pbjOnly: true,
  *find({ facts, commands }) {
    const python = commands.find(PYTHON)
    const version = isFile(python) ? pythonVersion(facts, python) : undefined
    if (version === undefined) return
    const [major, minor] = version
    if (major > 3 || (major === 3 && minor >= 7)) return
    yield {
      field: PYTHON,
      message: `A PBJ runtime needs Python 3.7 or newer, whatever its kernel is, but ${PYTHON} is Python ${major}.${minor}; install a newer one`,
      evidence: { [PYTHON]: `/${(python as TreeFile).path}` },
    }
  },
}

/** Where a Python kernel is started by another Python, packages that a user installs are not there in the kernel. */
export const kernelPythonDiffers: ContentRule = {
  severity: 'warning',
  summary: 'The commands "python" and "python3" do not start the Python of the kernel',
  source: ruleSources.pbj,
  pbjOnly: true,
  *find(subject) {
    if (!/^python\b/i.test(subject.values.get('kernel') ?? '')) return
    const started = kernelProgram(subject)
    if (!isFile(started)) return
    for (const command of ['python', PYTHON]) {
      const python = subject.commands.find(command)
      if (!isFile(python) || isSame(python, started)) continue
      yield {
        field: command,
        message: `The commands "python" and "python3" must start the Python of the kernel, but ${quoted(command)} is /${python.path} and the kernel starts /${started.path}; link the commands to that, or register the kernel with the other`,
        evidence: { [command]: `/${python.path}`, kernel: `/${started.path}` },
      }
    }
  },
}

function kernelProgram(subject: ContentSubject): TreeFile | 'unknown' | undefined {
  const spec = kernelspecOf(subject)
  return spec?.argv?.[0] === undefined ? undefined : subject.commands.find(spec.argv[0])
}

function isFile(found: TreeFile | 'unknown' | undefined): found is TreeFile {
  return typeof found === 'object'
}

/** Hard links to one file are one program. */
function isSame(one: TreeFile, other: TreeFile): boolean {
  return one.source.layer === other.source.layer && one.source.path === other.source.path
}
