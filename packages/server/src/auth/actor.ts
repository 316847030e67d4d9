import type { RoleName } from '@ingot/contract'

/** Who asks: the name goes into the log. */
export interface Actor {
  readonly name: string
  readonly role: RoleName
}

/** Tells who sends a request from its Authorization header; `undefined` for nobody known. */
export type Authenticate = (
  authorization: string | undefined,
) => Actor | undefined | Promise<Actor | undefined>
