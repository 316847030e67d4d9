import type { RuleDescription } from '../rule-description.ts'
import type { ContentRule } from './content-rule.ts'
import { layerFaults } from './layer-finding.ts'
import {
  contentIncomplete,
  layerPathOutside,
  layerPathTooLong,
  layerWhiteoutInvalid,
  layerHardLinkBroken,
  layerDevice,
} from './rules/layer-rules.ts'
import {
  osNotSupported,
  osUnlikeMetadataVersion,
  toolMissing,
  notWritable,
  bashMissing,
  shellNotBash,
  krb5ConfPresent,
  caBundleMissing,
  saslLinkMissing,
  tiniPresent,
} from './rules/system-rules.ts'
import {
  cdswUserMissing,
  cdswGroupMissing,
  cdswHomeElsewhere,
  workingDirElsewhere,
} from './rules/user-rules.ts'
import { pythonMissing, pythonNotOnPath, pythonTooOld, kernelPythonDiffers } from './rules/python-rules.ts'
import {
  kernelGatewayNotInstalled,
  kernelGatewayVersionUnusual,
  kernelGatewayCmdNotFound,
  kernelspecMissing,
  kernelspecInvalid,
  kernelspecCommandNotFound,
} from './rules/kernel-rules.ts'
import {
  editorMissing,
  editorBroken,
  editorNotExecutable,
  editorCrlf,
  editorNoShebang,
  editorInterpreterMissing,
} from './rules/editor-rules.ts'
import {
  paywalledAptSource,
  pipUserModeMissing,
  packagesInHome,
  mountedOverContent,
} from './rules/package-rules.ts'

/** What is asked of the content of an image, in this order. Each is named by its code. */
export const contentRuleTable: Readonly<Record<string, ContentRule>> = {
  contentIncomplete,
  layerPathOutside,
  layerPathTooLong,
  layerWhiteoutInvalid,
  layerHardLinkBroken,
  layerDevice,
  osNotSupported,
  osUnlikeMetadataVersion,
  toolMissing,
  notWritable,
  bashMissing,
  shellNotBash,
  krb5ConfPresent,
  caBundleMissing,
  saslLinkMissing,
  tiniPresent,
  cdswUserMissing,
  cdswGroupMissing,
  cdswHomeElsewhere,
  workingDirElsewhere,
  pythonMissing,
  pythonNotOnPath,
  pythonTooOld,
  kernelPythonDiffers,
  kernelGatewayNotInstalled,
  kernelGatewayVersionUnusual,
  kernelGatewayCmdNotFound,
  kernelspecMissing,
  kernelspecInvalid,
  kernelspecCommandNotFound,
  editorMissing,
  editorBroken,
  editorNotExecutable,
  editorCrlf,
  editorNoShebang,
  editorInterpreterMissing,
  paywalledAptSource,
  pipUserModeMissing,
  packagesInHome,
  mountedOverContent,
}

/** Every code that is reported of the content of an image: by `contentFindings`, or of a layer as a whole. */
export const contentRules: readonly RuleDescription[] = [
  ...layerFaults,
  ...Object.entries(contentRuleTable).map(([code, { severity, summary, source, perField }]) => ({
    code: perField === true ? `${code}:<field>` : code,
    severity,
    summary,
    source,
  })),
]
