import type { ContentFacts } from './content-facts.ts'
import type { TreeFile } from './file-tree.ts'

/** A file with its text, or the beginning of it. */
export interface TextFile {
  readonly file: TreeFile
  readonly text: string
  readonly isCut: boolean
}

/** The texts that were kept. What is no UTF-8 is read as far as it is. */
export class TextFiles {
  readonly #facts: ContentFacts

  constructor(facts: ContentFacts) {
    this.#facts = facts
  }

  /** What a path leads to; nothing where it is no file, or its content was not kept. */
  read(path: string): TextFile | undefined {
    const file = this.#facts.find(path)
    const content = file?.type === 'file' ? this.#facts.contentOf(file) : undefined
    if (file === undefined || content === undefined) return undefined
    return { file, text: new TextDecoder().decode(content.bytes), isCut: content.isCut }
  }
}
