/** What is derived from an account's root key by name; own stores name themselves. */
export const CRYPTO_STORE_KEY = "crypto-store";
