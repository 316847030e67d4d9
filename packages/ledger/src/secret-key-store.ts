/** The key of one sealed secret, itself wrapped by a master key that is not in the database. */
export interface StoredSecretKey {
  id: string
  /** The wrapped key as text; what it is made of is for whoever wrapped it to know. */
  wrapped: string
  /** RFC 3339. */
  created: string
}

/**
 * Keys of sealed secrets. The sealed texts are documents and stay in history forever; each can be opened only as long as
 * its key is here, so these are in an ordinary table, and what is removed is destroyed.
 */
export interface SecretKeyStore {
  insert(key: StoredSecretKey): Promise<void>
  get(id: string): Promise<StoredSecretKey | undefined>
  /** All keys, oldest first. */
  list(): Promise<StoredSecretKey[]>
  /**
   * Destroys a key; answers whether it was there. SQLite overwrites it in its files; PostgreSQL and the file system
   * below may keep its bytes until they use the space again.
   */
  remove(id: string): Promise<boolean>
}
