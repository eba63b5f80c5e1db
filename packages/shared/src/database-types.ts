export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  ai: {
    Tables: {
      agent_knowledge_bases: {
        Row: {
          agent_id: string
          created_at: string
          knowledge_base_id: string
          organization_id: string
        }
        ComputedFields: never
        Insert: {
          agent_id: string
          created_at?: string
          knowledge_base_id: string
          organization_id: string
        }
        Update: {
          agent_id?: string
          created_at?: string
          knowledge_base_id?: string
          organization_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'agent_knowledge_bases_organization_id_knowledge_base_id_fkey'
            columns: ['organization_id', 'knowledge_base_id']
            isOneToOne: false
            referencedRelation: 'knowledge_bases'
            referencedColumns: ['organization_id', 'id']
          },
        ]
      }
      agent_tools: {
        Row: {
          agent_id: string
          created_at: string
          organization_id: string
          tool_id: string
        }
        ComputedFields: never
        Insert: {
          agent_id: string
          created_at?: string
          organization_id: string
          tool_id: string
        }
        Update: {
          agent_id?: string
          created_at?: string
          organization_id?: string
          tool_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'agent_tools_organization_id_tool_id_fkey'
            columns: ['organization_id', 'tool_id']
            isOneToOne: false
            referencedRelation: 'tools'
            referencedColumns: ['organization_id', 'id']
          },
        ]
      }
      approvals: {
        Row: {
          arguments: NonNullable<Json>
          call_id: string | null
          created_at: string
          decided_at: string | null
          expires_at: string
          id: string
          name: string
          run_id: string | null
          session_id: string | null
          status: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          arguments: NonNullable<Json>
          call_id?: string | null
          created_at?: string
          decided_at?: string | null
          expires_at?: string
          id: string
          name: string
          run_id?: string | null
          session_id?: string | null
          status?: string
          user_id: string
        }
        Update: {
          arguments?: NonNullable<Json>
          call_id?: string | null
          created_at?: string
          decided_at?: string | null
          expires_at?: string
          id?: string
          name?: string
          run_id?: string | null
          session_id?: string | null
          status?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'approvals_id_fkey'
            columns: ['id']
            isOneToOne: true
            referencedRelation: 'tool_calls'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'approvals_run_id_fkey'
            columns: ['run_id']
            isOneToOne: false
            referencedRelation: 'runs'
            referencedColumns: ['id']
          },
        ]
      }
      chunks: {
        Row: {
          embedding: unknown
          end_offset: number
          headings: string[]
          id: number
          language: unknown
          number: number
          page_id: number
          run_id: string
          source_id: string
          start_offset: number
          text: string
          words: unknown
        }
        ComputedFields: never
        Insert: {
          embedding: unknown
          end_offset: number
          headings?: string[]
          id?: never
          language?: unknown
          number: number
          page_id: number
          run_id: string
          source_id: string
          start_offset: number
          text: string
          words: unknown
        }
        Update: {
          embedding?: unknown
          end_offset?: number
          headings?: string[]
          id?: never
          language?: unknown
          number?: number
          page_id?: number
          run_id?: string
          source_id?: string
          start_offset?: number
          text?: string
          words?: unknown
        }
        Relationships: [
          {
            foreignKeyName: 'chunks_page_id_fkey'
            columns: ['page_id']
            isOneToOne: false
            referencedRelation: 'pages'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'chunks_source_id_fkey'
            columns: ['source_id']
            isOneToOne: false
            referencedRelation: 'sources'
            referencedColumns: ['id']
          },
        ]
      }
      indexed_sources: {
        Row: {
          added_by: string | null
          created_at: string
          knowledge_base_id: string
          organization_id: string
          source_id: string
        }
        ComputedFields: never
        Insert: {
          added_by?: string | null
          created_at?: string
          knowledge_base_id: string
          organization_id: string
          source_id: string
        }
        Update: {
          added_by?: string | null
          created_at?: string
          knowledge_base_id?: string
          organization_id?: string
          source_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'indexed_sources_organization_id_knowledge_base_id_fkey'
            columns: ['organization_id', 'knowledge_base_id']
            isOneToOne: false
            referencedRelation: 'knowledge_bases'
            referencedColumns: ['organization_id', 'id']
          },
          {
            foreignKeyName: 'indexed_sources_organization_id_source_id_fkey'
            columns: ['organization_id', 'source_id']
            isOneToOne: false
            referencedRelation: 'sources'
            referencedColumns: ['organization_id', 'id']
          },
        ]
      }
      knowledge_bases: {
        Row: {
          created_at: string
          created_by: string | null
          description: string
          id: string
          name: string
          organization_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          created_by?: string | null
          description?: string
          id?: string
          name: string
          organization_id: string
          updated_at?: string
        }
        Update: {
          created_at?: string
          created_by?: string | null
          description?: string
          id?: string
          name?: string
          organization_id?: string
          updated_at?: string
        }
        Relationships: []
      }
      pages: {
        Row: {
          id: number
          number: number
          run_id: string
          source_id: string
          text: string
          title: string
        }
        ComputedFields: never
        Insert: {
          id?: never
          number: number
          run_id: string
          source_id: string
          text: string
          title?: string
        }
        Update: {
          id?: never
          number?: number
          run_id?: string
          source_id?: string
          text?: string
          title?: string
        }
        Relationships: [
          {
            foreignKeyName: 'pages_source_id_fkey'
            columns: ['source_id']
            isOneToOne: false
            referencedRelation: 'sources'
            referencedColumns: ['id']
          },
        ]
      }
      run_events: {
        Row: {
          created_at: string
          data: NonNullable<Json>
          run_id: string
          seq: number
          session_id: string
          type: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          data: NonNullable<Json>
          run_id: string
          seq: number
          session_id: string
          type: string
          user_id: string
        }
        Update: {
          created_at?: string
          data?: NonNullable<Json>
          run_id?: string
          seq?: number
          session_id?: string
          type?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'run_events_run_id_fkey'
            columns: ['run_id']
            isOneToOne: false
            referencedRelation: 'runs'
            referencedColumns: ['id']
          },
        ]
      }
      runs: {
        Row: {
          agent_id: string | null
          agent_name: string
          agent_version: number | null
          cost_micro_usd: number
          created_at: string
          deadline_at: string
          draft: boolean
          error_code: string | null
          finished_at: string | null
          id: string
          idempotency_key: string | null
          input_tokens: number
          max_cost_micro_usd: number
          max_steps: number
          organization_id: string
          output_tokens: number
          session_id: string
          source_ids: string[] | null
          started_at: string | null
          status: string
          steps: number
          user_id: string
          waiting_since: string | null
        }
        ComputedFields: never
        Insert: {
          agent_id?: string | null
          agent_name: string
          agent_version?: number | null
          cost_micro_usd?: number
          created_at?: string
          deadline_at?: string
          draft?: boolean
          error_code?: string | null
          finished_at?: string | null
          id?: string
          idempotency_key?: string | null
          input_tokens?: number
          max_cost_micro_usd: number
          max_steps?: number
          organization_id: string
          output_tokens?: number
          session_id: string
          source_ids?: string[] | null
          started_at?: string | null
          status?: string
          steps?: number
          user_id: string
          waiting_since?: string | null
        }
        Update: {
          agent_id?: string | null
          agent_name?: string
          agent_version?: number | null
          cost_micro_usd?: number
          created_at?: string
          deadline_at?: string
          draft?: boolean
          error_code?: string | null
          finished_at?: string | null
          id?: string
          idempotency_key?: string | null
          input_tokens?: number
          max_cost_micro_usd?: number
          max_steps?: number
          organization_id?: string
          output_tokens?: number
          session_id?: string
          source_ids?: string[] | null
          started_at?: string | null
          status?: string
          steps?: number
          user_id?: string
          waiting_since?: string | null
        }
        Relationships: []
      }
      sources: {
        Row: {
          bytes: number
          chunks_done: number
          chunks_total: number | null
          created_at: string
          error_code: string | null
          id: string
          indexed_at: string | null
          kind: string
          language: unknown
          organization_id: string
          pages_done: number
          pages_total: number | null
          run_id: string | null
          sha256: string
          status: string
          storage_path: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          bytes: number
          chunks_done?: number
          chunks_total?: number | null
          created_at?: string
          error_code?: string | null
          id?: string
          indexed_at?: string | null
          kind: string
          language?: unknown
          organization_id: string
          pages_done?: number
          pages_total?: number | null
          run_id?: string | null
          sha256: string
          status?: string
          storage_path: string
          updated_at?: string
        }
        Update: {
          bytes?: number
          chunks_done?: number
          chunks_total?: number | null
          created_at?: string
          error_code?: string | null
          id?: string
          indexed_at?: string | null
          kind?: string
          language?: unknown
          organization_id?: string
          pages_done?: number
          pages_total?: number | null
          run_id?: string | null
          sha256?: string
          status?: string
          storage_path?: string
          updated_at?: string
        }
        Relationships: []
      }
      tool_calls: {
        Row: {
          arguments: NonNullable<Json>
          attempts: number
          call_id: string | null
          citations: NonNullable<Json>
          client: boolean
          created_at: string
          expires_at: string | null
          finished_at: string | null
          holder: string | null
          id: string
          ms: number | null
          name: string
          needs_approval: boolean
          number: number
          output: string | null
          provider_call_id: string
          repeatable: boolean
          run_id: string | null
          started_at: string | null
          status: string
          step: number | null
          tool_id: string | null
          user_id: string
        }
        ComputedFields: never
        Insert: {
          arguments: NonNullable<Json>
          attempts?: number
          call_id?: string | null
          citations?: NonNullable<Json>
          client?: boolean
          created_at?: string
          expires_at?: string | null
          finished_at?: string | null
          holder?: string | null
          id: string
          ms?: number | null
          name: string
          needs_approval?: boolean
          number?: number
          output?: string | null
          provider_call_id: string
          repeatable?: boolean
          run_id?: string | null
          started_at?: string | null
          status?: string
          step?: number | null
          tool_id?: string | null
          user_id: string
        }
        Update: {
          arguments?: NonNullable<Json>
          attempts?: number
          call_id?: string | null
          citations?: NonNullable<Json>
          client?: boolean
          created_at?: string
          expires_at?: string | null
          finished_at?: string | null
          holder?: string | null
          id?: string
          ms?: number | null
          name?: string
          needs_approval?: boolean
          number?: number
          output?: string | null
          provider_call_id?: string
          repeatable?: boolean
          run_id?: string | null
          started_at?: string | null
          status?: string
          step?: number | null
          tool_id?: string | null
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'tool_calls_run_id_fkey'
            columns: ['run_id']
            isOneToOne: false
            referencedRelation: 'runs'
            referencedColumns: ['id']
          },
        ]
      }
      tool_hosts: {
        Row: {
          created_at: string
          created_by: string | null
          host: string
          organization_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          created_by?: string | null
          host: string
          organization_id: string
        }
        Update: {
          created_at?: string
          created_by?: string | null
          host?: string
          organization_id?: string
        }
        Relationships: []
      }
      tools: {
        Row: {
          config: NonNullable<Json>
          created_at: string
          created_by: string | null
          description: string
          enabled: boolean
          id: string
          kind: string
          name: string
          needs_approval: boolean
          organization_id: string
          parameters: NonNullable<Json>
          repeatable: boolean
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          config: NonNullable<Json>
          created_at?: string
          created_by?: string | null
          description: string
          enabled?: boolean
          id?: string
          kind: string
          name: string
          needs_approval?: boolean
          organization_id: string
          parameters?: NonNullable<Json>
          repeatable?: boolean
          updated_at?: string
        }
        Update: {
          config?: NonNullable<Json>
          created_at?: string
          created_by?: string | null
          description?: string
          enabled?: boolean
          id?: string
          kind?: string
          name?: string
          needs_approval?: boolean
          organization_id?: string
          parameters?: NonNullable<Json>
          repeatable?: boolean
          updated_at?: string
        }
        Relationships: []
      }
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
      begin_call_tool_call: { Args: { p_segment_id: string; p_tool_call_id: string }; Returns: string }
      begin_tool_call: { Args: { p_lease_token: string; p_tool_call_id: string }; Returns: string }
      cancel_run: { Args: { p_run_id: string }; Returns: string }
      chat_history: { Args: { p_limit?: number; p_owner: string; p_session_id: string }; Returns: Json }
      claim_run: {
        Args: { p_lease_seconds: number; p_run_id?: string }
        Returns: {
          attempts: number
          lease_token: string
          run_id: string
        }[]
      }
      claim_source_job: {
        Args: { p_lease_seconds: number }
        Returns: {
          attempts: number
          bytes: number
          kind: string
          lease_token: string
          pages_done: number
          pages_total: number
          source_id: string
          step: string
          storage_path: string
        }[]
      }
      clear_source: {
        Args: { p_lease_seconds: number; p_lease_token: string; p_limit: number; p_source_id: string }
        Returns: boolean
      }
      close_tool_session: { Args: { p_token_hash: string }; Returns: undefined }
      count_failed_resolve: { Args: { p_token_hash: string }; Returns: undefined }
      create_source: {
        Args: {
          p_bytes: number
          p_kind: string
          p_knowledge_base_id?: string
          p_name: string
          p_organization_id: string
          p_sha256: string
          p_visibility: string
        }
        Returns: {
          existing: boolean
          source_id: string
          storage_path: string
          upload: boolean
        }[]
      }
      decide_approval: { Args: { p_approval_id: string; p_arguments?: Json; p_decision: string }; Returns: string }
      delete_source: { Args: { p_source_id: string }; Returns: undefined }
      delete_stale_uploads: { Args: Record<PropertyKey, never>; Returns: undefined }
      fail_source_job: {
        Args: { p_error_code: string; p_lease_token: string; p_retry_seconds: number; p_source_id: string }
        Returns: undefined
      }
      finish_call_tool_call: {
        Args: {
          p_citations: Json
          p_ms: number
          p_output: string
          p_segment_id: string
          p_status: string
          p_tool_call_id: string
        }
        Returns: undefined
      }
      finish_run: {
        Args: { p_error_code: string; p_lease_token: string; p_run_id: string; p_status: string }
        Returns: number
      }
      finish_tool_call: {
        Args: {
          p_citations: Json
          p_events?: Json
          p_lease_token: string
          p_ms: number
          p_output: string
          p_status: string
          p_tool_call_id: string
        }
        Returns: number
      }
      forget_orphaned_source_files: { Args: { p_paths: string[] }; Returns: undefined }
      has_due_run: { Args: Record<PropertyKey, never>; Returns: boolean }
      has_due_source_job: { Args: Record<PropertyKey, never>; Returns: boolean }
      open_call_tool_call: {
        Args: { p_call_id: string; p_segment_id: string; p_tool_call: Json }
        Returns: {
          status: string
          tool_call_id: string
        }[]
      }
      open_tool_session: {
        Args: {
          p_agent_id: string
          p_call_id: string
          p_host: string
          p_run_id: string
          p_seconds: number
          p_token_hash: string
          p_tool_call_id: string
          p_tool_id: string
          p_user_id: string
        }
        Returns: {
          expires_at: string
          signing_secrets: string[]
        }[]
      }
      orphaned_source_files: { Args: { p_limit: number }; Returns: string[] }
      park_run: { Args: { p_lease_token: string; p_run_id: string }; Returns: boolean }
      pending_source_chunks: {
        Args: { p_lease_token: string; p_limit: number; p_source_id: string }
        Returns: {
          headings: string[]
          number: number
          text: string
        }[]
      }
      queue_source: { Args: { p_source_id: string }; Returns: boolean }
      refuse_source: { Args: { p_error_code: string; p_source_id: string }; Returns: undefined }
      reindex_source: { Args: { p_source_id: string }; Returns: string }
      release_run: { Args: { p_after_seconds?: number; p_lease_token: string; p_run_id: string }; Returns: undefined }
      release_source_job: { Args: { p_lease_token: string; p_source_id: string }; Returns: undefined }
      renew_source_job: {
        Args: { p_lease_seconds: number; p_lease_token: string; p_source_id: string }
        Returns: undefined
      }
      retry_run: { Args: { p_run_id: string }; Returns: string }
      retry_source: { Args: { p_source_id: string }; Returns: string }
      rotate_tool_secret: { Args: { p_end_previous?: boolean; p_tool_id: string }; Returns: string }
      run_to_do: { Args: { p_lease_token: string; p_run_id: string }; Returns: Json }
      save_run_events: {
        Args: { p_events: Json; p_lease_seconds: number; p_lease_token: string; p_run_id: string }
        Returns: number
      }
      save_run_step: {
        Args: { p_events: Json; p_lease_token: string; p_run_id: string; p_step: Json }
        Returns: number
      }
      save_source_chunks: {
        Args: { p_embeddings: Json; p_lease_seconds: number; p_lease_token: string; p_source_id: string }
        Returns: number
      }
      save_source_pages: {
        Args: {
          p_last: boolean
          p_lease_seconds: number
          p_lease_token: string
          p_pages: Json
          p_pages_total: number
          p_source_id: string
        }
        Returns: undefined
      }
      search: {
        Args: {
          p_embedding?: number[]
          p_knowledge_base_ids?: string[]
          p_language?: string
          p_limit?: number
          p_mode?: string
          p_query?: string
          p_since?: string
          p_source_ids?: string[]
          p_until?: string
        }
        Returns: {
          chunk_id: number
          coverage: number
          distance: number
          document_name: string
          end_offset: number
          headings: string[]
          matched_words: string[]
          page_id: number
          page_number: number
          page_title: string
          score: number
          source_id: string
          start_offset: number
          text: string
          text_rank: number
          text_score: number
          vector_rank: number
        }[]
      }
      source_file: {
        Args: { p_source_id: string }
        Returns: {
          name: string
          storage_path: string
        }[]
      }
      source_to_check: {
        Args: { p_source_id: string }
        Returns: {
          bytes: number
          kind: string
          sha256: string
          status: string
          storage_path: string
        }[]
      }
      start_run: {
        Args: {
          p_agent_id: string
          p_context_items?: Json
          p_draft?: boolean
          p_idempotency_key?: string
          p_session_id?: string
          p_source_ids?: string[]
          p_text: string
        }
        Returns: {
          existing: boolean
          run_id: string
          session_id: string
        }[]
      }
      submit_tool_output: { Args: { p_output: string; p_tool_call_id: string }; Returns: string }
      tool_calls_of_call: {
        Args: { p_call_id: string; p_owner: string; p_provider_call_ids: string[] }
        Returns: {
          arguments: Json
          citations: Json
          output: string
          provider_call_id: string
          status: string
          tool_call_id: string
        }[]
      }
      tool_session_to_resolve: {
        Args: { p_token_hash: string }
        Returns: {
          agent_id: string
          call_id: string
          expires_at: string
          organization_id: string
          run_id: string
          signing_secrets: string[]
          tool_call_id: string
          tool_id: string
          tool_name: string
          user_id: string
        }[]
      }
    }
    Enums: {
      [_ in never]: never
    }
    CompositeTypes: {
      [_ in never]: never
    }
  }
  public: {
    Tables: {
      agent_versions: {
        Row: {
          agent_id: string
          archived_at: string | null
          greeting: string
          instructions: string
          model: string | null
          name: string
          number: number
          organization_id: string
          published_at: string
          published_by: string | null
          status: string
          tools: NonNullable<Json>
          voice: string
        }
        ComputedFields: never
        Insert: {
          agent_id: string
          archived_at?: string | null
          greeting: string
          instructions: string
          model?: string | null
          name: string
          number: number
          organization_id: string
          published_at?: string
          published_by?: string | null
          status?: string
          tools: NonNullable<Json>
          voice: string
        }
        Update: {
          agent_id?: string
          archived_at?: string | null
          greeting?: string
          instructions?: string
          model?: string | null
          name?: string
          number?: number
          organization_id?: string
          published_at?: string
          published_by?: string | null
          status?: string
          tools?: NonNullable<Json>
          voice?: string
        }
        Relationships: [
          {
            foreignKeyName: 'agent_versions_organization_id_agent_id_fkey'
            columns: ['organization_id', 'agent_id']
            isOneToOne: false
            referencedRelation: 'agents'
            referencedColumns: ['organization_id', 'id']
          },
        ]
      }
      agents: {
        Row: {
          created_at: string
          created_by: string | null
          description: string
          greeting: string
          id: string
          instructions: string
          model: string | null
          name: string
          organization_id: string
          published_version: number | null
          status: string
          tools: NonNullable<Json>
          unpublished_changes: boolean
          updated_at: string
          voice: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          created_by?: string | null
          description?: string
          greeting?: string
          id?: string
          instructions: string
          model?: string | null
          name: string
          organization_id: string
          published_version?: number | null
          status?: string
          tools?: NonNullable<Json>
          unpublished_changes?: boolean
          updated_at?: string
          voice?: string
        }
        Update: {
          created_at?: string
          created_by?: string | null
          description?: string
          greeting?: string
          id?: string
          instructions?: string
          model?: string | null
          name?: string
          organization_id?: string
          published_version?: number | null
          status?: string
          tools?: NonNullable<Json>
          unpublished_changes?: boolean
          updated_at?: string
          voice?: string
        }
        Relationships: [
          {
            foreignKeyName: 'agents_organization_id_fkey'
            columns: ['organization_id']
            isOneToOne: false
            referencedRelation: 'organizations'
            referencedColumns: ['id']
          },
        ]
      }
      app_logs: {
        Row: {
          details: NonNullable<Json>
          event: string
          id: number
          inserted_at: string
          level: string
          message: string
          organization_id: string | null
          user_id: string | null
        }
        ComputedFields: never
        Insert: {
          details?: NonNullable<Json>
          event: string
          id?: never
          inserted_at?: string
          level?: string
          message: string
          organization_id?: string | null
          user_id?: string | null
        }
        Update: {
          details?: NonNullable<Json>
          event?: string
          id?: never
          inserted_at?: string
          level?: string
          message?: string
          organization_id?: string | null
          user_id?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'app_logs_organization_id_fkey'
            columns: ['organization_id']
            isOneToOne: false
            referencedRelation: 'organizations'
            referencedColumns: ['id']
          },
        ]
      }
      call_segments: {
        Row: {
          call_id: string
          end_reason: string | null
          ended_at: string | null
          from_segment: number | null
          id: string
          number: number
          started_at: string
          taken_at: string | null
          user_id: string
          visible_to_admins_of: string | null
          worker: string
        }
        ComputedFields: never
        Insert: {
          call_id: string
          end_reason?: string | null
          ended_at?: string | null
          from_segment?: number | null
          id?: string
          number: number
          started_at?: string
          taken_at?: string | null
          user_id: string
          visible_to_admins_of?: string | null
          worker: string
        }
        Update: {
          call_id?: string
          end_reason?: string | null
          ended_at?: string | null
          from_segment?: number | null
          id?: string
          number?: number
          started_at?: string
          taken_at?: string | null
          user_id?: string
          visible_to_admins_of?: string | null
          worker?: string
        }
        Relationships: [
          {
            foreignKeyName: 'call_segments_call_id_fkey'
            columns: ['call_id']
            isOneToOne: false
            referencedRelation: 'calls'
            referencedColumns: ['id']
          },
        ]
      }
      calls: {
        Row: {
          agent_id: string | null
          agent_name: string | null
          agent_version: number | null
          chat_session_id: string | null
          draft: boolean
          end_reason: string | null
          ended_at: string | null
          id: string
          last_seen_at: string
          organization_id: string
          started_at: string
          title: string | null
          user_id: string
          visible_to_admins_of: string | null
        }
        ComputedFields: never
        Insert: {
          agent_id?: string | null
          agent_name?: string | null
          agent_version?: number | null
          chat_session_id?: string | null
          draft?: boolean
          end_reason?: string | null
          ended_at?: string | null
          id?: string
          last_seen_at?: string
          organization_id: string
          started_at?: string
          title?: string | null
          user_id?: string
          visible_to_admins_of?: string | null
        }
        Update: {
          agent_id?: string | null
          agent_name?: string | null
          agent_version?: number | null
          chat_session_id?: string | null
          draft?: boolean
          end_reason?: string | null
          ended_at?: string | null
          id?: string
          last_seen_at?: string
          organization_id?: string
          started_at?: string
          title?: string | null
          user_id?: string
          visible_to_admins_of?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'calls_agent_version_fkey'
            columns: ['agent_id', 'agent_version']
            isOneToOne: false
            referencedRelation: 'agent_versions'
            referencedColumns: ['agent_id', 'number']
          },
          {
            foreignKeyName: 'calls_chat_session_fkey'
            columns: ['chat_session_id', 'user_id', 'organization_id']
            isOneToOne: false
            referencedRelation: 'chat_sessions'
            referencedColumns: ['id', 'user_id', 'organization_id']
          },
          {
            foreignKeyName: 'calls_organization_id_agent_id_fkey'
            columns: ['organization_id', 'agent_id']
            isOneToOne: false
            referencedRelation: 'agents'
            referencedColumns: ['organization_id', 'id']
          },
          {
            foreignKeyName: 'calls_organization_id_fkey'
            columns: ['organization_id']
            isOneToOne: false
            referencedRelation: 'organizations'
            referencedColumns: ['id']
          },
        ]
      }
      chat_messages: {
        Row: {
          created_at: string
          id: number
          role: string
          run_id: string
          session_id: string
          status: string
          step: number | null
          text: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          id?: never
          role: string
          run_id: string
          session_id: string
          status?: string
          step?: number | null
          text: string
          user_id: string
        }
        Update: {
          created_at?: string
          id?: never
          role?: string
          run_id?: string
          session_id?: string
          status?: string
          step?: number | null
          text?: string
          user_id?: string
        }
        Relationships: []
      }
      chat_sessions: {
        Row: {
          active_at: string
          agent_id: string | null
          created_at: string
          id: string
          organization_id: string
          title: string | null
          user_id: string
        }
        ComputedFields: never
        Insert: {
          active_at?: string
          agent_id?: string | null
          created_at?: string
          id?: string
          organization_id: string
          title?: string | null
          user_id: string
        }
        Update: {
          active_at?: string
          agent_id?: string | null
          created_at?: string
          id?: string
          organization_id?: string
          title?: string | null
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'chat_sessions_organization_id_agent_id_fkey'
            columns: ['organization_id', 'agent_id']
            isOneToOne: false
            referencedRelation: 'agents'
            referencedColumns: ['organization_id', 'id']
          },
          {
            foreignKeyName: 'chat_sessions_organization_id_fkey'
            columns: ['organization_id']
            isOneToOne: false
            referencedRelation: 'organizations'
            referencedColumns: ['id']
          },
        ]
      }
      documents: {
        Row: {
          created_at: string
          name: string
          organization_id: string
          source_id: string
          updated_at: string
          user_id: string
          visibility: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          name: string
          organization_id: string
          source_id: string
          updated_at?: string
          user_id: string
          visibility?: string
        }
        Update: {
          created_at?: string
          name?: string
          organization_id?: string
          source_id?: string
          updated_at?: string
          user_id?: string
          visibility?: string
        }
        Relationships: []
      }
      invitations: {
        Row: {
          accepted_at: string | null
          accepted_by: string | null
          created_at: string
          email: string
          expires_at: string
          id: string
          invited_by: string | null
          organization_id: string
          revoked_at: string | null
          role: string
          sent_at: string
          sent_count: number
          token_hash: string
        }
        ComputedFields: never
        Insert: {
          accepted_at?: string | null
          accepted_by?: string | null
          created_at?: string
          email: string
          expires_at?: string
          id?: string
          invited_by?: string | null
          organization_id: string
          revoked_at?: string | null
          role: string
          sent_at?: string
          sent_count?: number
          token_hash: string
        }
        Update: {
          accepted_at?: string | null
          accepted_by?: string | null
          created_at?: string
          email?: string
          expires_at?: string
          id?: string
          invited_by?: string | null
          organization_id?: string
          revoked_at?: string | null
          role?: string
          sent_at?: string
          sent_count?: number
          token_hash?: string
        }
        Relationships: [
          {
            foreignKeyName: 'invitations_organization_id_fkey'
            columns: ['organization_id']
            isOneToOne: false
            referencedRelation: 'organizations'
            referencedColumns: ['id']
          },
        ]
      }
      memberships: {
        Row: {
          created_at: string
          organization_id: string
          role: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          organization_id: string
          role: string
          user_id: string
        }
        Update: {
          created_at?: string
          organization_id?: string
          role?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'memberships_organization_id_fkey'
            columns: ['organization_id']
            isOneToOne: false
            referencedRelation: 'organizations'
            referencedColumns: ['id']
          },
        ]
      }
      messages: {
        Row: {
          call_id: string
          duration_ms: number | null
          heard_ms: number | null
          id: number
          inserted_at: string
          item_id: string | null
          latency_ms: number | null
          marks: Json | null
          position: number
          previous_item_id: string | null
          role: string
          source: string
          started_at: string | null
          status: string
          text: string
          tool: Json | null
          updated_at: string
          user_id: string
          visible_to_admins_of: string | null
        }
        ComputedFields: never
        Insert: {
          call_id: string
          duration_ms?: number | null
          heard_ms?: number | null
          id?: never
          inserted_at?: string
          item_id?: string | null
          latency_ms?: number | null
          marks?: Json | null
          position: number
          previous_item_id?: string | null
          role: string
          source?: string
          started_at?: string | null
          status?: string
          text?: string
          tool?: Json | null
          updated_at?: string
          user_id: string
          visible_to_admins_of?: string | null
        }
        Update: {
          call_id?: string
          duration_ms?: number | null
          heard_ms?: number | null
          id?: never
          inserted_at?: string
          item_id?: string | null
          latency_ms?: number | null
          marks?: Json | null
          position?: number
          previous_item_id?: string | null
          role?: string
          source?: string
          started_at?: string | null
          status?: string
          text?: string
          tool?: Json | null
          updated_at?: string
          user_id?: string
          visible_to_admins_of?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'messages_call_id_fkey'
            columns: ['call_id']
            isOneToOne: false
            referencedRelation: 'calls'
            referencedColumns: ['id']
          },
        ]
      }
      notes: {
        Row: {
          by_agent: boolean
          created_at: string
          id: string
          organization_id: string
          text: string
          updated_at: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          by_agent?: boolean
          created_at?: string
          id?: string
          organization_id: string
          text: string
          updated_at?: string
          user_id?: string
        }
        Update: {
          by_agent?: boolean
          created_at?: string
          id?: string
          organization_id?: string
          text?: string
          updated_at?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'notes_organization_id_fkey'
            columns: ['organization_id']
            isOneToOne: false
            referencedRelation: 'organizations'
            referencedColumns: ['id']
          },
        ]
      }
      organizations: {
        Row: {
          admins_see_calls: boolean
          created_at: string
          id: string
          member_budget_micro_usd: number | null
          name: string
          personal_of: string | null
          plan: string
          plan_version: number
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          admins_see_calls?: boolean
          created_at?: string
          id?: string
          member_budget_micro_usd?: number | null
          name: string
          personal_of?: string | null
          plan?: string
          plan_version?: number
          updated_at?: string
        }
        Update: {
          admins_see_calls?: boolean
          created_at?: string
          id?: string
          member_budget_micro_usd?: number | null
          name?: string
          personal_of?: string | null
          plan?: string
          plan_version?: number
          updated_at?: string
        }
        Relationships: []
      }
      plans: {
        Row: {
          call_minutes: number
          chat_model: string | null
          concurrent_requests: number
          created_at: string
          embedding_model: string | null
          id: string
          live_calls: number
          live_runs: number
          live_runs_per_person: number
          llm_models: string[]
          models: string[]
          monthly_budget_micro_usd: number
          name: string
          owned_organizations: number
          requests_per_minute: number
          run_cost_micro_usd: number
          tokens_per_minute: number
          version: number
          voices: string[] | null
        }
        ComputedFields: never
        Insert: {
          call_minutes?: number
          chat_model?: string | null
          concurrent_requests?: number
          created_at?: string
          embedding_model?: string | null
          id: string
          live_calls: number
          live_runs?: number
          live_runs_per_person?: number
          llm_models?: string[]
          models?: string[]
          monthly_budget_micro_usd?: number
          name: string
          owned_organizations?: number
          requests_per_minute?: number
          run_cost_micro_usd?: number
          tokens_per_minute?: number
          version?: number
          voices?: string[] | null
        }
        Update: {
          call_minutes?: number
          chat_model?: string | null
          concurrent_requests?: number
          created_at?: string
          embedding_model?: string | null
          id?: string
          live_calls?: number
          live_runs?: number
          live_runs_per_person?: number
          llm_models?: string[]
          models?: string[]
          monthly_budget_micro_usd?: number
          name?: string
          owned_organizations?: number
          requests_per_minute?: number
          run_cost_micro_usd?: number
          tokens_per_minute?: number
          version?: number
          voices?: string[] | null
        }
        Relationships: []
      }
      profiles: {
        Row: {
          created_at: string
          display_name: string | null
          id: string
          memberships_version: number
          organization_id: string | null
          plan: string
          plan_version: number
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          display_name?: string | null
          id: string
          memberships_version?: number
          organization_id?: string | null
          plan?: string
          plan_version?: number
          updated_at?: string
        }
        Update: {
          created_at?: string
          display_name?: string | null
          id?: string
          memberships_version?: number
          organization_id?: string | null
          plan?: string
          plan_version?: number
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'profiles_organization_id_fkey'
            columns: ['organization_id']
            isOneToOne: false
            referencedRelation: 'organizations'
            referencedColumns: ['id']
          },
        ]
      }
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
      accept_invitation: { Args: { p_token: string }; Returns: string }
      append_messages: {
        Args: {
          p_audio_ms?: number
          p_call_id: string
          p_forming?: Json
          p_items: Json
          p_owner: string
          p_segment_id?: string
        }
        Returns: {
          id: number
          item_id: string
        }[]
      }
      archive_agent: { Args: { p_agent_id: string }; Returns: undefined }
      budget_status: {
        Args: { p_organization_id: string }
        Returns: {
          budget_micro_usd: number
          held_micro_usd: number
          my_budget_micro_usd: number
          my_spent_micro_usd: number
          plan: string
          resets_at: string
          spent_micro_usd: number
        }[]
      }
      call_history: {
        Args: { p_owner: string; p_segment_id: string; p_since?: string }
        Returns: {
          heard_ms: number
          item_id: string
          marks: Json
          position: number
          previous_item_id: string
          read_at: string
          role: string
          source: string
          status: string
          text: string
          tool: Json
          updated_at: string
        }[]
      }
      callable_agent: {
        Args: { p_agent_id?: string }
        Returns: {
          id: string
          instructions: string
          model: string
          name: string
          number: number
          tools: Json
          voice: string
        }[]
      }
      close_stale_calls: { Args: Record<PropertyKey, never>; Returns: number }
      create_organization: {
        Args: { p_name: string }
        Returns: {
          admins_see_calls: boolean
          created_at: string
          id: string
          member_budget_micro_usd: number | null
          name: string
          personal_of: string | null
          plan: string
          plan_version: number
          updated_at: string
        }
        SetofOptions: {
          from: '*'
          to: 'organizations'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      delete_organization: { Args: { p_name: string; p_organization_id: string }; Returns: undefined }
      end_abandoned_call: { Args: { p_owner: string; p_segment_id: string }; Returns: boolean }
      end_call_segment: {
        Args: { p_end_call?: boolean; p_owner: string; p_reason: string; p_segment_id: string }
        Returns: undefined
      }
      forget_invitation_mail: { Args: { p_token_hash: string }; Returns: undefined }
      get_invitation: {
        Args: { p_token: string }
        Returns: {
          accepted_at: string
          admins_see_calls: boolean
          expires_at: string
          invited_by_name: string
          organization_id: string
          organization_name: string
          role: string
        }[]
      }
      get_logs: {
        Args: { p_level?: string; p_limit?: number; p_organization_id?: string; p_since?: string }
        Returns: {
          concerns_you: boolean
          details: Json
          event: string
          id: number
          inserted_at: string
          level: string
          message: string
          organization_id: string
        }[]
      }
      invite_member: {
        Args: { p_email: string; p_organization_id: string; p_role: string; p_token_hash: string }
        Returns: {
          email: string
          expires_at: string
          id: string
          organization_name: string
        }[]
      }
      list_members: {
        Args: { p_organization_id: string }
        Returns: {
          display_name: string
          email: string
          joined_at: string
          role: string
          user_id: string
        }[]
      }
      llm_admit: {
        Args: { p_estimate: Json; p_request: Json }
        Returns: {
          amount_micro_usd: number
          existing: boolean
          expires_at: string
          hold_id: string
          max_output_tokens: number
          model: string
          requests_left: number
          requests_limit: number
          reset_seconds: number
          tokens_left: number
          tokens_limit: number
          upstreams: string[]
        }[]
      }
      llm_grant: {
        Args: { p_auth_session_id: string; p_organization_id?: string; p_user_id: string }
        Returns: {
          organization_id: string
          plan: string
          plan_version: number
        }[]
      }
      llm_models: {
        Args: { p_auth_session_id: string; p_organization_id?: string; p_user_id: string }
        Returns: {
          created_at: string
          id: string
          is_default: boolean
          kind: string
        }[]
      }
      llm_record_usage: {
        Args: { p_idempotency_key: string; p_model: string; p_reference: string; p_source: string; p_usage: Json }
        Returns: number
      }
      llm_release: { Args: { p_hold_id: string }; Returns: boolean }
      llm_settle: { Args: { p_hold_id: string; p_usage?: Json }; Returns: number }
      llm_sweep: { Args: Record<PropertyKey, never>; Returns: number }
      open_call: {
        Args: {
          p_agent_id?: string
          p_call_id?: string
          p_chat_session_id?: string
          p_draft?: boolean
          p_from_segment?: number
          p_take_over?: boolean
          p_token_hash: string
        }
        Returns: {
          call_id: string
          expires_at: string
        }[]
      }
      organization_contents: {
        Args: { p_organization_id: string }
        Returns: {
          agents: number
          calls: number
          invitations: number
          live_calls: number
          members: number
          messages: number
        }[]
      }
      organization_usage: {
        Args: { p_organization_id: string }
        Returns: {
          call_minutes_used: number
          live_calls: number
          plan: string
        }[]
      }
      publish_agent: {
        Args: { p_agent_id: string }
        Returns: {
          agent_id: string
          archived_at: string | null
          greeting: string
          instructions: string
          model: string | null
          name: string
          number: number
          organization_id: string
          published_at: string
          published_by: string | null
          status: string
          tools: NonNullable<Json>
          voice: string
        }
        SetofOptions: {
          from: '*'
          to: 'agent_versions'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      redeem_call_ticket: {
        Args: { p_token_hash: string; p_worker: string }
        Returns: {
          agent_id: string
          agent_name: string
          audio_ms: number
          call_id: string
          chat_session_id: string
          draft: boolean
          forming_item_id: string
          greeting: string
          instructions: string
          model: string
          next_position: number
          organization_id: string
          segment_id: string
          segment_number: number
          standby: boolean
          tools: Json
          user_id: string
          voice: string
        }[]
      }
      remove_member: { Args: { p_organization_id: string; p_user_id: string }; Returns: undefined }
      restore_agent_version: {
        Args: { p_agent_id: string; p_number: number }
        Returns: {
          created_at: string
          created_by: string | null
          description: string
          greeting: string
          id: string
          instructions: string
          model: string | null
          name: string
          organization_id: string
          published_version: number | null
          status: string
          tools: NonNullable<Json>
          unpublished_changes: boolean
          updated_at: string
          voice: string
        }
        SetofOptions: {
          from: '*'
          to: 'agents'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      revoke_invitation: { Args: { p_invitation_id: string }; Returns: undefined }
      search_calls: {
        Args: {
          p_before?: string
          p_everyones?: boolean
          p_limit?: number
          p_organization_id?: string
          p_query?: string
        }
        Returns: {
          agent_id: string
          agent_name: string
          end_reason: string
          ended_at: string
          id: string
          message_count: number
          organization_id: string
          snippet: string
          started_at: string
          title: string
          user_id: string
        }[]
      }
      set_member_role: { Args: { p_organization_id: string; p_role: string; p_user_id: string }; Returns: undefined }
      switch_organization: { Args: { p_organization_id: string }; Returns: undefined }
      take_over_call_segment: {
        Args: { p_owner: string; p_segment_id: string; p_since?: string }
        Returns: {
          audio_ms: number
          forming_item_id: string
          history: Json
          next_position: number
          previous_taken_at: string
        }[]
      }
      touch_call_segment: { Args: { p_segment_id: string }; Returns: boolean }
      transfer_organization: { Args: { p_organization_id: string; p_user_id: string }; Returns: undefined }
      unarchive_agent: { Args: { p_agent_id: string }; Returns: undefined }
      usage_report: {
        Args: { p_by?: string; p_everyone?: boolean; p_from: string; p_organization_id: string; p_to: string }
        Returns: {
          audio_input_tokens: number
          audio_output_tokens: number
          cached_input_tokens: number
          cost_micro_usd: number
          input_tokens: number
          key: string
          name: string
          output_tokens: number
          requests: number
        }[]
      }
      write_log: {
        Args: {
          p_details?: Json
          p_event: string
          p_level?: string
          p_message: string
          p_organization_id?: string
          p_user_id?: string
        }
        Returns: number
      }
    }
    Enums: {
      [_ in never]: never
    }
    CompositeTypes: {
      [_ in never]: never
    }
  }
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, 'public'>]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    ? (DefaultSchema['Tables'] & DefaultSchema['Views'])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R
      }
      ? R
      : never
    : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I
      }
      ? I
      : never
    : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U
      }
      ? U
      : never
    : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums'] | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums']
    : never = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums'][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums']
    ? DefaultSchema['Enums'][DefaultSchemaEnumNameOrOptions]
    : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema['CompositeTypes']
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes']
    : never = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes'][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema['CompositeTypes']
    ? DefaultSchema['CompositeTypes'][PublicCompositeTypeNameOrOptions]
    : never

export const Constants = {
  ai: {
    Enums: {},
  },
  public: {
    Enums: {},
  },
} as const
