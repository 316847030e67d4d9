import { IngotError } from '@ingot/contract'
import { isDatabaseUrl } from '@ingot/ledger'
import { resolve } from 'node:path'
import { makeKeyFile, readKeyFile } from './master-key-file.ts'
import { parseMasterKey, type MasterKey } from './master-key.ts'

/** Where the master key of a ledger is, as its operator says; an empty text says nothing. */
export interface MasterKeySource {
  /** The key itself: INGOT_MASTER_KEY. */
  readonly key?: string | undefined
  /** The path of a file that holds it: INGOT_MASTER_KEY_FILE. */
  readonly file?: string | undefined
}

/** Reads the master key when it is first needed, and keeps it. */
export interface MasterKeyHolder {
  /** The master key. Throws `MASTER_KEY_UNAVAILABLE`. */
  get(): Promise<MasterKey>
  /** The same of a ledger that has no secret yet: where nobody says where its key is, a file beside the ledger is made. */
  getFirst(): Promise<MasterKey>
  /** Throws what `getFirst` would throw for want of a key, and makes none. */
  expectFirst(): Promise<void>
}

const form = '32 bytes, as base64 or as 64 hexadecimal digits'
const howToMake = '"openssl rand -base64 32" makes one'

/**
 * The holder of the master key of the ledger at a place. A ledger in a file has its key in a file beside it unless told
 * otherwise; several servers may be on one in a database, so that the same key must be given to each.
 */
export function masterKeyHolder(place: string, { key, file }: MasterKeySource = {}): MasterKeyHolder {
  const given = nonEmpty(key)
  const named = nonEmpty(file)
  if (given !== undefined && named !== undefined) return refusing(bothGiven())
  if (given !== undefined) return holding(async () => parsed(Buffer.from(given), 'INGOT_MASTER_KEY'))
  if (named !== undefined) return holding(() => readNamed(named))
  if (isDatabaseUrl(place)) return refusing(noneGiven())
  return besideLedger(`${resolve(place)}.master-key`)
}

/** A holder that reads the key once; a failure is tried again. */
function holding(read: () => Promise<MasterKey>): MasterKeyHolder {
  let known: Promise<MasterKey> | undefined
  const get = () => {
    const reading = (known ??= read())
    reading.catch(() => (known = undefined))
    return reading
  }
  return { get, getFirst: get, expectFirst: async () => void (await get()) }
}

function refusing(error: IngotError): MasterKeyHolder {
  const refuse = () => Promise.reject(error)
  return { get: refuse, getFirst: refuse, expectFirst: refuse }
}

function besideLedger(path: string): MasterKeyHolder {
  const present = holding(() => readNamed(path))
  return {
    get: () => present.get(),
    getFirst: async () => {
      await made(path)
      return present.get()
    },
    expectFirst: async () => void (await readBytes(path)),
  }
}

async function readNamed(path: string): Promise<MasterKey> {
  const bytes = await readBytes(path)
  if (bytes === undefined)
    throw unavailable(`Expected the master key in "${path}", but there is no such file`)
  return parsed(bytes, `"${path}"`)
}

async function readBytes(path: string): Promise<Buffer | undefined> {
  try {
    return await readKeyFile(path)
  } catch (error) {
    throw unavailable(`Cannot read the master key in "${path}": ${codeOf(error)}`, error)
  }
}

async function made(path: string): Promise<void> {
  if ((await readBytes(path)) !== undefined) return
  try {
    await makeKeyFile(path)
  } catch (error) {
    const advice = `give a key with INGOT_MASTER_KEY or INGOT_MASTER_KEY_FILE; ${howToMake}`
    throw unavailable(`Cannot make the file "${path}" for the master key: ${codeOf(error)}; ${advice}`, error)
  }
}

function parsed(bytes: Uint8Array, where: string): MasterKey {
  const key = parseMasterKey(bytes)
  if (key !== undefined) return key
  throw unavailable(`Expected ${form} in ${where}, got something else of ${bytes.length} bytes; ${howToMake}`)
}

function bothGiven(): IngotError {
  return unavailable(
    'Expected the master key in INGOT_MASTER_KEY or in the file that INGOT_MASTER_KEY_FILE names, but both are given',
  )
}

function noneGiven(): IngotError {
  return unavailable(
    `A ledger in PostgreSQL needs a master key of ${form}, the same for every server on it; ${howToMake}`,
  )
}

function unavailable(message: string, cause?: unknown): IngotError {
  return new IngotError('MASTER_KEY_UNAVAILABLE', message, { cause })
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error)
}

function nonEmpty(text: string | undefined): string | undefined {
  return text?.trim() === '' ? undefined : text
}
