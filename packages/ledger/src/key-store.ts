/** An API key as stored: the key itself is never kept, only its SHA-256. Times are RFC 3339 in UTC. */
export interface StoredKey {
  id: string
  name: string
  role: string
  /** The first characters of the key, to recognise it by. */
  prefix: string
  /** SHA-256 of the key, hex. */
  hash: string
  created: string
  expires?: string
  lastUsed?: string
}

export interface KeyStore {
  insert(key: StoredKey): Promise<void>
  list(): Promise<StoredKey[]>
  byHash(hash: string): Promise<StoredKey | undefined>
  /** Removes a key; answers what was removed. */
  remove(id: string): Promise<StoredKey | undefined>
  /** Notes the last use of a key. */
  touch(id: string, at: string): Promise<void>
}
