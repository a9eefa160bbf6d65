/** Bytes of a request body after decompression. */
export const maxBodyBytes = 500 * 1024
/** Bytes of one event as compact JSON. */
export const maxEventBytes = 32 * 1024
/** Events of one batch. */
export const maxBatchItems = 2500
/** Nested objects and arrays, the event itself being the first. */
export const maxDepth = 32
/** Keys of one object. */
export const maxKeys = 1000
/** Characters of a messageId. */
export const maxMessageIdLength = 100
/** Characters of an anonymousId, userId, previousId or groupId. */
export const maxIdLength = 255
/** Characters of an event's name. */
export const maxNameLength = 200
/** How far ahead of our clock an event may be, in ms; within it, it counts as of now. */
export const maxAheadMs = 10 * 60_000
/** No event is older than 2000-01-01. */
export const earliestTime = Date.UTC(2000, 0, 1)
