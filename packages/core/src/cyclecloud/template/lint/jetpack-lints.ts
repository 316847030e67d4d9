import type { Value } from '../../expression/value.ts'
import type { EvaluatedAttribute, EvaluatedNode } from '../evaluated.ts'
import { quote } from '../fault-list.ts'
import { textOfValue } from '../value-text.ts'
import type { Finding, LintInput } from './lint.ts'

/** Nodes that wait for Jetpack to report although it is not installed: they stay in "Awaiting system boot-up". */
export function* awaitedButNotInstalled({ evaluated }: LintInput): Generator<Finding> {
  for (const node of started(evaluated.nodes)) {
    const install = node.attribute('InstallJetpack')
    if (!isFalse(install) || isFalse(node.attribute('AwaitInstallation'))) continue
    const message = `The ${node.kind} ${quote(node.name)} has InstallJetpack = false and still waits for Jetpack to report; set AwaitInstallation = false`
    yield at(install, message)
  }
}

/** Nodes that use the Jetpack on the image without having it started, or on Windows, where it is always downloaded. */
export function* downloadCannotBeSkipped({ evaluated }: LintInput): Generator<Finding> {
  for (const node of started(evaluated.nodes)) {
    const download = node.attribute('DownloadJetpack')
    if (!isFalse(download)) continue
    const who = `The ${node.kind} ${quote(node.name)} has DownloadJetpack = false`
    if (isFalse(node.attribute('InstallJetpack'))) {
      yield at(download, `${who} and InstallJetpack = false; then the Jetpack on the image is never set up`)
    } else if (isWindows(node)) {
      yield at(
        download,
        `${who} and starts Windows, where Jetpack is always downloaded; it works on Linux only`,
      )
    }
  }
}

/** `JetpackPlatform`, which means nothing since CycleCloud 7.7.0. */
export function* platformDeprecated({ sections }: LintInput): Generator<Finding> {
  for (const { attributes } of sections) {
    for (const { name, line, column } of attributes) {
      if (name !== 'jetpackplatform') continue
      const message =
        'JetpackPlatform is deprecated since CycleCloud 7.7.0: one Jetpack runs on every 64-bit Linux; remove it'
      yield { message, line, column }
    }
  }
}

function isWindows(node: EvaluatedNode): boolean {
  const os = node.attribute('ImageOS') ?? node.attribute('Azure.OS') ?? node.attribute('JetpackPlatform')
  if (os !== undefined) return textOfValue(os.value).toLowerCase().startsWith('windows')
  const image = node.attribute('ImageName')?.value
  return image?.type === 'string' && /^cycle\.image\.win|^microsoftwindows/i.test(image.value)
}

/** Nodes that are started, with each combination of flags told for every node that has it. */
export function started(nodes: readonly EvaluatedNode[]): readonly EvaluatedNode[] {
  return nodes.filter(({ abstract }) => !abstract)
}

function isFalse(attribute: EvaluatedAttribute | undefined): attribute is EvaluatedAttribute {
  return isBoolean(attribute?.value, false)
}

export function isBoolean(value: Value | undefined, wanted: boolean): boolean {
  return value?.type === 'boolean' && value.value === wanted
}

export function at({ origin }: EvaluatedAttribute, message: string): Finding {
  return { message, line: origin.line, column: origin.column }
}
