import * as v from "valibot";

const origin = v.pipe(v.string(), v.regex(/^https?:\/\/[^/\s]+$/));
const serverName = v.pipe(v.string(), v.minLength(1), v.maxLength(255));

const tenantConfigSchema = v.object({
  v: v.literal(1),
  tenant: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/)),
  /** Name of the practice, shown at sign-in and as issuer of its patient numbers. */
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  homeserver: v.object({ baseUrl: origin, serverName }),
  /** Organisation of a server, for people (safety C3). Servers not listed are shown by their name. */
  organisations: v.record(serverName, v.pipe(v.string(), v.maxLength(200))),
  /** Exactly the origins of `frame-ancestors` (safety F1). */
  portalOrigins: v.pipe(v.array(origin), v.maxLength(50)),
  /** True wherever the portal signs people in: nothing opens before `boot({user, hostSession})` (safety S1). */
  requireHostUser: v.boolean(),
  /** Hold in which a message can be taken back, 0 to 30 000 ms. */
  holdMs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(30_000)),
  /** Older unsent rows ask before they leave. */
  askAfterMs: v.pipe(v.number(), v.integer(), v.minValue(60_000)),
  /** The deployment's word that the EHR closes our frame with the chart (safety P2). */
  frameClosesWithChart: v.boolean(),
});

/** The one file of a tenant, `/<tenant>/config.json`. Everything a browser is told about servers comes from here. */
export type TenantConfig = v.InferOutput<typeof tenantConfigSchema>;

export function parseTenantConfig(input: unknown): TenantConfig | undefined {
  const result = v.safeParse(tenantConfigSchema, input);
  return result.success ? result.output : undefined;
}
