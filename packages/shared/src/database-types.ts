export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  public: {
    Tables: {
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
          status: string
          tools: NonNullable<Json>
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
          status?: string
          tools?: NonNullable<Json>
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
          status?: string
          tools?: NonNullable<Json>
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
          end_reason: string | null
          ended_at: string | null
          id: string
          last_seen_at: string
          organization_id: string
          started_at: string
          title: string | null
          user_id: string
        }
        ComputedFields: never
        Insert: {
          agent_id?: string | null
          end_reason?: string | null
          ended_at?: string | null
          id?: string
          last_seen_at?: string
          organization_id: string
          started_at?: string
          title?: string | null
          user_id?: string
        }
        Update: {
          agent_id?: string | null
          end_reason?: string | null
          ended_at?: string | null
          id?: string
          last_seen_at?: string
          organization_id?: string
          started_at?: string
          title?: string | null
          user_id?: string
        }
        Relationships: [
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
      organizations: {
        Row: {
          created_at: string
          id: string
          name: string
          personal_of: string | null
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          id?: string
          name: string
          personal_of?: string | null
          updated_at?: string
        }
        Update: {
          created_at?: string
          id?: string
          name?: string
          personal_of?: string | null
          updated_at?: string
        }
        Relationships: []
      }
      plans: {
        Row: {
          created_at: string
          id: string
          live_calls: number
          name: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          id: string
          live_calls: number
          name: string
        }
        Update: {
          created_at?: string
          id?: string
          live_calls?: number
          name?: string
        }
        Relationships: []
      }
      profiles: {
        Row: {
          created_at: string
          display_name: string | null
          id: string
          plan: string
          plan_version: number
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          display_name?: string | null
          id: string
          plan?: string
          plan_version?: number
          updated_at?: string
        }
        Update: {
          created_at?: string
          display_name?: string | null
          id?: string
          plan?: string
          plan_version?: number
          updated_at?: string
        }
        Relationships: []
      }
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
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
      close_stale_calls: { Args: Record<PropertyKey, never>; Returns: number }
      end_abandoned_call: { Args: { p_owner: string; p_segment_id: string }; Returns: boolean }
      end_call_segment: {
        Args: { p_end_call?: boolean; p_owner: string; p_reason: string; p_segment_id: string }
        Returns: undefined
      }
      open_call: {
        Args: {
          p_agent_id?: string
          p_call_id?: string
          p_from_segment?: number
          p_take_over?: boolean
          p_token_hash: string
        }
        Returns: {
          call_id: string
          expires_at: string
        }[]
      }
      redeem_call_ticket: {
        Args: { p_token_hash: string; p_worker: string }
        Returns: {
          agent_id: string
          agent_name: string
          audio_ms: number
          call_id: string
          forming_item_id: string
          greeting: string
          instructions: string
          model: string
          next_position: number
          segment_id: string
          segment_number: number
          standby: boolean
          tools: Json
          user_id: string
          voice: string
        }[]
      }
      search_calls: {
        Args: { p_before?: string; p_limit?: number; p_query?: string }
        Returns: {
          agent_id: string
          agent_name: string
          end_reason: string
          ended_at: string
          id: string
          message_count: number
          snippet: string
          started_at: string
          title: string
        }[]
      }
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
  public: {
    Enums: {},
  },
} as const
