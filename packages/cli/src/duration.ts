import { InvalidArgumentError } from 'commander'

const units: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** A length of time in seconds, from a whole number and its unit: `90s`, `15m`, `6h`, `1d`. */
export function durationInSeconds(text: string): number {
  const { count, unit } = /^(?<count>\d{1,9})(?<unit>[smhd])$/.exec(text)?.groups ?? {}
  if (count === undefined || unit === undefined) {
    throw new InvalidArgumentError(`Expected a length of time such as 90s, 15m, 6h or 1d, got "${text}".`)
  }
  return Number(count) * units[unit]!
}

/** Seconds in the largest unit that holds them whole: `900` is `15m`. */
export function durationText(seconds: number): string {
  const [unit, size] = Object.entries(units).findLast(([, size]) => seconds % size === 0)!
  return `${seconds / size}${unit}`
}
