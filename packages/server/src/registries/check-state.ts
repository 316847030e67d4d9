import type { Credential, Registry, RegistryCheck } from '@ingot/contract'
import type { JobStore } from '@ingot/ledger'

/** What came of a check, and which secret or server it was of: what is another by now, it says nothing about. */
interface CheckState extends RegistryCheck {
  of: string
  /** When it went well last. */
  good?: string
}

/** The name of the job that tests a credential; its state is what came of the last test. */
export function credentialCheckJob(id: string): string {
  return `credential-check/${id}`
}

function registryCheckJob(name: string): string {
  return `registry-check/${name}`
}

/** What came of the last test of a credential as it is now. */
export function credentialCheck(jobs: JobStore, credential: Credential): Promise<RegistryCheck | undefined> {
  return lastCheck(jobs, credentialCheckJob(credential.id), subjectOf(credential))
}

/** Keeps what came of a test of a credential; answers it as it is kept. */
export function saveCredentialCheck(
  jobs: JobStore,
  credential: Credential,
  check: RegistryCheck,
): Promise<RegistryCheck> {
  return saveCheck(jobs, credentialCheckJob(credential.id), subjectOf(credential), check)
}

/** What came of the last test of a registry as it is now. */
export function registryCheck(jobs: JobStore, registry: Registry): Promise<RegistryCheck | undefined> {
  return lastCheck(jobs, registryCheckJob(registry.name), registry.server)
}

/** Keeps what came of a test of a registry; answers it as it is kept. */
export function saveRegistryCheck(
  jobs: JobStore,
  registry: Registry,
  check: RegistryCheck,
): Promise<RegistryCheck> {
  return saveCheck(jobs, registryCheckJob(registry.name), registry.server, check)
}

function subjectOf({ sealed, server }: Credential): string {
  return `${sealed.key} ${server}`
}

async function stateOf(jobs: JobStore, job: string, subject: string): Promise<CheckState | undefined> {
  const state = await jobs.state<CheckState>(job)
  return state?.of === subject ? state : undefined
}

async function lastCheck(jobs: JobStore, job: string, subject: string): Promise<RegistryCheck | undefined> {
  const state = await stateOf(jobs, job, subject)
  return state === undefined ? undefined : { at: state.at, ok: state.ok, message: state.message }
}

/** One that failed tells also when it went well last: what has never worked is mended otherwise than what did. */
async function saveCheck(
  jobs: JobStore,
  job: string,
  subject: string,
  { at, ok, message }: RegistryCheck,
): Promise<RegistryCheck> {
  const good = ok ? at : (await stateOf(jobs, job, subject))?.good
  const told = ok || good === undefined ? message : `${message}. The last test that went well was at ${good}`
  const check = { at, ok, message: told }
  await jobs.save(job, { ...check, of: subject, ...(good === undefined ? {} : { good }) })
  return check
}
