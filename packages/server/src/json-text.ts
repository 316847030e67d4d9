/** An answer that is JSON text already: `Answer` is what the text says. */
export class JsonText<Answer> {
  readonly text: string
  declare readonly answer: Answer

  constructor(text: string) {
    this.text = text
  }
}

/** The JSON of an answer. */
export function jsonOf(answer: unknown): string {
  return answer instanceof JsonText ? answer.text : JSON.stringify(answer)
}
