import { kernelVariables } from '../metadata/metadata-field.ts'
import type { ContentSubject } from './content-subject.ts'
import { baseName, parentPath } from './normal-path.ts'

/** A kernelspec that Jupyter finds by the name that the runtime says. */
export interface Kernelspec {
  /** Of its `kernel.json`. */
  readonly path: string
  /** What it starts; nothing where it cannot be read. */
  readonly argv?: readonly string[]
  /** What is wrong with it. */
  readonly fault?: string
}

/** Where Jupyter looks without being told, before the prefix that it is installed in (jupyter_core, paths). */
const systemData = ['usr/local/share/jupyter', 'usr/share/jupyter']

/** The kernelspec that a runtime starts: nothing where it says no name, or Jupyter finds none of that name. */
export function kernelspecOf(subject: ContentSubject): Kernelspec | undefined {
  const name = kernelName(subject)
  if (name === undefined) return undefined
  const directories = dataDirectories(subject)
  const path = kernelspecsNamed(subject, name).find((one) => directories.includes(dataOf(one)))
  return path === undefined ? undefined : readKernelspec(subject, path)
}

/** The name of the kernelspec that a runtime says it starts. */
export function kernelName({ env }: ContentSubject): string | undefined {
  const name = env[kernelVariables.name]?.trim()
  return name === '' ? undefined : name
}

/** All kernelspecs of a name wherever they are. Jupyter takes no notice of case. */
export function kernelspecsNamed({ facts }: ContentSubject, name: string): string[] {
  const wanted = name.toLowerCase()
  const there = facts.kernelspecs.filter((path) => baseName(parentPath(path)).toLowerCase() === wanted)
  /** A directory that is a link has no entries of its own in a layer. */
  const linked = systemData
    .map((data) => `${data}/kernels/${name}/kernel.json`)
    .filter((path) => facts.find(path) !== undefined)
  return [...new Set([...there, ...linked])]
}

/** How many directories of JUPYTER_PATH are looked into. */
const DIRECTORIES = 100

/** The data directories of Jupyter that a session sees: its own, those of the system, those beside the gateway. */
export function dataDirectories({ facts, env }: ContentSubject): string[] {
  const named = (env['JUPYTER_PATH'] ?? '').split(':', DIRECTORIES)
  const beside = facts.gateways.flatMap((path) => {
    const prefix = /^(?<prefix>.{0,4000}?)(?:^|\/)lib\/python[^/]{1,20}\//.exec(path)?.groups?.['prefix']
    return prefix === undefined ? [] : [`${prefix}/share/jupyter`]
  })
  const given = [...named, ...systemData, ...beside].map((path) => path.replace(/^\/+/, ''))
  return given.map((path) => path.replace(/\/$/, '')).filter((path) => path !== '')
}

function dataOf(path: string): string {
  return parentPath(parentPath(parentPath(path)))
}

function readKernelspec({ facts, files }: ContentSubject, path: string): Kernelspec {
  const found = files.read(path)
  if (found === undefined) {
    return facts.find(path) === undefined ? { path, fault: 'it is a link to nothing' } : { path }
  }
  if (found.isCut) return { path, fault: 'it has more than 64 KiB' }
  const argv = argvOf(found.text)
  if (argv === undefined) return { path, fault: 'it is no JSON object with a list of texts as "argv"' }
  return argv.length === 0 ? { path, fault: 'its "argv" is empty' } : { path, argv }
}

function argvOf(text: string): string[] | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return undefined
  }
  const argv = typeof parsed === 'object' && parsed !== null && 'argv' in parsed ? parsed.argv : undefined
  const isList = Array.isArray(argv) && argv.every((part) => typeof part === 'string')
  return isList ? argv : undefined
}
