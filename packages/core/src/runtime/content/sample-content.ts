import { ContentFold, type FoldOptions } from './content-fold.ts'
import type { ContentEntry } from './content-entry.ts'

/** An entry with what it has inside. */
export type SampleEntry = ContentEntry & { readonly text?: string }

/** A file; what is not said is as most files of an image have it. */
export function file(path: string, text = '', changes: Partial<SampleEntry> = {}): SampleEntry {
  const size = new TextEncoder().encode(text).length
  return { path, type: 'file', mode: 0o644, uid: 0, gid: 0, size, text, ...changes }
}

export function program(path: string, text = '\u007FELF', changes: Partial<SampleEntry> = {}): SampleEntry {
  return file(path, text, { mode: 0o755, ...changes })
}

export function directory(path: string, changes: Partial<SampleEntry> = {}): SampleEntry {
  return file(path, '', { type: 'directory', mode: 0o755, ...changes })
}

export function symlink(path: string, link: string): SampleEntry {
  return file(path, '', { type: 'symlink', mode: 0o777, link })
}

export function hardlink(path: string, link: string): SampleEntry {
  return file(path, '', { type: 'hardlink', link })
}

/** What a scan makes of layers, from the lowest, each a list of entries: what is missing is read again. */
export function folded(
  layers: readonly (readonly SampleEntry[])[],
  options: Partial<FoldOptions> = {},
): ContentFold {
  const fold = new ContentFold({ baseLayers: 0, ...options })
  for (const [index, entries] of layers.entries()) feed(fold, index, entries)
  for (const layer of new Set(fold.missing().map((one) => one.layer))) feed(fold, layer, layers[layer]!, true)
  return fold
}

function feed(fold: ContentFold, index: number, entries: readonly SampleEntry[], again = false): void {
  fold.startLayer(index, again)
  for (const { text = '', ...entry } of entries) {
    const wanted = fold.add(entry)
    if (wanted > 0) fold.content(new TextEncoder().encode(text).subarray(0, wanted))
  }
}

const cdsw = { uid: 8536, gid: 8536 }

/** The layers of a PBJ runtime that nothing is to be said of: an operating system, and what is built on it. */
export const operatingSystem: readonly SampleEntry[] = [
  directory('./'),
  symlink('bin', 'usr/bin'),
  symlink('sbin', 'usr/sbin'),
  symlink('lib', 'usr/lib'),
  directory('etc/'),
  directory('etc/alternatives/'),
  symlink('etc/os-release', '../usr/lib/os-release'),
  file('usr/lib/os-release', 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\nVERSION_ID="22.04"\n'),
  file('etc/passwd', 'root:x:0:0:root:/root:/bin/bash\n'),
  file('etc/group', 'root:x:0:\n'),
  file('etc/apt/sources.list', 'deb http://archive.ubuntu.com/ubuntu jammy main\n'),
  directory('opt/'),
  directory('usr/'),
  directory('usr/bin/'),
  directory('usr/sbin/'),
  program('usr/bin/bash'),
  program('usr/bin/env'),
  directory('tmp/', { mode: 0o1777 }),
]

export const runtimeLayer: readonly SampleEntry[] = [
  directory('/', cdsw),
  directory('etc/', { mode: 0o777 }),
  directory('etc/alternatives/', { mode: 0o777 }),
  directory('opt/', cdsw),
  directory('usr/', cdsw),
  directory('usr/bin/', cdsw),
  directory('usr/sbin/', cdsw),
  directory('usr/share/java/', cdsw),
  file('etc/passwd', 'root:x:0:0:root:/root:/bin/bash\ncdsw:x:8536:8536:,,,:/home/cdsw:/bin/bash\n'),
  file('etc/group', 'root:x:0:\ncdsw:x:8536:\n'),
  file('etc/pip.conf', '[install]\nuser = true\n'),
  directory('home/cdsw/', cdsw),
  file('home/cdsw/.bashrc', '', cdsw),
  program('usr/bin/python3.10'),
  symlink('usr/bin/python3', 'python3.10'),
  symlink('usr/bin/python', 'python3'),
  symlink('usr/local/bin/python3', '/usr/bin/python3'),
  program('usr/bin/kinit'),
  program('usr/bin/ssh'),
  program('usr/bin/xz'),
  symlink('etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/certs/ca-certificates.crt'),
  file('etc/ssl/certs/ca-certificates.crt'),
  program('usr/local/bin/jupyter', '#!/usr/bin/python3\n'),
  directory('usr/local/lib/python3.10/dist-packages/jupyter_kernel_gateway-2.5.2.dist-info/'),
  file(
    'usr/local/share/jupyter/kernels/python3/kernel.json',
    '{"argv": ["python3", "-m", "ipykernel_launcher"]}',
  ),
]

/** What its configuration says. */
export const runtimeContext = {
  labels: {
    'com.cloudera.ml.runtime.runtime-metadata-version': '2',
    'com.cloudera.ml.runtime.editor': 'PBJ Workbench',
    'com.cloudera.ml.runtime.kernel': 'Python 3.10',
  },
  env: {
    PATH: '/home/cdsw/.local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    SHELL: '/bin/bash',
    ML_RUNTIME_JUPYTER_KERNEL_GATEWAY_CMD: '/usr/local/bin/jupyter kernelgateway',
    ML_RUNTIME_JUPYTER_KERNEL_NAME: 'python3',
  },
  workingDir: '/home/cdsw',
}
