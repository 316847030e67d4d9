import { compareVersionTexts } from '../../version/compare.ts'

/** A full version without its build, and the digits of the build: `2024.02.1-b4` is `2024.02.1` and `4`. */
interface Built {
  readonly version: string
  /** Empty where there is none. */
  readonly build: string
}

/**
 * Orders full versions: as versions, then by the number of the build (`2024.02.1-b4` before `2024.02.1-b10`). One
 * without a build comes before all builds of its version, an absent one before all.
 */
export function compareFullVersions(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined)
  const first = takeApart(a)
  const second = takeApart(b)
  return compareVersionTexts(first.version, second.version) || compareBuilds(first.build, second.build)
}

function takeApart(text: string): Built {
  const mark = text.lastIndexOf('-b')
  const build = mark === -1 ? '' : text.slice(mark + 2)
  if (!/^\d+$/.test(build)) return { version: text, build: '' }
  return { version: text.slice(0, mark), build: build.replace(/^0+(?=\d)/, '') }
}

/** Of digits without leading zeros the longer are the greater number; no digits are less than any. */
function compareBuilds(a: string, b: string): number {
  return a.length - b.length || (a === b ? 0 : a < b ? -1 : 1)
}
