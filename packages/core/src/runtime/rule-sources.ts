/** Where the rules about runtimes stand: a page of the vendor, or Ingot itself where the vendor says nothing. */
export const ruleSources = {
  metadata: 'Cloudera AI: Metadata for custom runtimes',
  limitations: 'Cloudera AI: Custom runtime limitations',
  pbj: 'Cloudera AI: Requirements for using PBJ Workbench',
  editor: 'Cloudera AI: Editor customization',
  catalog: 'Cloudera AI: Adding custom ML runtimes through the Runtime Catalog',
  base: 'Ingot: Proof of the base',
  values: 'Ingot: Values of runtime metadata',
  observed: 'Ingot: What released runtimes have in common',
  content: 'Ingot: Content of the layers',
  pinning: 'Ingot: Runtimes are pinned by digest',
} as const
