import { armError, type ArmAnswer } from './arm-answer.ts'

/** The only client that may log in. */
export interface ArmClient {
  readonly tenant: string
  readonly clientId: string
  readonly secret: string
}

/** Good for every request; who asks for a token again gets the same. */
const token = 'token-of-a-fake-cloud'

/**
 * The answer to a request for a token (OAuth 2.0 client credentials, as Microsoft Entra has them), or to a request
 * without a right one; absent where ARM is to answer.
 */
export function answerToken(
  client: ArmClient,
  path: string,
  body: unknown,
  authorization: string | undefined,
): ArmAnswer | undefined {
  if (path === `/${client.tenant}/oauth2/v2.0/token`)
    return tokenAnswer(client, new URLSearchParams(String(body)))
  if (authorization === `Bearer ${token}`) return undefined
  const message = "Authentication failed. The 'Authorization' header is missing or invalid."
  return armError(401, 'AuthenticationFailed', message)
}

function tokenAnswer({ clientId, secret }: ArmClient, form: URLSearchParams): ArmAnswer {
  if (form.get('client_id') === clientId && form.get('client_secret') === secret) {
    return { status: 200, body: { token_type: 'Bearer', expires_in: 3599, access_token: token } }
  }
  const message = `AADSTS7000215: Invalid client secret provided: '${form.get('client_secret')}'.`
  return { status: 401, body: { error: 'invalid_client', error_description: message } }
}
