/**
 * What can be wrong with a template so that a part of it is not understood or not evaluated. Severity is that of
 * the usual case; docs/template-language.md shows this table.
 */
export const faultCodes = {
  JINJA_TEMPLATE: 'The file is a Jinja template that has yet to be rendered',
  NOT_UTF8: 'A character could not be decoded as UTF-8',
  INVALID_CHARACTER: 'A NUL character stands in the text',
  UNREADABLE_LINE: 'The line is neither a section, an attribute nor a comment',
  KEY_WITHOUT_VALUE: 'A key stands alone, without "=" and a value',
  PLACEHOLDER: 'A placeholder such as "<---- add nodes here ---->" was left in the file',
  INVALID_KEY: 'The key of an attribute has characters that no key has',
  ATTRIBUTE_OUTSIDE_SECTION: 'An attribute stands before the first section',
  UNTERMINATED_BLOCK: 'A value in triple quotes is not closed',
  UNTERMINATED_STRING: 'A value in double quotes is not closed',
  UNTERMINATED_REFERENCE: 'A "${" has no matching "}"',
  TEXT_AFTER_VALUE: 'Text follows the closing quotes of a value',
  TEXT_AFTER_SECTION: 'Text follows the closing brackets of a section',
  UNBALANCED_BRACKETS: 'A section opens and closes with different numbers of brackets',
  UNKNOWN_SECTION: 'No section has this kind',
  MISPLACED_SECTION: 'A section of this kind cannot stand here',
  RANK_JUMP: 'A section is nested deeper than the one before it allows',
  RANK_TOO_DEEP: 'A section has more brackets than any template needs',
  MISSING_NAME: 'A section of this kind needs a name',
  NO_CLUSTER: 'The template defines no cluster',
  INVALID_EXPRESSION: 'An expression cannot be read',
  DUPLICATE_SECTION: 'Two sections define the same node, cluster or parameter',
  UNKNOWN_PARENT: 'Extends or ParentName names something that the file does not define',
  CYCLIC_EXTENDS: 'Nodes or clusters extend each other in a circle',
  EXTENDS_TOO_DEEP: 'A node inherits from more nodes than any template needs',
  CYCLIC_PARAMETER: 'The default values of parameters refer to each other in a circle',
  TOO_MANY_NODES: 'Inheritance between clusters makes more nodes than can be handled',
  UNKNOWN_PARAMETER: 'A value is given for a parameter that the template does not define',
  UNKNOWN_FILE_TYPE: 'A parameter file is neither *.json nor *.properties',
  INVALID_PARAMETER_FILE: 'A parameter file cannot be read',
  TOO_MANY_FAULTS: 'There are more faults than are listed',
} as const satisfies Record<string, string>

export type FaultCode = keyof typeof faultCodes
