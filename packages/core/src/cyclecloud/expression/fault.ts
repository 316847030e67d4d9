/** What is wrong with an expression. `offset` counts UTF-16 units into its text. */
export interface ExpressionFault {
  readonly code: string
  readonly message: string
  readonly offset: number
}
