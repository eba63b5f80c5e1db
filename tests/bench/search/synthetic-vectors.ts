const DIMENSIONS = 512
/** Embeddings of texts use far fewer directions than they have numbers. */
const DIRECTIONS = 32
const TOPICS = 300

/** Makes unit vectors that lie in clusters, a cluster a topic: what embeddings look like, without a text behind them. */
export function syntheticVectors(random: () => number): (topic: number) => number[] {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const row = (length: number) => Float32Array.from({ length }, normal)
  const directions = Array.from({ length: DIRECTIONS }, () => row(DIMENSIONS))
  const centres = Array.from({ length: TOPICS }, () => row(DIRECTIONS))
  return (topic) => {
    const centre = centres[topic % TOPICS] as Float32Array
    const vector = new Float32Array(DIMENSIONS)
    directions.forEach((direction, index) => {
      const weight = (centre[index] ?? 0) + 0.7 * normal()
      for (let at = 0; at < DIMENSIONS; at += 1) vector[at] = (vector[at] ?? 0) + weight * (direction[at] ?? 0)
    })
    const length = Math.hypot(...vector)
    return Array.from(vector, (value) => Math.round((value / length) * 1e4) / 1e4)
  }
}
