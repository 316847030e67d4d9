import { ec2Filter } from './ec2-filter.ts'
import { ec2Record, type Ec2Record, type NewEc2Record } from './ec2-record.ts'

/** What a question for images asks for. */
interface Ec2Question {
  readonly owners: readonly string[]
  readonly filters: readonly { name: string; values: string[] }[]
  readonly withDeprecated: boolean
  readonly withDisabled: boolean
}

/** The images of one region. Those that are generated are made anew for each question, so that many cost nothing. */
export class Ec2Region {
  readonly #account: string
  /** What was put there or has changed, by id; `undefined` is gone. */
  readonly #changed = new Map<string, Ec2Record | undefined>()
  readonly #copies = new Map<string, { readonly id: string; readonly of: string }>()
  /** How often a copy that is pending is still shown so. */
  readonly #polls = new Map<string, number>()
  #generated = 0
  #last = 0

  constructor(account: string) {
    this.#account = account
  }

  /** Puts an image there; answers its id. */
  add(image: NewEc2Record): string {
    this.#last += 1
    const id = image.imageId ?? `ami-0${this.#last.toString(16).padStart(16, '0')}`
    this.#changed.set(id, ec2Record(image, id, this.#account))
    return id
  }

  /** Has the region own that many further images: `generated-0`, `generated-1`, … */
  addMany(count: number): void {
    this.#generated += count
  }

  get(id: string): Ec2Record | undefined {
    if (this.#changed.has(id)) return this.#changed.get(id)
    const at = /^ami-f(?<at>[0-9a-f]{16})$/.exec(id)?.groups?.['at']
    const index = at === undefined ? Infinity : Number.parseInt(at, 16)
    return index < this.#generated ? this.#generatedImage(index) : undefined
  }

  change(id: string, changed: Partial<Ec2Record>): void {
    const record = this.get(id)
    if (record !== undefined) this.#changed.set(id, { ...record, ...changed })
  }

  delete(id: string): void {
    this.#changed.set(id, undefined)
  }

  /** Begins a copy, or answers the one that was begun with the token; `undefined` where that was one of another image. */
  copy(source: Ec2Record, name: string, token: string, polls: number): string | undefined {
    const begun = this.#copies.get(token)
    if (begun !== undefined) return begun.of === source.imageId ? begun.id : undefined
    const { imageId, imageOwnerId: _, deprecationTime: __, ...rest } = source
    const id = this.add({ ...rest, name, launchers: [], isPublic: false, imageState: 'pending' })
    if (token !== '') this.#copies.set(token, { id, of: imageId })
    this.#polls.set(id, polls)
    return id
  }

  /** The images that somebody sees who is the account itself. */
  find({ owners, filters, withDeprecated, withDisabled }: Ec2Question): Ec2Record[] {
    const passes = ec2Filter(filters)
    const wanted = new Set(owners.map((owner) => (owner === 'self' ? this.#account : owner)))
    const found: Ec2Record[] = []
    for (const record of this.#all()) {
      const isOwn = record.imageOwnerId === this.#account
      if (!isOwn && !record.isPublic && !record.launchers.includes(this.#account)) continue
      if (wanted.size > 0 && !wanted.has(record.imageOwnerId)) continue
      if (record.imageState === 'disabled' && !(withDisabled && isOwn)) continue
      const isOver = record.deprecationTime !== undefined && Date.parse(record.deprecationTime) < Date.now()
      if (isOver && !isOwn && !withDeprecated) continue
      if (passes(record)) found.push(this.#polled(record))
    }
    return found
  }

  *#all(): Generator<Ec2Record> {
    for (const record of this.#changed.values()) if (record !== undefined) yield record
    for (let index = 0; index < this.#generated; index += 1)
      if (!this.#changed.has(generatedId(index))) yield this.#generatedImage(index)
  }

  #generatedImage(index: number): Ec2Record {
    return ec2Record({ name: `generated-${index}` }, generatedId(index), this.#account)
  }

  #polled(record: Ec2Record): Ec2Record {
    const left = this.#polls.get(record.imageId)
    if (left === undefined) return record
    this.#polls.set(record.imageId, left - 1)
    if (left > 0) return record
    this.#polls.delete(record.imageId)
    this.change(record.imageId, { imageState: 'available' })
    return this.get(record.imageId) ?? record
  }
}

function generatedId(index: number): string {
  return `ami-f${index.toString(16).padStart(16, '0')}`
}
