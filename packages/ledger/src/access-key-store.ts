/** An access key as stored: who signs with it, and the public half alone. Times are RFC 3339 in UTC. */
export interface StoredAccessKey {
  accessKeyId: string
  user: string
  role: string
  algorithm: 'ed25519' | 'rsa' | 'ecdsa'
  /** The SubjectPublicKeyInfo (RFC 5280), as PEM or as base64 of its DER. */
  publicKey: string
  created: string
  expires?: string
  lastUsed?: string
}

/** Access keys: like API keys not knowledge, so an ordinary table beside the ledger. */
export interface AccessKeyStore {
  insert(key: StoredAccessKey): Promise<void>
  /** All keys, oldest first. */
  list(): Promise<StoredAccessKey[]>
  byId(accessKeyId: string): Promise<StoredAccessKey | undefined>
  /** Removes a key; answers what was removed. */
  remove(accessKeyId: string): Promise<StoredAccessKey | undefined>
  /** Notes the last use of a key. */
  touch(accessKeyId: string, at: string): Promise<void>
}
