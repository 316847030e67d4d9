import { setTimeout } from 'node:timers/promises'
import type { EC2, EC2ClientConfig } from '@aws-sdk/client-ec2'
import type { AwsSettings } from '@ingot/contract'
import { orAborted, startDeadline } from '../../registry/deadline.ts'
import { shownText } from '../../registry/shown-text.ts'
import type { AccountConfig } from '../cloud-account.ts'
import { CloudError } from '../cloud-error.ts'
import { noteFailure } from '../last-failure.ts'
import { awsCode, awsError, isPassing } from './aws-error.ts'
import { credentialSource, endpointIn } from './aws-credentials.ts'

/** How one try is sent. */
interface SendOptions {
  readonly abortSignal: AbortSignal
}

/** One question to the EC2 of a region. */
interface Ec2Question<Answer> {
  readonly region: string
  readonly send: (ec2: EC2, options: SendOptions) => Promise<Answer>
  readonly signal?: AbortSignal | undefined
}

/** How the EC2 of all regions of an account is asked. */
export interface Ec2Client {
  /** Asks, and asks again what may pass. Throws `CloudError`, or the reason of the signal. */
  readonly ask: <Answer>(question: Ec2Question<Answer>) => Promise<Answer>
  /** Asks; where the cloud answers one of these codes, that is no error: `undefined`. */
  readonly askUnless: <Answer>(
    codes: readonly string[],
    question: Ec2Question<Answer>,
  ) => Promise<Answer | undefined>
  readonly close: () => void
}

/** How long one try may take, in ms, with everything that its credentials take. */
const longestAnswer = 30_000
const defaultRetries = { attempts: 5, firstWait: 500 }
const maxSockets = 100

/** Loads the SDK and makes the client of an account; nothing is asked yet. */
export async function openEc2Client(config: AccountConfig<AwsSettings>): Promise<Ec2Client> {
  // What Node comes after this one is for the operator of Ingot to know, not for whoever adds an image.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'
  const { EC2 } = await import('@aws-sdk/client-ec2')
  const { endpoint } = config.settings
  const credentials = await credentialSource(config)
  const clients = new Map<string, EC2>()
  let requestHandler: EC2ClientConfig['requestHandler'] = {
    httpAgent: { keepAlive: true, maxSockets },
    httpsAgent: { keepAlive: true, maxSockets },
  }
  const clientOf = (region: string) => {
    const known = clients.get(region)
    if (known !== undefined) return known
    const at = endpointIn(region, endpoint)
    const own = at === undefined ? {} : { endpoint: at }
    const made = new EC2({ region, credentials, requestHandler, maxAttempts: 1, ...own })
    // The first client makes the handler, with its connections; all others share it.
    requestHandler = made.config.requestHandler
    clients.set(region, made)
    return made
  }
  const secrets = config.secret === undefined ? [] : [config.secret]
  const askUnless: Ec2Client['askUnless'] = (codes, question) =>
    retried({ ...defaultRetries, ...config.retries }, question.signal, codes, (signal) => ({
      answer: () => question.send(clientOf(question.region), { abortSignal: signal }),
      told: (error) => awsError(error, urlOf(question.region, endpoint), secrets),
    }))
  return {
    askUnless,
    ask: async (question) => (await askUnless([], question)) as never,
    close: () => {
      for (const client of clients.values()) client.destroy()
      clients.clear()
    },
  }
}

function urlOf(region: string, endpoint: string | undefined): URL {
  const usual = `https://ec2.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`
  const url = endpointIn(region, endpoint) ?? usual
  if (URL.canParse(url)) return new URL(url)
  throw new CloudError('invalid', `Expected an endpoint that is a URL, got "${shownText(url)}"`)
}

/** One try, and what its error means. */
interface Try<Answer> {
  readonly answer: () => Promise<Answer>
  readonly told: (error: unknown) => CloudError
}

/** The wait doubles each time; the jitter keeps many that were throttled together from coming back together. */
async function retried<Answer>(
  { attempts, firstWait }: { attempts: number; firstWait: number },
  signal: AbortSignal | undefined,
  accepted: readonly string[],
  attempt: (signal: AbortSignal) => Try<Answer>,
): Promise<Answer | undefined> {
  for (let tried = 1; ; tried += 1) {
    signal?.throwIfAborted()
    const deadline = startDeadline(longestAnswer, late, signal)
    const { answer, told } = attempt(deadline.signal)
    try {
      return await orAborted(begun(answer), deadline.signal)
    } catch (error) {
      signal?.throwIfAborted()
      if (accepted.includes(awsCode(error))) return undefined
      const failure = told(error)
      if (tried >= attempts || !isPassing(error, failure)) throw failure
      noteFailure(failure)
    } finally {
      deadline.end()
    }
    await waited(firstWait * 2 ** (tried - 1) * (0.5 + Math.random() / 2), signal)
  }
}

/** Making a client may throw at once: for a region that is none, for one. */
async function begun<Answer>(answer: () => Promise<Answer>): Promise<Answer> {
  return answer()
}

function late(): CloudError {
  return new CloudError('timeout', `AWS does not answer within ${longestAnswer / 1000} seconds`)
}

async function waited(time: number, signal: AbortSignal | undefined): Promise<void> {
  await setTimeout(time, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
    signal?.throwIfAborted()
    throw error
  })
}
