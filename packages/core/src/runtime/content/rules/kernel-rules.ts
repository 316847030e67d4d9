import { describeList } from '../../../resolve/describe.ts'
import { kernelVariables } from '../../metadata/metadata-field.ts'
import { ruleSources } from '../../rule-sources.ts'
import { quoted } from '../../rules/quoted.ts'
import type { ContentRule } from '../content-rule.ts'
import { dataDirectories, kernelName, kernelspecOf, kernelspecsNamed } from '../kernelspec.ts'

/** The version that the documentation names. */
const DOCUMENTED = '2.5'

export const kernelGatewayNotInstalled: ContentRule = {
  severity: 'error',
  summary: 'A PBJ runtime has no Jupyter kernel gateway',
  source: ruleSources.pbj,
  pbjOnly: true,
  needsAll: true,
  *find({ facts }) {
    if (facts.gateways.length > 0) return
    yield {
      message:
        'A PBJ runtime speaks to the platform through the Jupyter kernel gateway, but no installed Python package is that; install it: pip3 install "jupyter-kernel-gateway==2.5.2"',
      evidence: {},
    }
  },
}

export const kernelGatewayVersionUnusual: ContentRule = {
  severity: 'info',
  summary: `The Jupyter kernel gateway is of another version than ${DOCUMENTED}`,
  source: ruleSources.pbj,
  pbjOnly: true,
  *find({ facts }) {
    const versions = facts.gateways.map(gatewayVersion)
    if (versions.length === 0 || versions.some((one) => one.startsWith(`${DOCUMENTED}.`))) return
    yield {
      message: `The documentation has the Jupyter kernel gateway ${DOCUMENTED}.2, but the image has ${describeList(versions.map(quoted), 'and')}; try it before you enable it`,
      evidence: { 'jupyter-kernel-gateway': versions.join(', ') },
    }
  },
}

function gatewayVersion(path: string): string {
  return /jupyter_kernel_gateway-(?<version>[^/]{1,100}?)(?:-py[\d.]{1,10})?\.(?:dist|egg)-info/i.exec(path)!
    .groups!['version']!
}

export const kernelGatewayCmdNotFound: ContentRule = {
  severity: 'error',
  summary: 'The command that is to start the Jupyter kernel gateway is not in the image',
  source: ruleSources.pbj,
  pbjOnly: true,
  needsAll: true,
  *find({ env, commands }) {
    const command = env[kernelVariables.gatewayCommand]?.trim() ?? ''
    const program = /^[\w.+/-]{1,1024}(?=\s|$)/.exec(command)?.[0]
    if (program === undefined || commands.find(program) !== undefined) return
    yield {
      field: kernelVariables.gatewayCommand,
      message: `${kernelVariables.gatewayCommand} starts ${quoted(program)}, but the image has no such program that the user cdsw may execute; install it, or correct the command`,
      evidence: { [kernelVariables.gatewayCommand]: command, PATH: commands.path },
    }
  },
}

export const kernelspecMissing: ContentRule = {
  severity: 'error',
  summary: 'The kernelspec that a PBJ runtime starts is not where Jupyter looks',
  source: ruleSources.pbj,
  pbjOnly: true,
  needsAll: true,
  *find(subject) {
    const name = kernelName(subject)
    if (name === undefined || kernelspecOf(subject) !== undefined) return
    const elsewhere = kernelspecsNamed(subject, name).map((path) => `/${path}`)
    const found =
      elsewhere.length === 0
        ? 'has none of that name'
        : `has it only at ${quoted(elsewhere[0]!)}, where Jupyter does not look`
    yield {
      field: kernelVariables.name,
      message: `The runtime starts the kernelspec ${quoted(name)}, but the image ${found}; register the kernel as /usr/local/share/jupyter/kernels/${name.slice(0, 100)}`,
      evidence: {
        [kernelVariables.name]: name,
        found: describeList(
          subject.facts.kernelspecs.map((path) => `/${path}`),
          'and',
        ),
        'looked in': dataDirectories(subject).join(':'),
      },
    }
  },
}

export const kernelspecInvalid: ContentRule = {
  severity: 'error',
  summary: 'The kernelspec that a PBJ runtime starts cannot be read',
  source: ruleSources.pbj,
  pbjOnly: true,
  *find(subject) {
    const spec = kernelspecOf(subject)
    if (spec?.fault === undefined) return
    yield {
      field: `/${spec.path}`,
      message: `Jupyter must read the kernelspec ${quoted(`/${spec.path}`)}, but ${spec.fault}; register the kernel again`,
      evidence: { path: `/${spec.path}` },
    }
  },
}

export const kernelspecCommandNotFound: ContentRule = {
  severity: 'error',
  summary: 'What the kernelspec starts is not in the image',
  source: ruleSources.pbj,
  pbjOnly: true,
  needsAll: true,
  *find(subject) {
    const spec = kernelspecOf(subject)
    const program = spec?.argv?.[0]
    if (spec === undefined || program === undefined || subject.commands.find(program) !== undefined) return
    yield {
      field: `/${spec.path}`,
      message: `The kernelspec starts ${quoted(program)}, but the image has no such program that the user cdsw may execute; install it, or register the kernel again`,
      evidence: { [`/${spec.path}`]: program, PATH: subject.commands.path },
    }
  },
}
