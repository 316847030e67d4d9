import { Finding } from '@ingot/contract'
import fc from 'fast-check'
import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { contentFindings } from './content-findings.ts'
import { contentRules } from './content-rules.ts'
import { EDITOR } from './interest.ts'
import {
  directory,
  file,
  folded,
  hardlink,
  operatingSystem,
  program,
  runtimeContext,
  runtimeLayer,
  symlink,
  type SampleEntry,
} from './sample-content.ts'
import { codes, contextOf, editorNamed, findings, version, type Changes } from './sample-findings.ts'

const kernel = 'usr/local/share/jupyter/kernels/python3/kernel.json'
const gateway = 'usr/local/lib/python3.10/dist-packages/jupyter_kernel_gateway-2.5.2.dist-info'

const gatewayCommand = (text: string) => ({ env: { ML_RUNTIME_JUPYTER_KERNEL_GATEWAY_CMD: text } })
const kernelNamed = (text: string) => ({ env: { ML_RUNTIME_JUPYTER_KERNEL_NAME: text } })
const osRelease = (text: string) => file('usr/lib/os-release', text)

describe('a runtime that has all it needs', () => {
  it('is found nothing wrong with', () => {
    expect(findings()).toEqual([])
  })

  it('may have an editor of its own', () => {
    const own = [
      program('opt/editor/start', '#!/usr/bin/env bash\nexec editor\n'),
      symlink(EDITOR, '/opt/editor/start'),
    ]

    expect(findings(own, editorNamed('VsCode'))).toEqual([])
  })

  it('may have its kernel in an environment of its own', () => {
    const own = [
      file('usr/local/bin/.wh.python3'),
      file(`usr/local/lib/python3.10/.wh.dist-packages`),
      file('usr/local/share/.wh.jupyter'),
      program('opt/conda/bin/python3.11'),
      hardlink('opt/conda/bin/python', 'opt/conda/bin/python3.11'),
      symlink('usr/local/bin/python3', '/opt/conda/bin/python3.11'),
      file('opt/conda/lib/python3.11/site-packages/jupyter_kernel_gateway-2.5.1-py3.11.egg-info/PKG-INFO'),
      file('opt/conda/share/jupyter/kernels/Python3/kernel.json', '{"argv": ["/opt/conda/bin/python"]}'),
    ]

    expect(findings(own, { env: { PATH: '/opt/conda/bin:/usr/local/bin:/usr/bin:/bin' } })).toEqual([])
  })

  it('may be on any system whose base is allowed', () => {
    const debian = [...operatingSystem, osRelease('ID=debian\n')]
    const judged = (baseLayers: number) =>
      contentFindings(folded([debian, runtimeLayer], { baseLayers }).facts(true), contextOf({}))

    expect(judged(1)).toEqual([])
    expect(judged(0).map(({ code }) => code)).toEqual(['osNotSupported'])
  })

  it('may be on Chainguard', () => {
    const own = [osRelease('ID=wolfi\nVERSION_ID=20230201\n'), file('etc/.wh.alternatives')]

    expect(findings(own, version('3'))).toEqual([])
  })
})

describe('a runtime that lacks something', () => {
  it.each<[string, readonly string[], readonly SampleEntry[], Changes?]>([
    ['another system', ['osNotSupported'], [osRelease('ID=debian\n')]],
    ['a system that inherits Object', ['osNotSupported'], [osRelease('ID=constructor\n')]],
    ['no os-release', ['osNotSupported'], [file('usr/lib/.wh.os-release')]],
    ['the metadata version of another system', ['osUnlikeMetadataVersion'], [], version('3')],
    ['Wolfi with metadata version 2', ['osUnlikeMetadataVersion'], [osRelease("ID='wolfi'\n")]],
    ['no user', ['cdswUserMissing'], [file('etc/passwd', 'root:x:0:0::/root:/bin/sh\n')]],
    [
      'another user id',
      ['cdswUserMissing'],
      [file('etc/passwd', 'cdsw:x:1000:8536::/home/cdsw:/bin/bash\n')],
    ],
    [
      'another group id',
      ['cdswUserMissing'],
      [file('etc/passwd', 'cdsw:x:8536:100::/home/cdsw:/bin/bash\n')],
    ],
    [
      'the id under another name',
      ['cdswUserMissing'],
      [file('etc/passwd', 'jovyan:x:8536:8536::/home/jovyan:/bin/bash\n')],
    ],
    ['no passwd', ['cdswUserMissing'], [file('etc/.wh.passwd')]],
    ['no group', ['cdswGroupMissing'], [file('etc/group', 'root:x:0:\nother:x:8536:\n')]],
    [
      'another home',
      ['cdswHomeElsewhere'],
      [file('etc/passwd', 'cdsw:x:8536:8536::/home/jovyan:/bin/bash\n')],
    ],
    ['another directory to start in', ['workingDirElsewhere'], [], { workingDir: '/app' }],
    ['no python3', ['pythonMissing'], [file('usr/local/bin/.wh.python3')]],
    ['python3 that leads to nothing', ['pythonMissing'], [symlink('usr/local/bin/python3', '/opt/python')]],
    [
      'python3 that nobody may execute',
      ['pythonMissing'],
      [file('usr/local/bin/.wh.python3'), file('usr/local/bin/python3')],
    ],
    ['no python', ['pythonNotOnPath'], [file('usr/bin/.wh.python')]],
    [
      'no python but in a home',
      ['pythonNotOnPath', 'mountedOverContent'],
      [file('usr/bin/.wh.python'), program('home/cdsw/.local/bin/python')],
    ],
    [
      'an old Python',
      ['pythonTooOld', 'kernelPythonDiffers'],
      [
        program('opt/python3.6'),
        symlink('usr/local/bin/python3', '/opt/python3.6'),
        file(kernel, '{"argv": ["/usr/bin/python3"]}'),
      ],
    ],
    [
      'an old Python that its library tells',
      ['pythonTooOld', 'kernelPythonDiffers'],
      [
        program('opt/p/bin/python3'),
        file('opt/p/lib/python3.5/os.py'),
        symlink('usr/local/bin/python3', '/opt/p/bin/python3'),
        file(kernel, '{"argv": ["/usr/bin/python3"]}'),
      ],
    ],
    [
      'another Python for its kernel',
      ['kernelPythonDiffers', 'kernelPythonDiffers'],
      [program('opt/venv/bin/python'), file(kernel, '{"argv": ["/opt/venv/bin/python"]}')],
    ],
    [
      'no gateway',
      ['kernelGatewayNotInstalled'],
      [file(`usr/local/lib/python3.10/dist-packages/.wh.jupyter_kernel_gateway-2.5.2.dist-info`)],
    ],
    [
      'another gateway',
      ['kernelGatewayVersionUnusual'],
      [
        file(`usr/local/lib/python3.10/dist-packages/.wh.jupyter_kernel_gateway-2.5.2.dist-info`),
        directory(gateway.replace('2.5.2', '3.0.1')),
      ],
    ],
    [
      'no program for its gateway',
      ['kernelGatewayCmdNotFound'],
      [],
      gatewayCommand('/opt/jupyter kernelgateway'),
    ],
    ['no program on PATH for its gateway', ['kernelGatewayCmdNotFound'], [], gatewayCommand('jupyter-gw')],
    ['no kernelspec', ['kernelspecMissing'], [], kernelNamed('r4.3')],
    [
      'a kernelspec where nobody looks',
      ['kernelspecMissing'],
      [file('opt/share/jupyter/kernels/r4.3/kernel.json', '{"argv": ["bash"]}')],
      kernelNamed('r4.3'),
    ],
    ['a kernelspec that is removed', ['kernelspecMissing'], [file('usr/local/share/.wh.jupyter')]],
    ['a kernelspec that is no JSON', ['kernelspecInvalid'], [file(kernel, '{"argv": ')]],
    ['a kernelspec without a command', ['kernelspecInvalid'], [file(kernel, '{"argv": []}')]],
    ['a kernelspec that is empty', ['kernelspecInvalid'], [file(kernel, '')]],
    [
      'a kernelspec without end',
      ['kernelspecInvalid'],
      [file(kernel, `{"argv": ["python3"], "x": "${'x'.repeat(70_000)}"}`)],
    ],
    ['a kernelspec of texts that are none', ['kernelspecInvalid'], [file(kernel, '{"argv": [1]}')]],
    [
      'no program for its kernel',
      ['kernelspecCommandNotFound'],
      [file(kernel, '{"argv": ["/usr/bin/R", "--slave"]}')],
    ],
    ['no Kerberos', ['toolMissing:krb5-user'], [file('usr/bin/.wh.kinit')]],
    ['no ssh', ['toolMissing:ssh'], [file('usr/bin/.wh.ssh')]],
    ['no xz', ['toolMissing:xz-utils'], [file('usr/bin/.wh.xz')]],
    [
      'closed directories',
      ['notWritable'],
      [directory('opt'), directory('usr/bin', { uid: 8536, mode: 0o555 })],
    ],
    ['a directory that is not there', ['notWritable'], [file('usr/share/.wh.java')]],
    ['a directory that its group may write into', [], [directory('opt', { gid: 8536, mode: 0o775 })]],
    ['no bash', ['bashMissing'], [file('usr/bin/.wh.bash')]],
    ['another shell', ['shellNotBash'], [], { env: { SHELL: '/bin/sh' } }],
    ['a Kerberos configuration', ['krb5ConfPresent'], [file('etc/krb5.conf', '[libdefaults]\n')]],
    ['no bundle of authorities', ['caBundleMissing'], [file('etc/.wh.pki')]],
    ['an older SASL alone', ['saslLinkMissing'], [file('usr/lib/x86_64-linux-gnu/libsasl2.so.2')]],
    [
      'both names of SASL',
      [],
      [
        file('lib/x86_64-linux-gnu/libsasl2.so.2'),
        symlink('usr/lib/x86_64-linux-gnu/libsasl2.so.3', 'libsasl2.so.2'),
      ],
    ],
    ['tini', ['tiniPresent'], [program('usr/bin/tini')]],
    ['no pip.conf', ['pipUserModeMissing'], [file('etc/.wh.pip.conf')]],
    [
      'pip.conf that says otherwise',
      ['pipUserModeMissing'],
      [file('etc/pip.conf', '[install]\nuser = false\n')],
    ],
    [
      'pip.conf that says nothing',
      ['pipUserModeMissing'],
      [file('etc/pip.conf', '[global]\n# user = true\n')],
    ],
    [
      'packages in a home',
      ['packagesInHome'],
      [file('root/.local/lib/python3.10/site-packages/numpy-1.26.0.dist-info/METADATA')],
    ],
  ])('is told so: %s', (_, expected, own, changes = {}) => {
    const found = findings(own, changes)

    expect(found.map(({ code }) => code)).toEqual(expected)
    expect(found.every((one) => Value.Check(Finding, one) && one.message.length < 1200)).toBe(true)
  })

  it('is told of what is there alone where not everything was read', () => {
    const own = [file('usr/bin/.wh.bash'), file('etc/.wh.passwd'), file('etc/krb5.conf')]

    expect(codes(own, { isComplete: false })).toEqual(['contentIncomplete', 'krb5ConfPresent'])
  })

  it('is not told of what only PBJ needs where it is none', () => {
    const own = [
      file('usr/bin/.wh.bash'),
      file('etc/.wh.passwd'),
      file('usr/.wh.local'),
      osRelease('ID=debian\n'),
    ]

    expect(codes(own, version('1'))).toEqual([])
    expect(codes([file('tmp/a'), ...own], version('1'))).toEqual(['mountedOverContent'])
  })
})

describe('contentFindings()', () => {
  it('carries the platform where it is given one', () => {
    const facts = folded([operatingSystem, runtimeLayer]).facts(true)
    const [found] = contentFindings(facts, { ...contextOf({ workingDir: '/app' }), platform: 'linux/arm64' })

    expect(found).toEqual({
      code: 'workingDirElsewhere',
      severity: 'info',
      field: 'WORKDIR',
      message:
        'Released runtimes start in /home/cdsw, where the files of a project are, but this one in "/app"',
      evidence: { WorkingDir: '/app' },
      platform: 'linux/arm64',
      rule: 'Ingot: What released runtimes have in common',
    })
  })

  it('says everything at once, errors first', () => {
    const found = contentFindings(folded([[directory('etc')]]).facts(true), runtimeContext)

    expect(found.map(({ severity }) => severity)).toEqual(
      found.map(({ severity }) => severity).toSorted(bySeverity),
    )
    expect(found.length).toBeGreaterThan(12)
  })

  it('reports no code that is not in the table of rules', () => {
    const known = new Set(contentRules.map(({ code }) => code.replace(':<field>', '')))
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '#!/bin/sh\r\n',
        '{"argv":[]}',
        'cdsw:x:1:2',
        'ID=x\n',
        'deb https://archive.cloudera.com/',
      ),
    )
    const paths = fc.constantFrom(
      EDITOR,
      kernel,
      'etc/passwd',
      'etc/group',
      'etc/os-release',
      'etc/pip.conf',
      'etc/apt/sources.list',
      'etc/apt/sources.list.d/a.sources',
      'tmp/x',
      '../x',
      '.wh.',
      `${gateway}/METADATA`,
    )
    const entry = fc.oneof(
      fc
        .tuple(paths, text, fc.integer({ min: 0, max: 0o777 }))
        .map(([path, text, mode]) => file(path, text, { mode })),
      fc.tuple(paths, paths).map(([path, link]) => symlink(path, link)),
    )
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 12 }), fc.boolean(), (own, isComplete) => {
        for (const one of findings(own, { isComplete })) {
          expect(known.has(one.code.replace(/:.*$/, ''))).toBe(true)
          expect(Value.Check(Finding, one)).toBe(true)
          expect(one.message).not.toMatch(/[\r\n]/)
        }
      }),
      { numRuns: 300 },
    )
  })
})

const order = ['error', 'warning', 'info']

function bySeverity(a: string, b: string): number {
  return order.indexOf(a) - order.indexOf(b)
}

describe('the metadata version that tells whether an image is held to what PBJ needs', () => {
  it.each([
    ['the variable, where the label is missing', '', '2', true],
    ['the variable of a non-PBJ runtime', '', '1', false],
    ['neither', '', '', false],
    ['the label before the variable', '1', '2', false],
    ['the label of a PBJ runtime', '2', '1', true],
  ])('is that of %s', (_name, label, variable, isHeld) => {
    const context = contextOf({
      labels: { 'com.cloudera.ml.runtime.runtime-metadata-version': label },
      env: { ML_RUNTIME_METADATA_VERSION: variable },
    })
    const found = contentFindings(folded([[]], { baseLayers: 0 }).facts(true), context)

    expect(found.some(({ code }) => code === 'pythonMissing')).toBe(isHeld)
  })
})
