/** Attributes whose value is prose for people; a ` #` in them is text (`Description = Compile # of Cores`). */
export function isProse(name: string): boolean {
  return /(?:^|\.)(?:label|description)$/.test(name)
}

/**
 * Attributes that are strings (CycleCloud docs, Node and nodearray reference, Parameter reference). Their value is
 * the text as written: `ImageVersion = 1.10` is not the number 1.1, and a comma does not make a list.
 */
const textAttributes: ReadonlySet<string> = new Set([
  'image',
  'imageid',
  'imagename',
  'imageos',
  'imageurl',
  'imageversion',
  'imageplan.name',
  'imageplan.plan',
  'imageplan.product',
  'imageplan.publisher',
  'azure.imageversion',
  'azure.offer',
  'azure.os',
  'azure.publisher',
  'azure.resourcegroup',
  'azure.sku',
  'jetpackplatform',
  'jetpackversion',
  'category',
  'computername',
  'computernameprefix',
  'credentials',
  'formlayout',
  'hybridbenefitlicense',
  'iconurl',
  'keypairlocation',
  'locker',
  'name',
  'parametertype',
  'parentname',
  'project',
  'region',
  'securitytype',
  'shutdownpolicy',
  'sourceclustername',
  'spec',
  'subnetid',
  'version',
  'config.os',
  'config.parametertype',
  'config.plugin',
  'config.query',
  'config.template',
  'widget.plugin',
])

/** In configuration every leaf is free, but mount and export options are one string (`hard,proto=tcp`). */
export function isTextAttribute(kind: string, name: string): boolean {
  if (isProse(name)) return true
  if (kind === 'configuration') return name === 'options' || name.endsWith('.options')
  return textAttributes.has(name)
}
