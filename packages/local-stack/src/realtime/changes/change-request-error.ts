/** A subscription that cannot be served. The message goes to the client in a `system` message. */
export class ChangeRequestError extends Error {}
