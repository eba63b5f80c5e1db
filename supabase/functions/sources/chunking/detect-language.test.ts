import { strictEqual as equal } from 'node:assert'
import { detectLanguage } from './detect-language.ts'

Deno.test('tells languages apart by a sentence, and says nothing where there is nothing to tell', () => {
  const said: [string | undefined, string][] = [
    ['english', 'Whoever opens the gate closes the gate. This is the rule of the house.'],
    ['german', 'Die Mitarbeiterinnen und Mitarbeiter reisen mit der Bahn in der zweiten Klasse.'],
    ['french', 'Les employés voyagent en deuxième classe et dorment à l’hôtel.'],
    ['spanish', 'Los empleados viajan en segunda clase y duermen en un hotel.'],
    [undefined, '员工乘坐二等座出行。'.repeat(8)],
    [undefined, 'SKU: 1234; 20; 12; 1235; 30; 44; 1236; 40; 12; 1237; 50; 13'],
    [undefined, 'Yes.'],
  ]
  for (const [language, text] of said) equal(detectLanguage(text), language, text)
})
