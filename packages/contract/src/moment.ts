import Type from 'typebox'

/** A moment in UTC, as RFC 3339 with milliseconds: `2026-01-31T12:00:00.000Z`. */
export const Moment = Type.String({ format: 'date-time', maxLength: 40 })
