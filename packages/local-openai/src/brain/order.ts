/** Orders to the agent, which are not for the user's ears. */
export const ORDER =
  /^(you (are|must|should|will|may|can|have)|always|never|do not|don't|be |speak|answer|reply|respond|keep|use |if |when (the|a) (user|caller)|ask|greet|say |start|begin|your (name|role|task|job))/i
