export * from './image/source.ts'
export * from './version/bump.ts'
export * from './version/compare.ts'
export * from './version/range.ts'
export {
  parseVersion,
  versionFault,
  versionLimit,
  type Version,
  type VersionPart,
} from './version/version.ts'
export * from './cyclecloud/template/evaluate-template.ts'
export * from './cyclecloud/template/evaluated.ts'
export { faultCodes } from './cyclecloud/template/fault-code.ts'
export * from './cyclecloud/template/format-template.ts'
export * from './cyclecloud/template/parameter-file.ts'
export type { ParameterValues } from './cyclecloud/template/parameters.ts'
export * from './cyclecloud/template/parse-template.ts'
export * from './cyclecloud/template/template.ts'
export * from './cyclecloud/resolution/image-state.ts'
export * from './cyclecloud/resolution/public-parameters.ts'
export * from './cyclecloud/resolution/resolve-template.ts'
export * from './lock/make-lock.ts'
export * from './lock/parse-lock.ts'
export * from './lock/update-lock.ts'
export * from './lock/verify-lock.ts'
