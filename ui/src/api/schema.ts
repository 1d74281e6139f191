// placeholder until generated
type Range = { since: string; until: string; clamped?: components["schemas"]["Clamped"][] };
export interface components {
  schemas: {
    Clamped: { parameter: string; asked: string; used: string };
    Row: { time: string; message: string; level: string; source: string; component: string; strategy_id?: string | null; instance_id: string; seq?: number | null; error_type?: string | null; error_traceback?: string | null; fields: Record<string, string> };
    SearchAnswer: Range & { rows: components["schemas"]["Row"][]; has_more: boolean };
    HistogramAnswer: Range & { step_secs: number; steps: { time: string; count: number; levels?: Record<string, number> }[] };
    FacetsAnswer: Range & { facets: { field: string; values: { value: string; count: number }[] }[] };
    StatsAnswer: Range & { by: string; counts: { value: string; count: number }[]; has_more: boolean };
    Strategy: { strategy_id: string; rows: number; errors: number; warnings: number; first: string; last: string; newest_error?: string | null; steps?: { errors: number; warnings: number }[] };
    StrategiesAnswer: Range & { strategies: components["schemas"]["Strategy"][] };
    Run: { instance_id: string; trader_id: string; host: string; environment: string; run_id: string; first: string; last: string; rows: number; first_seq: number; last_seq: number; distinct: number; lost: number; put_aside: number; verdict: string; missing: { first: number; last: number }[] };
    RunsAnswer: Range & { runs: components["schemas"]["Run"][] };
    OrderAnswer: { rows: components["schemas"]["Row"][]; has_more: boolean };
    HealthAnswer: { ok: boolean; trouble: string; latency_ms: number; version: string; read_only: boolean; clock_ahead_secs?: number | null };
  };
}
