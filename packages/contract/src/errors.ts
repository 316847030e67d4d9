/**
 * The one table of errors. Every refusal that leaves Ingot carries one of these codes; the HTTP status, the
 * title and the advice come from here and nowhere else (docs/reference/errors.md is generated from it).
 */
export const errors = {
  INVALID_REQUEST: {
    status: 400,
    title: 'The request does not fit the schema of its operation',
    remedy: 'Correct every listed fault; /openapi.json has the schema.',
  },
  INVALID_MOMENT: {
    status: 400,
    title: 'The moment asked for with "at" is neither a revision nor a time',
    remedy: 'Give a revision such as 42, or a time such as 2026-01-31T12:00:00Z.',
  },
  UNAUTHENTICATED: {
    status: 401,
    title: 'The request carries no valid API key',
    remedy: 'Send "Authorization: Bearer KEY"; "ingot key create" makes one.',
  },
  FORBIDDEN: {
    status: 403,
    title: 'The key may not do this',
    remedy: 'Use a key whose role has the permission that is named.',
  },
  NO_SUCH_OPERATION: {
    status: 404,
    title: 'No operation has this method and path',
    remedy: '/openapi.json lists every operation.',
  },
  IMAGE_NOT_FOUND: {
    status: 404,
    title: 'No image has this id or name',
    remedy: '"ingot image list" shows what there is; names are compared without case.',
  },
  CATALOG_NOT_FOUND: {
    status: 404,
    title: 'No catalog has this name',
    remedy: '"ingot catalog list" shows what there is.',
  },
  CONSUMER_NOT_FOUND: {
    status: 404,
    title: 'No consumer has this id or name',
    remedy: '"ingot consumer list" shows what there is; TYPE/NAME tells consumers of one name apart.',
  },
  ACCESS_KEY_NOT_FOUND: {
    status: 404,
    title: 'No access key has this id',
    remedy: '"ingot access-key list" shows the access keys.',
  },
  ROLE_NOT_FOUND: {
    status: 404,
    title: 'The user does not have this role',
    remedy: '"ingot role list" shows who has which role.',
  },
  NO_DELETED_CATALOG: {
    status: 404,
    title: 'No deleted catalog had this name',
    remedy: '"ingot log" with the action catalog.delete shows what was deleted.',
  },
  NO_FITTING_IMAGE: {
    status: 404,
    title: 'No image of the catalog fits',
    remedy: 'The message says what was looked for; "ingot image list --catalog" shows what there is.',
  },
  REGISTRY_NOT_FOUND: {
    status: 404,
    title: 'No registry has this name',
    remedy: '"ingot registry list" shows what there is.',
  },
  ACCOUNT_NOT_FOUND: {
    status: 404,
    title: 'No account has this name',
    remedy: '"ingot account list" shows what there is.',
  },
  CREDENTIAL_NOT_FOUND: {
    status: 404,
    title: 'No credential has this id or name',
    remedy: '"ingot credential list" shows what there is.',
  },
  RUNTIME_NOT_FOUND: {
    status: 404,
    title: 'No runtime has this id or identifier',
    remedy: '"ingot runtime list" shows what there is.',
  },
  BASE_NOT_FOUND: {
    status: 404,
    title: 'No allowed base has this reference',
    remedy: '"ingot base list" shows what there is.',
  },
  TRUST_NOT_FOUND: {
    status: 404,
    title: 'No trusted key or identity has this name',
    remedy: '"ingot trust list" shows what there is.',
  },
  RUNTIME_REPO_NOT_FOUND: {
    status: 404,
    title: 'No Runtime Repo has this id or name',
    remedy: '"ingot runtime-repo list" shows what there is.',
  },
  ADDON_NOT_FOUND: {
    status: 404,
    title: 'No addon has this identifier',
    remedy: '"ingot addon list" shows what there is.',
  },
  REVISION_NOT_FOUND: {
    status: 404,
    title: 'The ledger has no such revision',
    remedy: '"ingot log" lists the revisions.',
  },
  KEY_NOT_FOUND: {
    status: 404,
    title: 'No API key has this id',
    remedy: '"ingot key list" shows the keys.',
  },
  AMBIGUOUS_IMAGE: {
    status: 409,
    title: 'Several images fit where one was asked for',
    remedy: 'Name the version and the catalog, or use the id of the image.',
  },
  REVISION_CONFLICT: {
    status: 409,
    title: 'The ledger has moved on since the expected revision',
    remedy: 'Look at what changed with "ingot log", then plan again.',
  },
  AMBIGUOUS_CONSUMER: {
    status: 409,
    title: 'Several consumers have this name',
    remedy: 'Write TYPE/NAME, or the id.',
  },
  CONSUMER_EXISTS: {
    status: 409,
    title: 'A consumer of this type and name exists',
    remedy: 'Choose another name, or delete the one that exists.',
  },
  CONSUMER_IN_USE: {
    status: 409,
    title: 'Other consumers run in this one',
    remedy: 'Delete those first, or give force and a reason.',
  },
  CONSUMER_BUSY: {
    status: 409,
    title: 'An operation is running on the consumer',
    remedy: 'Wait until it has ended; "ingot consumer mark" says so where Ingot was not told.',
  },
  IMAGE_IN_USE: {
    status: 409,
    title: 'Consumers use the image, or images derive from it',
    remedy: '"ingot usage" lists them; force and a reason do it nevertheless.',
  },
  IMAGE_BUSY: {
    status: 409,
    title: 'The image is being distributed',
    remedy: 'Wait until that is over, or end it, and try again.',
  },
  CATALOG_IN_USE: {
    status: 409,
    title: 'Consumers use the catalog, or images derive from its images',
    remedy: '"ingot usage" lists them; force and a reason delete it nevertheless.',
  },
  IMAGE_EXISTS: {
    status: 409,
    title: 'The catalog has another image of this id, or of this source',
    remedy: 'Change the image that exists, or choose another id.',
  },
  SWITCH_REFUSED: {
    status: 409,
    title: 'A consumer cannot be switched to the catalog; none was switched',
    remedy: 'The faults name each consumer with its reason.',
  },
  NOT_UPGRADABLE: {
    status: 409,
    title: 'The consumer cannot be upgraded to the image',
    remedy: '"ingot upgrade list" shows every image with its verdict.',
  },
  CATALOG_EXISTS: {
    status: 409,
    title: 'A catalog of this name exists',
    remedy: 'Choose another name, or use the one that exists.',
  },
  CATALOG_READ_ONLY: {
    status: 409,
    title: 'A default catalog mirrors its source and is read-only',
    remedy: 'Write to a custom catalog, for example "local"; it may use the same image names.',
  },
  CATALOG_NOT_EMPTY: {
    status: 409,
    title: 'The catalog still holds images',
    remedy: 'Give force and a reason to delete it with its images; history keeps them.',
  },
  CREDENTIAL_EXISTS: {
    status: 409,
    title: 'A credential of this name exists',
    remedy: 'Choose another name, or rotate the one that exists.',
  },
  CREDENTIAL_IN_USE: {
    status: 409,
    title: 'Runtimes are read with the credential',
    remedy: 'Give those another with "ingot runtime set-credential", or give force and a reason.',
  },
  ACCOUNT_OTHER: {
    status: 409,
    title: 'The account is of another kind',
    remedy:
      'Give the new account a name of its own; delete the other one if nothing is to be in it any more.',
  },
  ACCOUNT_IN_USE: {
    status: 409,
    title: 'Artifacts are in the account',
    remedy:
      'Give force and a reason to forget it nevertheless; its artifacts stay, but are not looked at any more.',
  },
  REGISTRY_IN_USE: {
    status: 409,
    title: 'Runtimes are on the registry',
    remedy: 'Give force and a reason to forget it nevertheless.',
  },
  BASE_EXISTS: {
    status: 409,
    title: 'The base is allowed already',
    remedy: '"ingot base refresh" looks at its tag again.',
  },
  RUNTIME_IN_USE: {
    status: 409,
    title: 'Projects start from the runtime',
    remedy: '"ingot usage" lists them; force and a reason disable it nevertheless.',
  },
  RUNTIME_REPO_EXISTS: {
    status: 409,
    title: 'A Runtime Repo of this name or URL exists',
    remedy: 'Change the one that exists, or choose another name.',
  },
  ADDON_EXISTS: {
    status: 409,
    title: 'An addon of this identifier or display name exists',
    remedy: 'Set the status of the one that exists, or choose another identifier.',
  },
  LEDGER_NOT_EMPTY: {
    status: 409,
    title: 'A backup can be restored only into an empty ledger',
    remedy: 'Name a place that does not exist yet with --db.',
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    title: 'The request is larger than this operation takes',
    remedy: 'Split the input; the limit is in the message.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: 'The body is of a type that this operation does not read',
    remedy: 'Send application/json, or what /openapi.json says for the operation.',
  },
  INVALID_INPUT: {
    status: 422,
    title: 'The input has faults; nothing was stored',
    remedy: 'Correct every listed fault and try again.',
  },
  SOURCE_REFUSED: {
    status: 422,
    title: 'The URL of the source is not one that Ingot fetches',
    remedy:
      'Use a public https URL; an administrator may allow one private host with --allow-host HOST, or HOST:PORT where it has a port of its own.',
  },
  SOURCE_INVALID: {
    status: 422,
    title: 'The source is not a catalog that can be mirrored; nothing was stored',
    remedy: 'Correct every listed fault in the source; what was mirrored before stays.',
  },
  SOURCE_UNREACHABLE: {
    status: 502,
    title: 'The source of the catalog could not be fetched',
    remedy: 'Look at the address and at the server behind it; what was mirrored before stays.',
  },
  RUNTIME_REFUSED: {
    status: 422,
    title: 'The image cannot be a runtime; nothing was stored',
    remedy:
      'Correct every listed finding and build the image again; "ingot runtime validate" shows the whole report.',
  },
  NOT_MATCHED: {
    status: 422,
    title: 'Not every image was found as it has to be; nothing was stored',
    remedy: 'Correct every listed fault and try again; --dry-run shows what would be found.',
  },
  ACCOUNT_FAILED: {
    status: 502,
    title: 'An account did not answer as it should; nothing was stored',
    remedy: 'Do what is said of each account, or leave it out with --skip-account.',
  },
  REGISTRY_REFUSED: {
    status: 422,
    title: 'The registry is not one that Ingot speaks to',
    remedy:
      'Use a public registry over https; an administrator may add a private one with "ingot registry add".',
  },
  MASTER_KEY_UNAVAILABLE: {
    status: 503,
    title: 'Secrets cannot be sealed or opened, for their master key is not at hand',
    remedy:
      'Start Ingot with INGOT_MASTER_KEY or INGOT_MASTER_KEY_FILE as it was when the secrets were sealed.',
  },
  REGISTRY_UNREACHABLE: {
    status: 502,
    title: 'The registry did not answer as it should',
    remedy: '"ingot registry test" and "ingot credential test" tell what it says.',
  },
  INVALID_BACKUP: {
    status: 422,
    title: 'The backup is damaged or not a backup of a ledger; nothing was restored',
    remedy: 'Use another copy of the backup.',
  },
  REASON_REQUIRED: {
    status: 422,
    title: 'This change needs a reason',
    remedy: 'Say why with --reason.',
  },
  LEDGER_TOO_NEW: {
    status: 500,
    title: 'The ledger was written by a newer Ingot',
    remedy: 'Upgrade this Ingot, or open a backup made with the older one.',
  },
  LEDGER_DAMAGED: {
    status: 500,
    title: 'The ledger is not as it was written',
    remedy: 'Run "ingot log verify" and restore a backup.',
  },
  LEDGER_UNAVAILABLE: {
    status: 503,
    title: 'The ledger cannot be reached just now',
    remedy: 'Try again; if it stays so, look at the database and at the path or URL given with --db.',
  },
  REVISION_NOT_YET: {
    status: 503,
    title: 'This server has not seen the revision that was asked for',
    remedy: 'Try again in a moment.',
  },
  SERVER_GONE: {
    status: 503,
    title: 'The server has gone away',
    remedy: 'Run the same line again once it is back; what was begun goes on from there.',
  },
  SERVER_UNREACHABLE: {
    status: 503,
    title: 'The server does not answer',
    remedy: 'Check the address given with --url or INGOT_URL and that "ingot serve" runs there.',
  },
  INTERNAL: {
    status: 500,
    title: 'Ingot failed',
    remedy: 'Report it with the request id; the log of the server has the cause.',
  },
} as const satisfies Record<string, ErrorEntry>

/** One row of the table: HTTP status, what is wrong in a sentence, and what to do about it. */
export interface ErrorEntry {
  status: number
  title: string
  remedy: string
}

export type ErrorCode = keyof typeof errors
