import type { Architecture, ImageType, LifecycleState, OperatingSystem } from '@ingot/contract'

// Plain lists, not the schemas: a command line that only reads flags need not load the schema library.
export const states: readonly LifecycleState[] = ['preview', 'active', 'deprecated', 'disabled', 'revoked']
export const operatingSystems: readonly OperatingSystem[] = ['linux', 'windows']
export const architectures: readonly Architecture[] = ['x86_64', 'arm64']
export const imageTypes: readonly ImageType[] = ['runtime', 'freeipa']
