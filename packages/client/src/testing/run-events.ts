import type { RunEvent, StoredRunEvent } from '@parley/shared/agent-run'

export const RUN_ID = '00000000-0000-4000-8000-0000000000f1'
export const SESSION_ID = '00000000-0000-4000-8000-0000000000f2'
export const RUN_AGENT_ID = '00000000-0000-4000-8000-0000000000f3'
export const TOOL_CALL_ID = '00000000-0000-4000-8000-0000000000f4'
export const APPROVAL_ID = '00000000-0000-4000-8000-0000000000f5'

/** Events as rows: numbered from `first`, a second apart. */
export function storedRunEvents(events: readonly RunEvent[], first = 1, runId = RUN_ID): StoredRunEvent[] {
  return events.map((event, index) => ({
    ...event,
    run_id: runId,
    seq: first + index,
    created_at: new Date(Date.UTC(2026, 10, 21, 10, 0, first + index)).toISOString(),
  }))
}

export const runStarted: RunEvent = {
  type: 'run.started',
  data: { run_id: RUN_ID, session_id: SESSION_ID, agent_id: RUN_AGENT_ID, text: 'When do you open?' },
}

/** A run with a search, a tool that a person approves, and an answer in three pieces. */
export const COMPLETE_RUN: readonly RunEvent[] = [
  runStarted,
  { type: 'step.started', data: { step: 1, model: 'test-model' } },
  {
    type: 'tool.called',
    data: { tool_call_id: TOOL_CALL_ID, name: 'search_knowledge', step: 1, arguments: { query: 'opening hours' } },
  },
  {
    type: 'tool.called',
    data: { tool_call_id: APPROVAL_ID, name: 'reserve_cake', step: 1, arguments: { cake: 'plum', pieces: 2 } },
  },
  { type: 'step.done', data: { step: 1, input_tokens: 100, output_tokens: 20, cost_micro_usd: 30 } },
  {
    type: 'tool.done',
    data: {
      tool_call_id: TOOL_CALL_ID,
      name: 'search_knowledge',
      status: 'done',
      output: 'We open at eight.',
      citations: [
        {
          source_id: '00000000-0000-4000-8000-0000000000f6',
          source_name: 'hours.pdf',
          page_number: 2,
          page_title: 'Opening hours',
          start_offset: 10,
          end_offset: 27,
        },
      ],
      ms: 41,
    },
  },
  { type: 'tool.waiting', data: { tool_call_id: APPROVAL_ID, name: 'reserve_cake', for: 'approval' } },
  { type: 'run.waiting', data: {} },
  { type: 'tool.decided', data: { tool_call_id: APPROVAL_ID, name: 'reserve_cake', decision: 'approved' } },
  {
    type: 'tool.done',
    data: { tool_call_id: APPROVAL_ID, name: 'reserve_cake', status: 'done', output: 'ok', citations: [], ms: 120 },
  },
  { type: 'step.started', data: { step: 2, model: 'test-model' } },
  { type: 'text.delta', data: { step: 2, offset: 0, delta: 'We open ' } },
  { type: 'text.delta', data: { step: 2, offset: 8, delta: 'at **eight** ' } },
  { type: 'text.delta', data: { step: 2, offset: 21, delta: 'in the morning.' } },
  { type: 'text.done', data: { step: 2, text: 'We open at **eight** in the morning.' } },
  { type: 'step.done', data: { step: 2, input_tokens: 150, output_tokens: 12, cost_micro_usd: 40 } },
  { type: 'run.done', data: { status: 'completed', error_code: null, cost_micro_usd: 70 } },
]
