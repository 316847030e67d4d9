import { paywalledAptSources, rootNeeded } from './apt-lints.ts'
import { foreignCopies, unlistedBase, unpinnedBase } from './base-lints.ts'
import type { Lint } from './lint-input.ts'
import { endedPythons, lonelyFields, unlinkedEditors } from './metadata-lints.ts'
import { mountedOver } from './mount-lints.ts'
import { pipAfterUserInstall, redirectedVersions } from './pip-lints.ts'
import { carriageReturns, commentsInCommands, swallowedInstructions } from './text-lints.ts'
import { finalUser } from './user-lints.ts'
import {
  argumentPlaceholders,
  argumentsHiddenByEnv,
  duplicateKeys,
  pairsInOldForm,
  sameInstructionVariables,
} from './value-lints.ts'
import { undefinedVariables, unusedArguments } from './variable-lints.ts'

/** Everything that is looked for in a Dockerfile beyond what builders refuse. */
export const lints: readonly Lint[] = [
  argumentPlaceholders,
  argumentsHiddenByEnv,
  carriageReturns,
  commentsInCommands,
  duplicateKeys,
  endedPythons,
  finalUser,
  foreignCopies,
  lonelyFields,
  mountedOver,
  pairsInOldForm,
  paywalledAptSources,
  pipAfterUserInstall,
  redirectedVersions,
  rootNeeded,
  sameInstructionVariables,
  swallowedInstructions,
  undefinedVariables,
  unlinkedEditors,
  unlistedBase,
  unpinnedBase,
  unusedArguments,
]
