/** How much of a Dockerfile is looked at. Real ones are a thousandth of this; beyond it is only harm. */
export const dockerfileLimits = {
  /** Of the whole text, in UTF-16 units. */
  text: 1024 * 1024,
  /** Of one line, in UTF-16 units. BuildKit refuses longer ones. */
  line: 65_535,
  instructions: 10_000,
  stages: 100,
  /** Names that ENV, LABEL and ARG set, counted each time. */
  settings: 10_000,
  /** Of one value once its variables are replaced, in UTF-16 units. */
  value: 65_536,
  /** Of all values together. */
  expansion: 8 * 1024 * 1024,
  /** Of `${A:-${B:-…}}` inside each other. */
  depth: 50,
  /** Of a path, in UTF-16 units: no longer one can be opened on Linux. */
  path: 4096,
  /** Heredocs of one instruction. */
  heredocs: 100,
  /** Commands of all RUNs that are looked at. */
  commands: 20_000,
  /** Faults that are listed; further ones are counted. */
  faults: 1_000,
} as const
