import type { FakeArm, FakeEc2, FakeOpenStack } from '@ingot/testkit'

/** A line of `ingot account add` for a fake cloud, and the secret that it takes. */
export interface AccountLine {
  readonly args: readonly string[]
  readonly secret: string
}

export function awsLine(name: string, { url, user }: FakeEc2): AccountLine {
  const args = ['account', 'add', 'aws', name, '--access-key-id', user.accessKeyId, '--endpoint', url]
  return { args, secret: user.secret }
}

export function azureLine(name: string, { url, client, content }: FakeArm): AccountLine {
  const { tenant, clientId, secret } = client
  const place = ['--subscription', content.subscription, '--endpoint', url]
  return {
    args: ['account', 'add', 'azure', name, ...place, '--tenant', tenant, '--client-id', clientId],
    secret,
  }
}

export function openStackLine(name: string, { authUrl, user }: FakeOpenStack): AccountLine {
  const { username, password, project } = user
  const who = ['--username', username, '--project', project]
  return { args: ['account', 'add', 'openstack', name, '--auth-url', authUrl, ...who], secret: password }
}
