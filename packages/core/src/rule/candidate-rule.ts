/** A verdict in words, with what it was made on. */
export interface Explanation {
  readonly message: string
  readonly evidence: Record<string, string>
}

/**
 * One question asked of every candidate. `drop` is asked of all and builds no text; `explain` and `change` are asked
 * only where someone will read the answer.
 */
export interface CandidateRule<Candidate, Context, Code extends string> {
  readonly name: string
  drop(candidate: Candidate, context: Context): Code | undefined
  /** The verdict in words; `code` is what `drop` answered. */
  explain(candidate: Candidate, context: Context, code: Code | undefined): Explanation
  /** What would have to change for a dropped candidate to be kept. */
  change(candidate: Candidate, context: Context, code: Code): string
}
