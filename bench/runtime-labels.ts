/** Labels and environment of a runtime that nothing is wrong with. */
export function runtimeLabels(
  edition: string,
  maintenance: number,
): { labels: Record<string, string>; env: Record<string, string> } {
  const fields: [label: string, variable: string, value: string][] = [
    ['runtime-metadata-version', 'METADATA_VERSION', '2'],
    ['editor', 'EDITOR', 'PBJ Workbench'],
    ['kernel', 'KERNEL', 'Python 3.11'],
    ['edition', 'EDITION', edition],
    ['description', 'DESCRIPTION', 'A runtime to measure with'],
    ['short-version', 'SHORT_VERSION', '1.0'],
    ['maintenance-version', 'MAINTENANCE_VERSION', String(maintenance)],
    ['full-version', 'FULL_VERSION', `1.0.${maintenance}`],
  ]
  const env = fields.map(([, variable, value]) => [`ML_RUNTIME_${variable}`, value] as const)
  return {
    labels: Object.fromEntries(fields.map(([label, , value]) => [`com.cloudera.ml.runtime.${label}`, value])),
    env: {
      ...Object.fromEntries(env),
      ML_RUNTIME_JUPYTER_KERNEL_GATEWAY_CMD: '/usr/local/bin/jupyter kernelgateway',
      ML_RUNTIME_JUPYTER_KERNEL_NAME: 'python3',
    },
  }
}
