/** Ports and names of one demo homeserver. All on loopback. */
export interface HomeserverPlan {
  readonly id: "sonnenallee" | "nord";
  /** Name of the organisation, for people. */
  readonly name: string;
  readonly clientPort: number;
  readonly federationPort: number;
  /** Folder with keys, database, media and log. */
  readonly folder: string;
  readonly registrationSecret: string;
}

/** Server names with a port need no DNS and no /etc/hosts: they federate as they are. */
export const serverNameOf = (plan: HomeserverPlan): string => `localhost:${String(plan.federationPort)}`;

const RATE_LIMITS = [
  "rc_message",
  "rc_registration",
  "rc_admin_redaction",
  "rc_joins_per_room",
  "rc_room_creation",
  "rc_media_create",
  "rc_key_requests",
  "rc_3pid_validation",
  "rc_user_directory",
  "rc_reports",
];

/** Synapse's configuration. JSON is YAML. Nothing is reported anywhere, only loopback is listened on. */
export function homeserverConfig(plan: HomeserverPlan): Record<string, unknown> {
  const wide = { per_second: 100_000, burst_count: 100_000 };
  return {
    server_name: serverNameOf(plan),
    public_baseurl: `http://127.0.0.1:${String(plan.clientPort)}/`,
    pid_file: `${plan.folder}/homeserver.pid`,
    listeners: [
      {
        port: plan.clientPort,
        type: "http",
        tls: false,
        bind_addresses: ["127.0.0.1"],
        x_forwarded: true,
        resources: [{ names: ["client"], compress: false }],
      },
      {
        port: plan.federationPort,
        type: "http",
        tls: true,
        bind_addresses: ["127.0.0.1"],
        resources: [{ names: ["federation", "keys"], compress: false }],
      },
    ],
    tls_certificate_path: `${plan.folder}/tls.crt`,
    tls_private_key_path: `${plan.folder}/tls.key`,
    database: { name: "sqlite3", args: { database: `${plan.folder}/homeserver.db` } },
    log_config: `${plan.folder}/log.json`,
    media_store_path: `${plan.folder}/media`,
    signing_key_path: `${plan.folder}/signing.key`,
    registration_shared_secret: plan.registrationSecret,
    macaroon_secret_key: `${plan.registrationSecret}-macaroon`,
    form_secret: `${plan.registrationSecret}-form`,
    report_stats: false,
    enable_metrics: false,
    presence: { enabled: false },
    enable_authenticated_media: true,
    default_room_version: "10",
    max_upload_size: "100M",
    url_preview_enabled: false,
    user_directory: { enabled: true, search_all_users: true, prefer_local_users: true },
    trusted_key_servers: [],
    suppress_key_server_warning: true,
    federation_verify_certificates: false,
    ip_range_whitelist: ["127.0.0.0/8", "::1/128"],
    ip_range_blacklist: [],
    federation_ip_range_blacklist: [],
    ...Object.fromEntries(RATE_LIMITS.map((name) => [name, wide])),
    rc_login: { address: wide, account: wide, failed_attempts: wide },
    rc_joins: { local: wide, remote: wide },
    rc_invites: { per_room: wide, per_user: wide, per_issuer: wide },
    rc_federation: { window_size: 1000, sleep_limit: 100_000, sleep_delay: 1, reject_limit: 100_000, concurrent: 100 },
  };
}

/** Warnings to a file, nothing of what users send. */
export function logConfig(plan: HomeserverPlan): Record<string, unknown> {
  return {
    version: 1,
    formatters: { plain: { format: "%(asctime)s %(levelname)s %(name)s %(message)s" } },
    handlers: {
      file: { class: "logging.FileHandler", formatter: "plain", filename: `${plan.folder}/homeserver.log` },
    },
    root: { level: "WARNING", handlers: ["file"] },
    disable_existing_loggers: false,
  };
}
