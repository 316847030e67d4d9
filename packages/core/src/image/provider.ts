const aliases: ReadonlyMap<string, string> = new Map([
  ['az', 'azure'],
  ['azure', 'azure'],
  ['azure_rm', 'azure'],
  ['aws', 'aws'],
  ['ec2', 'aws'],
  ['amazon', 'aws'],
  ['gcp', 'gcp'],
  ['gce', 'gcp'],
  ['google', 'gcp'],
])

/**
 * The one name of a cloud provider, in lower case. CycleCloud alone writes Azure as `az` on artifacts, `azure` on
 * accounts and `Azure` in forms; old Cloudbreak catalogs write `azure_rm`. A name that is not known stays itself.
 */
export function normalizeProvider(text: string): string {
  const name = text.trim().toLowerCase()
  return aliases.get(name) ?? name
}
