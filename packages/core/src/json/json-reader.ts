import { readJsonEvents, type JsonScalar } from './json-events.ts'

/** A JSON value with where it starts, in UTF-16 units. Numbers are kept as written, members in their order. */
export type JsonNode = JsonScalar | JsonArray | JsonObject

export interface JsonMember {
  readonly name: string
  readonly value: JsonNode
  readonly offset: number
}

interface JsonArray {
  readonly kind: 'array'
  readonly items: JsonNode[]
  readonly offset: number
}

interface JsonObject {
  readonly kind: 'object'
  readonly members: JsonMember[]
  readonly offset: number
}

/** Reads JSON (RFC 8259) with the place of every value, which `JSON.parse` does not tell. Throws `JsonSyntaxError`. */
export function readJson(text: string): JsonNode {
  // A list of its own that the whole value is put into, so that every value has something around it.
  const around: JsonArray = { kind: 'array', items: [], offset: 0 }
  const open: (JsonArray | JsonObject)[] = [around]
  const names: { name: string; offset: number }[] = []
  const place = (value: JsonNode): void => {
    const inner = open.at(-1)!
    if (inner.kind === 'array') inner.items.push(value)
    else inner.members.push({ value, ...names.pop()! })
  }
  readJsonEvents(text, {
    begin(kind, offset) {
      const node: JsonArray | JsonObject =
        kind === 'array' ? { kind, items: [], offset } : { kind, members: [], offset }
      place(node)
      open.push(node)
    },
    end: () => open.pop(),
    member: (name, offset) => names.push({ name, offset }),
    scalar: place,
  })
  return around.items[0]!
}
