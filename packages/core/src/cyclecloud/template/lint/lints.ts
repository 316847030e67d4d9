import { nodesThatCannotBoot } from './boot-lints.ts'
import {
  misspelledAttributes,
  repeatedAttributes,
  separatedNumbers,
  unquotedVersions,
} from './attribute-lints.ts'
import { customDefaultsOutsideFilter, defaultsOutsideFilter, filtersWithoutEffect } from './form-lints.ts'
import { endedImages, failingImages, nodesWithoutImage, severalImages } from './image-lints.ts'
import { awaitedButNotInstalled, downloadCannotBeSkipped, platformDeprecated } from './jetpack-lints.ts'
import type { Lint } from './lint.ts'
import { undefinedParameters, unknownTypes, unusedParameters } from './parameter-lints.ts'
import { bootSecurityWithoutType, doubtfulPlans, unknownSecurityTypes } from './security-lints.ts'
import { ambiguousComments, quotedReferences } from './text-lints.ts'

function warning(description: string, find: Lint['find']): Lint {
  return { severity: 'warning', description, find }
}

function info(description: string, find: Lint['find']): Lint {
  return { severity: 'info', description, find }
}

/** Every doubtful spot that is looked for, by its code. */
export const lints = {
  UNDEFINED_PARAMETER: warning(
    'An expression refers to a parameter that nothing defines',
    undefinedParameters,
  ),
  UNUSED_PARAMETER: info('Nothing refers to a parameter', unusedParameters),
  UNKNOWN_PARAMETER_TYPE: warning('ParameterType is none that is known', unknownTypes),
  DEFAULT_OUTSIDE_FILTER: warning(
    'The default image of a parameter is not among those that its own Config.Filter offers',
    defaultsOutsideFilter,
  ),
  CUSTOM_DEFAULT_OUTSIDE_FILTER: info(
    'The default of an image parameter is a URN or a resource id that its Config.Filter does not offer',
    customDefaultsOutsideFilter,
  ),
  FILTER_WITHOUT_EFFECT: warning(
    'Config.Filter looks at images on a parameter that offers something else',
    filtersWithoutEffect,
  ),
  ATTRIBUTE_TYPO: warning('An attribute is not known but nearly one that is', misspelledAttributes),
  DUPLICATE_ATTRIBUTE: warning(
    'A section sets the same attribute twice; the last one counts',
    repeatedAttributes,
  ),
  UNQUOTED_VERSION: warning(
    'A version without quotes is read as a number: 1.10 becomes 1.1',
    unquotedVersions,
  ),
  NUMBER_WITH_COMMA: warning('A number with commas between thousands is read as a list', separatedNumbers),
  AMBIGUOUS_COMMENT: warning('A " #" may have been meant otherwise than it is read', ambiguousComments),
  QUOTED_REFERENCE: warning('A reference in double quotes is not followed', quotedReferences),
  NO_IMAGE: warning('A node that is to be started names no image', nodesWithoutImage),
  SEVERAL_IMAGES: info('A node names several images, of which one wins', severalImages),
  FAILING_IMAGE: warning('The expression that names the image of a node fails', failingImages),
  IMAGE_END_OF_LIFE: warning('An image is past its end of life', endedImages),
  JETPACK_AWAITED: warning('A node waits for Jetpack, which is not installed', awaitedButNotInstalled),
  JETPACK_DOWNLOAD: warning('DownloadJetpack = false cannot work on this node', downloadCannotBeSkipped),
  JETPACK_PLATFORM: warning('JetpackPlatform is deprecated', platformDeprecated),
  UNKNOWN_SECURITY_TYPE: warning('SecurityType is none that is known', unknownSecurityTypes),
  SECURITY_WITHOUT_TYPE: warning(
    'Secure boot or vTPM is enabled without a SecurityType',
    bootSecurityWithoutType,
  ),
  CANNOT_BOOT: warning('The machine type or a setting cannot start from the image', nodesThatCannotBoot),
  DOUBTFUL_PLAN: warning('A purchase plan is written in the old way or incomplete', doubtfulPlans),
} as const satisfies Record<string, Lint>
