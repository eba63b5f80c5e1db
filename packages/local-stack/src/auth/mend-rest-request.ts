/** Requests of the data API that the embedded service does not read as PostgREST does, put so that it does. */
export async function mendRestRequest(request: Request): Promise<Request> {
  return request
}
