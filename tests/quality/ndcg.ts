/** nDCG at a depth: what the ranking's first places are worth, of what the best ranking's would be (1). */
export function ndcg(ranking: readonly string[], grades: ReadonlyMap<string, number>, depth = 10): number {
  const gain = (grade: number, place: number) => (2 ** grade - 1) / Math.log2(place + 2)
  const best = [...grades.values()].sort((a, b) => b - a).slice(0, depth)
  const ideal = best.reduce((sum, grade, place) => sum + gain(grade, place), 0)
  const found = ranking.slice(0, depth).reduce((sum, id, place) => sum + gain(grades.get(id) ?? 0, place), 0)
  return ideal === 0 ? 0 : found / ideal
}
