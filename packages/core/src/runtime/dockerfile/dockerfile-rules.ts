import type { Severity } from '@ingot/contract'
import type { RuleDescription } from '../rule-description.ts'
import { ruleSources } from '../rule-sources.ts'

const sources = {
  reference: 'Dockerfile reference',
  checks: 'BuildKit: Build checks',
  limits: 'Ingot: Limits on outside text',
  example: 'Cloudera AI: Creating a Dockerfile for a custom runtime image',
  python: 'Python: Status of Python versions',
} as const

function rule(severity: Severity) {
  return (summary: string, source: string): Omit<RuleDescription, 'code'> => ({ severity, summary, source })
}

const error = rule('error')
const warning = rule('warning')
const info = rule('info')

const syntaxRules = {
  fileTooLarge: error('The file is larger than any Dockerfile needs to be', sources.limits),
  lineTooLong: error('A line is longer than builders take', sources.reference),
  tooManyInstructions: error('The file has more instructions than are looked at', sources.limits),
  tooManyStages: error('The file has more stages than are looked at', sources.limits),
  tooManySettings: error('The file sets more names than are looked at', sources.limits),
  tooManyFaults: error('There are more faults than are listed', sources.limits),
  invalidCharacter: error('A NUL character stands in the text', sources.reference),
  invalidDirective: error('A parser directive is given twice, or its value is none', sources.reference),
  unknownInstruction: error('A line begins with a word that is no instruction', sources.reference),
  lostContinuation: error(
    'A line goes on from the one before, which does not end in a continuation',
    sources.reference,
  ),
  openHeredoc: error('A heredoc has no line that ends it', sources.reference),
  listNotTexts: error('A list in brackets has something else than texts in it', sources.reference),
  listExpected: error('SHELL is not given a list of texts', sources.reference),
  forbiddenTrigger: error('ONBUILD is given an instruction that it does not take', sources.reference),
  missingArgument: error('An instruction lacks what it is about', sources.reference),
  missingDestination: error('COPY or ADD names no destination', sources.reference),
  missingEquals: error('A word of ENV or LABEL is not name=value', sources.reference),
  missingName: error('A value of ENV, LABEL or ARG has no name', sources.reference),
  unknownFlag: error('An instruction has a flag that it does not take', sources.reference),
  repeatedFlag: error('An instruction has a flag twice', sources.reference),
  flagWithoutValue: error('A flag lacks its value', sources.reference),
  invalidExpansion: error(
    'A quote is open, or a variable is written as no builder reads it',
    sources.reference,
  ),
  expansionTooLarge: error('A value grows too large once its variables are replaced', sources.limits),
  beforeFrom: error('Something else than ARG stands before the first FROM', sources.reference),
  noStage: error('The file has no FROM', sources.reference),
  invalidFrom: error('FROM is neither FROM IMAGE nor FROM IMAGE AS NAME', sources.reference),
  invalidStageName: error('The name of a stage has characters that it may not have', sources.reference),
  invalidImage: error('FROM names nothing that could be an image', sources.reference),
  unknownStage: error('COPY --from names a stage that there is not, or a variable', sources.reference),
  targetNotFound: error('No stage has the name that is to be built', sources.reference),
  directiveWithoutEffect: warning('A parser directive stands too late to be one', sources.reference),
  openContinuation: warning('The file ends within a continuation', sources.reference),
  blankContinuation: warning('A blank line stands within an instruction', sources.checks),
  swallowedInstruction: warning(
    'An instruction is a part of the one before, which ends in a continuation',
    sources.reference,
  ),
  repeatedStageName: warning('Two stages have one name', sources.checks),
  stageNameCase: warning('FROM names a stage in capitals, which most builders do not find', sources.checks),
  numberedStage: warning('FROM seems to name a stage by its number', sources.reference),
} as const

const settingRules = {
  sameInstructionVariable: warning(
    'A value uses a variable that the same ENV sets: it gets the value from before',
    sources.example,
  ),
  duplicateKey: warning('One instruction sets a name twice; the last one counts', sources.reference),
  pairsInOldForm: warning('ENV or LABEL in the old form takes what follows as one value', sources.checks),
  undefinedVariable: warning('A value uses a variable that nothing sets', sources.checks),
  argumentNotInStage: warning(
    'A value uses an ARG from before the first FROM that the stage does not declare again',
    sources.reference,
  ),
  argumentHiddenByEnv: warning('An ARG has the name of an ENV, which wins', sources.reference),
  argumentPlaceholder: warning(
    'The default of an ARG stands for a value that nobody has filled in, and reaches a label',
    ruleSources.values,
  ),
  unusedArgument: warning('A build argument is given that no ARG declares', sources.reference),
  envWithoutLabel: warning('A field of a runtime is set by ENV, but not by LABEL', ruleSources.metadata),
  labelWithoutEnv: warning('A field of a runtime is set by LABEL, but not by ENV', ruleSources.metadata),
} as const

const contentRules = {
  baseLatest: warning('The base is named by the tag latest, or by none', ruleSources.pinning),
  baseNotPinned: info('The base is named by a tag, which can be moved', ruleSources.pinning),
  baseUnlisted: info('The base is none of those that are allowed', ruleSources.base),
  baseNotUbuntu: warning('A PBJ runtime is built on a system that is not Ubuntu', ruleSources.pbj),
  foreignCopyLatest: warning(
    'Files are copied from an image that is named by the tag latest, or by none',
    ruleSources.pinning,
  ),
  foreignCopyNotPinned: info('Files are copied from an image that is named by a tag', ruleSources.pinning),
  paywalledAptSource: warning(
    "A package source behind the vendor's paywall is added",
    ruleSources.limitations,
  ),
  mountedOverContent: warning('Files go where a session mounts something over them', ruleSources.limitations),
  pipAfterUserInstall: warning('pip installs for a user after it was told to do so', ruleSources.pbj),
  redirectedVersion: warning(
    'A version behind an unquoted > is read as a file by the shell: pip install a>=1',
    sources.reference,
  ),
  rootNeeded: warning('Packages are installed as a user who may not', sources.reference),
  userNotCdsw: warning('The image ends as a user who is neither root nor cdsw', ruleSources.pbj),
  userLeftAsRoot: info('The file ends with USER root', ruleSources.pbj),
  commentInCommand: warning('A comment within a RUN ends the command there', sources.reference),
  heredocWithCarriageReturns: warning('A script in a heredoc has line ends of Windows', ruleSources.editor),
  editorNotLinked: info('An editor is named, but nothing makes it start', ruleSources.editor),
  pythonEndOfLife: info('The Python of the kernel gets no security fixes any more', sources.python),
} as const

/** Everything that can be found in a Dockerfile, by its code. */
export const dockerfileRuleTable = { ...syntaxRules, ...settingRules, ...contentRules }

export type DockerfileRuleCode = keyof typeof dockerfileRuleTable

/** The same as a list, for the page of the reference. */
export const dockerfileRules: readonly RuleDescription[] = Object.entries(dockerfileRuleTable).map(
  ([code, description]) => ({ code, ...description }),
)
