import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeWithPrograms, requireProgram } from '@ingot/testkit'
import { afterAll, expect, it } from 'vitest'
import { lintText } from './sample-dockerfile.ts'

interface Built {
  labels: Record<string, string>
  env: Record<string, string>
}

/** Labels and environment of the image that buildah makes in a folder. Nothing is run, and no image is fetched. */
function build(folder: string, text: string, args: Readonly<Record<string, string>>): Built {
  const policy = join(folder, 'policy.json')
  writeFileSync(join(folder, 'Dockerfile'), text)
  writeFileSync(policy, JSON.stringify({ default: [{ type: 'insecureAcceptAnything' }] }))
  const given = Object.entries(args).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`])
  const flags = ['--quiet', '--layers=false', '--isolation', 'chroot', '--signature-policy', policy]
  const id = buildah(folder, ['build', ...flags, ...given, folder]).trim()
  const { Labels = {}, Env = [] } = (
    JSON.parse(buildah(folder, ['inspect', '--type', 'image', id])) as {
      OCIv1: { config: { Labels?: Record<string, string>; Env?: string[] } }
    }
  ).OCIv1.config
  const { 'io.buildah.version': _builder, ...labels } = Labels
  const { PATH: _default, ...env } = Object.fromEntries(
    Env.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const),
  )
  return { labels, env }
}

function buildah(folder: string, parameters: readonly string[]): string {
  const store = ['--root', join(folder, 'root'), '--runroot', join(folder, 'run'), '--storage-driver', 'vfs']
  return execFileSync(requireProgram('buildah')!, [...store, ...parameters], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, HOME: folder, TMPDIR: folder, XDG_RUNTIME_DIR: folder },
  })
}

const values = `
LABEL a=1 b.c="2 3" "d e"=4 f='5 $X' g=\\$X h="\\"\\\\" i=a\\ b j= k="" l==m
ENV X=one Y="two words" Z=
ENV X=three W=$X V=[$X$UNSET]
LABEL m=$X n=\${X} o="$Y" p=$Y q='$Y' r=x$X.$W s="it's" t="a\\nb" u=a\\nb
LABEL v=\${Z:-d} w=\${UNSET:-"e f"} x=\${X:+y} y=\${UNSET:+z} z=\${UNSET:-\${Z:-\${X}}}
LABEL aa old \\
  form "of it" \\
# a comment

  in lines
ENV OLD $X and "$Y"
LABEL ab=1 ab=2 ac=\\
3 ad=4 \\ 
  ae=5`

// What the two do not agree on is left out: buildah takes `\\` at the end of a line for a continuation, knows `-` and
// `+` with a colon only, and does not let a stage inherit the ARGs of the one that it begins from.
describeWithPrograms('what buildah makes of a Dockerfile', ['buildah'], () => {
  const folder = mkdtempSync(join(tmpdir(), 'ingot-dockerfile-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each<[string, string, Record<string, string>]>([
    ['values', `FROM scratch${values}`, {}],
    ['line ends of Windows', `FROM scratch${values}`.replaceAll('\n', '\r\n'), {}],
    [
      'arguments',
      'ARG V=1\nFROM scratch\nARG V\nARG W=$V.2\nARG X\nARG Y=given\nENV X=env Z=$W\nLABEL a=$V b=$W c=[$X] d=$Y e=$Z',
      { Y: 'new' },
    ],
    ['an ARG behind an ENV', 'FROM scratch\nENV A=env\nARG A=arg\nLABEL a=$A', { A: 'given' }],
    [
      'stages',
      'FROM scratch AS a\nENV A=1\nLABEL a=1\nFROM scratch AS b\nENV B=1\nLABEL b=1\nFROM a AS c\nENV A=2 C=$A\nFROM c\nLABEL c=$A$B$C',
      {},
    ],
  ])('is what the lint says: %s', (_what, text, args) => {
    const { labels, env } = lintText(text, { args })
    expect(Object.keys(labels).length).toBeGreaterThan(0)
    expect(build(folder, text, args)).toEqual({ labels, env })
  })
})
