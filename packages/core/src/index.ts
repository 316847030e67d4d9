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
