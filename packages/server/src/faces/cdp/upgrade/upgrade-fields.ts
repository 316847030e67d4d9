import { flag, maybe, text } from '../fields.ts'

/** What every upgrade of a cluster may say; how data is backed up meanwhile is not Ingot's. */
export const Upgrade = {
  imageId: maybe(text),
  runtime: maybe(text),
  lockComponents: maybe(flag),
  dryRun: maybe(flag),
  showAvailableImages: maybe(flag),
  showLatestAvailableImagePerRuntime: maybe(flag),
  rollingUpgradeEnabled: maybe(flag),
}

export const UpgradePreparation = { imageId: maybe(text), runtime: maybe(text) }
