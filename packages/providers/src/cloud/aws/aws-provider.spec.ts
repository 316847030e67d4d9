import { cloudSuite } from '@ingot/testkit'
import { startAwsSite } from './testing/aws-site.ts'

cloudSuite('AWS', startAwsSite)
