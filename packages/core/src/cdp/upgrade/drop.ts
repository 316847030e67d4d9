/** Why an image is no upgrade. */
export type UpgradeDropCode =
  | 'NOT_ASKED_FOR'
  | 'WITHDRAWN'
  | 'IMAGE_PREVIEW'
  | 'IMAGE_DISABLED'
  | 'IMAGE_REVOKED'
  | 'SOURCE_MISSING'
  | 'BASE_IMAGE'
  | 'NOT_A_DEFAULT'
  | 'NOT_LISTED'
  | 'ARCHITECTURE_DIFFERS'
  | 'CURRENT_IMAGE'
  | 'NO_PROVIDER'
  | 'NO_REGION'
  | 'NO_CLOUDERA_MANAGER'
  | 'CLOUDERA_MANAGER_IGNORED'
  | 'COMPONENTS_DIFFER'
  | 'CLOUDERA_MANAGER_OLDER'
  | 'STACK_OLDER'
  | 'VERSION_UNKNOWN'
  | 'RUNTIME_UNSUPPORTED'
  | 'NOT_IN_UPGRADE_MATRIX'
  | 'UPGRADE_PATH_BLOCKED'
  | 'OS_DIFFERS'
  | 'OS_REPOSITORY_UNKNOWN'
  | 'PACKAGES_ELSEWHERE'
  | 'PYTHON_MISSING'
  | 'SELINUX_UNSUPPORTED'
  | 'OTHER_RUNTIME'
  | 'NOT_NEWER'
  | 'NOT_THE_LATEST'

/** Why an image is no upgrade, with a sentence that says what it has and what was needed. */
export interface Drop {
  readonly code: UpgradeDropCode
  /** Made when it is asked for: most drops of a large catalog are only counted. */
  readonly message: () => string
}

/** A drop, on one line. */
export function drop(code: UpgradeDropCode, message: () => string): Drop {
  return { code, message }
}
