/** One measurement of `npm run bench`. Targets are ratios within one run, or figures that the docs promise. */
export interface Benchmark {
  id: string
  /** What is measured, in a sentence. */
  what: string
  unit: string
  target: number
  /** Whether the figure must reach the target from below (`more` is better) or stay under it (`less` is better). */
  better: 'more' | 'less'
  run(): Promise<number>
}
