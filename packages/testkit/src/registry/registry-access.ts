/** What a client needs to know to speak with a registry. */
export interface RegistryAccess {
  /** `127.0.0.1:PORT`, as references write it. */
  readonly host: string
  readonly credential?: { user: string; password: string }
  /** The authority to trust, as PEM. Without, the registry is spoken to without TLS. */
  readonly certificates?: string
}
