/** An image as the API has it (Compute v1, resource Image), as far as a test says. */
export interface GceImage {
  readonly name: string
  readonly id?: string
  readonly family?: string
  readonly status?: string
  readonly creationTimestamp?: string
  readonly deprecated?: Readonly<Record<string, unknown>>
  readonly [field: string]: unknown
}

/** The images of one project: those that were put there, and any number that are made when they are asked for. */
export class GceImages {
  readonly #put = new Map<string, GceImage>()
  readonly #deleted = new Set<string>()
  #generated = { count: 0, prefix: '' }

  put(image: GceImage): void {
    const made = { ...standard(image.name, this.#put.size + 1), ...image }
    this.#put.set(image.name, made)
    this.#deleted.delete(image.name)
  }

  /** Has it hold so many more images, called `<prefix>-0`, `<prefix>-1`, …, which take no memory. */
  generate(count: number, prefix = 'generated'): void {
    this.#generated = { count, prefix }
  }

  delete(name: string): void {
    this.#put.delete(name)
    this.#deleted.add(name)
  }

  get(nameOrId: string): GceImage | undefined {
    const image = /^\d/.test(nameOrId) ? this.#byId(nameOrId) : this.#byName(nameOrId)
    return image === undefined || this.#deleted.has(image.name) ? undefined : image
  }

  /** What a family points to: its newest image that may be started from without a warning. */
  ofFamily(family: string): GceImage | undefined {
    return [...this.#put.values()]
      .filter((image) => image.family === family && image.status === 'READY')
      .filter(({ deprecated }) => deprecated === undefined || deprecated['state'] === 'ACTIVE')
      .toSorted((a, b) => timeOf(b) - timeOf(a))[0]
  }

  inFamily(family: string): GceImage[] {
    return [...this.#put.values()].filter((image) => image.family === family)
  }

  /** The images from a place in their order on, at most so many, and the place of the next. */
  page(start: number, limit: number): { items: GceImage[]; next?: number } {
    const put = [...this.#put.values()]
    const total = put.length + this.#generated.count
    const items: GceImage[] = []
    let at = start
    for (; at < total && items.length < limit; at += 1) {
      const image = put[at] ?? this.#make(at - put.length)
      if (!this.#deleted.has(image.name)) items.push(image)
    }
    return { items, ...(at < total ? { next: at } : {}) }
  }

  #byName(name: string): GceImage | undefined {
    const index = Number(/^(.+)-(\d+)$/.exec(name)?.[2] ?? -1)
    const { count, prefix } = this.#generated
    const isGenerated = index >= 0 && index < count && name === `${prefix}-${index}`
    return this.#put.get(name) ?? (isGenerated ? this.#make(index) : undefined)
  }

  #byId(id: string): GceImage | undefined {
    const index = Number(BigInt(id) - generatedId)
    if (index >= 0 && index < this.#generated.count) return this.#make(index)
    return [...this.#put.values()].find((image) => image.id === id)
  }

  #make(index: number): GceImage {
    const image = standard(`${this.#generated.prefix}-${index}`, 0)
    return { ...image, id: String(generatedId + BigInt(index)) }
  }
}

const generatedId = 7_000_000_000_000_000_000n

function standard(name: string, number: number): GceImage {
  return {
    kind: 'compute#image',
    id: String(1_234_567_890_123_000_000n + BigInt(number)),
    name,
    status: 'READY',
    creationTimestamp: '2024-03-01T10:00:00.000-08:00',
    architecture: 'X86_64',
    archiveSizeBytes: '1073741824',
    diskSizeGb: '20',
    guestOsFeatures: [{ type: 'UEFI_COMPATIBLE' }, { type: 'GVNIC' }],
  }
}

function timeOf({ creationTimestamp = '' }: GceImage): number {
  return Date.parse(creationTimestamp)
}
