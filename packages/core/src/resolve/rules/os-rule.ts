import type { Rule } from '../rule.ts'

/** Drops images of another operating system; one that does not say fits. */
export const osRule: Rule = {
  name: 'os',
  drop({ image }, { os }) {
    return os !== undefined && image.os !== undefined && image.os !== os ? 'OS_MISMATCH' : undefined
  },
  explain({ image }, { os }, code) {
    const evidence = { os: image.os ?? 'not said', wanted: os ?? 'any' }
    if (code !== undefined) return { message: `It is for ${image.os}, but ${os} is wanted`, evidence }
    return { message: os === undefined ? 'Any operating system is wanted' : `It fits ${os}`, evidence }
  },
  change({ image }) {
    return `Ask for ${image.os}`
  },
}
