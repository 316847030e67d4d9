import { ruleSources } from '../../rule-sources.ts'
import { quoted } from '../../rules/quoted.ts'
import type { Spot } from '../../rules/runtime-rule.ts'
import { mayExecute, mayRead } from '../commands.ts'
import type { ContentRule } from '../content-rule.ts'
import type { ContentSubject } from '../content-subject.ts'
import { editorOf, interpreterOf, type Editor } from '../editor.ts'
import { EDITOR } from '../interest.ts'

const PATH = `/${EDITOR}`

/** The editors that the platform starts in its own way. */
const ownEditors: ReadonlySet<string> = new Set(['workbench', 'pbj workbench', 'jupyterlab'])

export const editorMissing: ContentRule = {
  severity: 'warning',
  summary: `The image has an editor of its own, but nothing at ${PATH}`,
  source: ruleSources.editor,
  needsAll: true,
  *find(subject) {
    const editor = subject.values.get('editor')
    if (editor === undefined || ownEditors.has(editor.trim().toLowerCase())) return
    if (editorOf(subject) !== undefined) return
    yield {
      field: PATH,
      message: `The editor is called ${quoted(editor)}, but the image has no ${PATH}, which is what starts an editor; link its start script there`,
      evidence: { editor },
    }
  },
}

export const editorBroken: ContentRule = {
  severity: 'error',
  summary: `${PATH} leads to no program that a session could start`,
  source: ruleSources.editor,
  needsAll: true,
  *find(subject) {
    const editor = editorOf(subject)
    if (editor === undefined || (editor.program?.type === 'file' && !editor.isMounted)) return
    const found = editor.isMounted
      ? 'where a session mounts something else'
      : editor.program === undefined
        ? 'where the image has nothing'
        : 'which is no file'
    const target = editor.entry.link ?? `/${editor.entry.path}`
    yield spotOf(
      editor,
      `leads to ${quoted(target)}, ${found}; put the script into the image elsewhere, and link it`,
    )
  },
}

export const editorNotExecutable: ContentRule = {
  severity: 'error',
  summary: 'The user of sessions may not execute the editor',
  source: ruleSources.editor,
  *find(subject) {
    const { editor, program } = startable(subject)
    if (editor === undefined || program === undefined) return
    if (mayExecute(program) && (editor.text === undefined || mayRead(program))) return
    const mode = program.mode.toString(8).padStart(4, '0')
    yield spotOf(
      editor,
      `must be executable by the user cdsw, and readable where it is a script, but has the mode ${mode}; build it with "chmod 755 /${program.path}"`,
      { mode },
    )
  },
}

export const editorCrlf: ContentRule = {
  severity: 'error',
  summary: 'The lines of the start script of the editor end as on Windows',
  source: ruleSources.editor,
  *find(subject) {
    const { editor } = startable(subject)
    const lines = (editor?.text ?? '').split('\n').slice(0, -1)
    const crlf = lines.filter((line) => line.endsWith('\r'))
    if (editor === undefined || crlf.length === 0) return
    yield spotOf(
      editor,
      `must have lines that end in LF, but ${crlf.length} of its ${lines.length} end in CRLF, so that Linux looks for a program whose name ends in a carriage return; convert it with dos2unix`,
      { 'first line': lines[0]?.replace('\r', '\\r') },
    )
  },
}

export const editorNoShebang: ContentRule = {
  severity: 'warning',
  summary: 'The start script of the editor does not say which program runs it',
  source: ruleSources.editor,
  *find(subject) {
    const { editor } = startable(subject)
    if (editor?.text === undefined || interpreterOf(editor.text) !== undefined) return
    const [first = ''] = editor.text.split('\n', 1)
    yield spotOf(
      editor,
      'is a script whose first line names no program, so whether it starts depends on what starts it; begin it with "#!/bin/bash"',
      { 'first line': first },
    )
  },
}

export const editorInterpreterMissing: ContentRule = {
  severity: 'error',
  summary: 'The program that runs the start script of the editor is not in the image',
  source: ruleSources.editor,
  needsAll: true,
  *find(subject) {
    const { editor } = startable(subject)
    const words = interpreterOf(editor?.text ?? '')
    const program = words && programOf(words)
    if (editor === undefined || program === undefined) return
    if (subject.commands.find(program) !== undefined) return
    yield spotOf(
      editor,
      `is run by ${quoted(program)}, but the image has no such program that the user cdsw may execute; install it, or correct the first line`,
      { 'first line': `#!${words!.join(' ')}` },
    )
  },
}

/** `env` looks for the program on PATH; what it is given before may be options and variables. */
function programOf(words: readonly string[]): string | undefined {
  const [program = '', ...rest] = words
  if (!/(?:^|\/)env$/.test(program)) return program
  return rest.find((word) => !word.startsWith('-') && !word.includes('='))
}

function startable(subject: ContentSubject): { editor?: Editor; program?: Editor['program'] } {
  const editor = editorOf(subject)
  return editor?.program?.type === 'file' && !editor.isMounted ? { editor, program: editor.program } : {}
}

function spotOf({ entry, program }: Editor, what: string, evidence: Spot['evidence'] = {}): Spot {
  const leads = program !== undefined && program.path !== entry.path ? `, /${program.path},` : ''
  return {
    field: PATH,
    message: `The editor ${PATH}${leads.slice(0, 300)} ${what}`,
    evidence: { [PATH]: program === undefined ? entry.link : `/${program.path}`, ...evidence },
  }
}
