export { checkHost } from "./check-host.ts";
export { PortBackend, type PortBackendOptions } from "./port-backend.ts";
