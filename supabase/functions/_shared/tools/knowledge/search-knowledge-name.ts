/** The name under which a model calls the built-in search. */
export const SEARCH_KNOWLEDGE = 'search_knowledge'
