import { cloudSuite } from '@ingot/testkit'
import { startAzureSite } from './testing/azure-site.ts'

cloudSuite('Azure', startAzureSite)
