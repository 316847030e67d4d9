import { describe, expect, it } from 'vitest'
import { contentFindings } from './content-findings.ts'
import { EDITOR } from './interest.ts'
import {
  directory,
  file,
  folded,
  operatingSystem,
  program,
  runtimeContext,
  runtimeLayer,
  symlink,
  type SampleEntry,
} from './sample-content.ts'
import { codes, contextOf, editorNamed, findings, version, type Changes } from './sample-findings.ts'

const editor = (text: string, changes: Partial<SampleEntry> = {}) => program(EDITOR, text, changes)

describe('an editor', () => {
  it.each<[string, readonly string[], readonly SampleEntry[], Changes?]>([
    ['a program', [], [editor('\u007FELF\0')]],
    ['a script', [], [editor('#!/bin/bash\nexec x\n')]],
    ['a script that env starts with options', [], [editor('#!/usr/bin/env -S A=1 bash -e\n')]],
    ['no editor', ['editorMissing'], [], editorNamed('RStudio')],
    ['no editor where the platform has one', [], [], editorNamed('JupyterLab')],
    ['a link to nothing', ['editorBroken'], [symlink(EDITOR, '/opt/start.sh')]],
    ['links in a circle', ['editorBroken'], [symlink(EDITOR, EDITOR.split('/').at(-1)!)]],
    ['a directory', ['editorBroken'], [directory(EDITOR)]],
    [
      'a link into a home',
      ['editorBroken', 'mountedOverContent'],
      [program('home/cdsw/start.sh', '#!/bin/sh\r\n'), symlink(EDITOR, '/home/cdsw/start.sh')],
    ],
    ['a script that is not executable', ['editorNotExecutable'], [file(EDITOR, '#!/bin/bash\n')]],
    [
      'a script that is not executable by others',
      ['editorNotExecutable'],
      [editor('#!/bin/bash\n', { mode: 0o700 })],
    ],
    ['a script that is executable by its user', [], [editor('#!/bin/bash\n', { mode: 0o700, uid: 8536 })]],
    ['a script that is not readable', ['editorNotExecutable'], [editor('#!/bin/bash\n', { mode: 0o711 })]],
    ['a program that is not readable', [], [editor('\u007FELF', { mode: 0o711 })]],
    ['a script of Windows', ['editorCrlf'], [editor('#!/bin/bash\r\nexec x\r\n')]],
    [
      'a script of Windows behind a link',
      ['editorCrlf'],
      [program('opt/a/start.sh', '#!/bin/bash\r\n'), symlink(EDITOR, '../../../opt/a/start.sh')],
    ],
    ['a script with one line of Windows', ['editorCrlf'], [editor('#!/bin/bash\nexec x\r\n')]],
    ['a script without a first line', ['editorNoShebang'], [editor('exec x\n')]],
    ['a script with an empty first line', ['editorNoShebang'], [editor('#!\nexec x\n')]],
    ['nothing', ['editorNoShebang'], [editor('')]],
    ['a script of what is not there', ['editorInterpreterMissing'], [editor('#!/bin/zsh\n')]],
    ['a script of what is not on PATH', ['editorInterpreterMissing'], [editor('#!/usr/bin/env node\n')]],
    [
      'all at once',
      ['editorNotExecutable', 'editorCrlf', 'editorInterpreterMissing'],
      [file(EDITOR, '#!/bin/zsh\r\n')],
    ],
  ])('is judged: %s', (_, expected, own, changes = {}) => {
    expect(codes([program('usr/bin/sh'), ...own], changes)).toEqual(expected)
  })

  it('is judged in layers below, and on runtimes that are not PBJ', () => {
    const layers = [
      [program('opt/ide/bin/start', '#!/bin/bash\r\n')],
      [],
      [symlink(EDITOR, '/opt/ide/bin/start')],
    ]
    const found = contentFindings(folded(layers).facts(true), contextOf(version('1')))

    expect(found.map(({ code }) => code)).toEqual(['editorCrlf', 'editorInterpreterMissing'])
    expect(found[0]!.message).toBe(
      'The editor /usr/local/bin/ml-runtime-editor, /opt/ide/bin/start, must have lines that end in LF, but 1 of its 1 end in CRLF, so that Linux looks for a program whose name ends in a carriage return; convert it with dos2unix',
    )
    expect(found[0]!.evidence).toEqual({
      '/usr/local/bin/ml-runtime-editor': '/opt/ide/bin/start',
      'first line': '#!/bin/bash\\r',
    })
  })
})

describe('package sources', () => {
  const list = 'etc/apt/sources.list'
  const paywalled = 'deb https://archive.cloudera.com/p/cdp ubuntu main\n'
  it.each<[string, string, string, string | undefined]>([
    ['of the vendor', list, paywalled, 'https://archive.cloudera.com/p/cdp'],
    ['of the vendor in a folder', `${list}.d/cdp.list`, paywalled, 'https://archive.cloudera.com/p/cdp'],
    [
      'with options',
      list,
      `deb [arch=amd64 signed-by=/k] ${paywalled.slice(4)}`,
      'https://archive.cloudera.com/p/cdp',
    ],
    [
      'with user and password',
      list,
      paywalled.replace('//', '//me:secret@'),
      'https://archive.cloudera.com/p/cdp',
    ],
    [
      'in stanzas',
      `${list}.d/cdp.sources`,
      'Types: deb\nURIs: https://a.example\n https://archive.cloudera.com/x\nSuites: a\n',
      'https://archive.cloudera.com/x',
    ],
    [
      'that are switched off',
      `${list}.d/cdp.sources`,
      'Enabled: no\nURIs: https://archive.cloudera.com/x\n',
      undefined,
    ],
    ['in a comment', list, `# ${paywalled}`, undefined],
    ['behind a comment', list, `deb http://a.example x main # ${paywalled}`, undefined],
    ['of another host', list, 'deb https://archive.cloudera.com.example/ x main\n', undefined],
    ['that only look so', list, 'deb https://a.example/archive.cloudera.com x main\n', undefined],
    ['with another ending', `${list}.d/cdp.list.save`, paywalled, undefined],
  ])('are told where they are paywalled: %s', (_, path, text, expected) => {
    const found = findings([file(path, text)])

    expect(found.map(({ code, evidence }) => [code, evidence?.[`/${path}`]])).toEqual(
      expected === undefined ? [] : [['paywalledAptSource', expected]],
    )
    expect(JSON.stringify(found)).not.toContain('secret')
  })
})

describe('what is mounted over', () => {
  it.each<[string, readonly SampleEntry[], boolean]>([
    ['a file in the home', [file('home/cdsw/notebook.ipynb')], true],
    ['a file in the temporary directory', [file('tmp/build/a')], true],
    ['a link there', [symlink('home/cdsw/data', '/data')], true],
    ['a file that is removed', [file('tmp/a'), file('tmp/b')], true],
    ['what adduser makes', [file('home/cdsw/.bashrc'), file('home/cdsw/.profile')], false],
    ['directories', [directory('home/cdsw/work'), directory('tmp/x')], false],
    ['another home', [file('home/other/a')], false],
  ])('is told: %s', (_, own, isTold) => {
    expect(codes(own)).toEqual(isTold ? ['mountedOverContent'] : [])
  })

  it('is not told of the base, nor of what a layer above removes', () => {
    const layers = [
      [...operatingSystem, file('tmp/of-base')],
      [...runtimeLayer, file('tmp/a')],
      [file('tmp/.wh.a')],
    ]

    expect(contentFindings(folded(layers, { baseLayers: 1 }).facts(true), runtimeContext)).toEqual([])
  })

  it('is counted where there is much of it', () => {
    const [found] = findings(Array.from({ length: 3000 }, (_, index) => file(`tmp/${index}`)))

    expect(found?.evidence).toEqual({ files: '3000' })
    expect(found?.message).toContain('"/tmp/4" and 2995 more cannot be seen')
  })
})
