import { compareVersions } from '../../version/compare.ts'
import { parseVersion, type Version } from '../../version/version.ts'

/** A kernel, taken apart: `Python 3.10` is the language `Python` with the version 3.10. */
export interface Kernel {
  readonly text: string
  readonly language: string
  /** `undefined` where the name ends in no version, as `Conda` does. */
  readonly version: Version | undefined
}

/** Takes the name of a kernel apart: what follows its last space is a version where it can be one. */
export function parseKernel(text: string): Kernel {
  const space = text.lastIndexOf(' ')
  const version = space === -1 ? undefined : parseVersion(text.slice(space + 1))
  return { text, language: version === undefined ? text : text.slice(0, space).trimEnd(), version }
}

/**
 * Orders kernels by language, then by number: `Python 3.9` comes before `Python 3.10`. A kernel without a version
 * comes before those of its language that have one; what is equal as a number is ordered by its text.
 */
export function compareKernels(a: Kernel, b: Kernel): number {
  return compareTexts(a.language, b.language) || compareNumbers(a, b) || compareTexts(a.text, b.text)
}

/**
 * Orders kernels by how well they stand in for `wanted`, the best first: the very same, then those of its language
 * (the next higher number and up, then the next lower and down), then those of other languages in their order.
 */
export function compareStandIns(wanted: Kernel, a: Kernel, b: Kernel): number {
  if (a.text === b.text) return 0
  const order = classOf(wanted, a) - classOf(wanted, b)
  if (order !== 0) return order
  return classOf(wanted, a) === lower ? compareKernels(b, a) : compareKernels(a, b)
}

/** Whether one kernel can be substituted for another: only within a language. */
export function isSameLanguage(a: Kernel, b: Kernel): boolean {
  return a.language === b.language
}

const lower = 2

function classOf(wanted: Kernel, kernel: Kernel): number {
  if (kernel.text === wanted.text) return 0
  if (!isSameLanguage(kernel, wanted)) return 3
  return compareNumbers(kernel, wanted) >= 0 ? 1 : lower
}

function compareNumbers(a: Kernel, b: Kernel): number {
  if (a.version !== undefined && b.version !== undefined) return compareVersions(a.version, b.version)
  return Number(a.version !== undefined) - Number(b.version !== undefined)
}

/** Orders texts by code unit. */
export function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
