/** The API's shapes, by short names. `schema.ts` is generated from `openapi.json`. */

import type { components } from "./schema";

type Schemas = components["schemas"];

export type Row = Schemas["Row"];
export type SearchAnswer = Schemas["SearchAnswer"];
export type HistogramAnswer = Schemas["HistogramAnswer"];
export type FacetsAnswer = Schemas["FacetsAnswer"];
export type StatsAnswer = Schemas["StatsAnswer"];
export type StrategiesAnswer = Schemas["StrategiesAnswer"];
export type Strategy = Schemas["Strategy"];
export type RunsAnswer = Schemas["RunsAnswer"];
export type Run = Schemas["Run"];
export type OrderState = Schemas["OrderState"];
export type OrderOwner = Schemas["OrderOwner"];
export type OrderAnswer = Schemas["OrderAnswer"];
export type HealthAnswer = Schemas["HealthAnswer"];
export type Clamped = Schemas["Clamped"];
